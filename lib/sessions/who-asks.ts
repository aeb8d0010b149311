import 'server-only'
import type { Actor } from '@/lib/auth/context'
import { ALL_RIGHTS, NO_RIGHTS, type Rights } from '@/lib/auth/grants'
import { env } from '@/lib/env'

const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'nobody' }

/**
 * Who sends a request and what they may, by its headers; read anew for each request. Without sign-in it is the operator
 * of this computer, whom the loopback address and the front door vouch for; with it whoever the session is of.
 */
export async function whoAsks(_headers: Pick<Headers, 'get'>): Promise<{ actor: Actor; rights: Rights }> {
  if (!env().isSignInOn)
    return {
      actor: { kind: 'local-operator', id: 'local-operator', name: env().operator },
      rights: ALL_RIGHTS,
    }
  return { actor: NOBODY, rights: NO_RIGHTS }
}
