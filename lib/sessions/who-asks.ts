import 'server-only'
import type { Actor } from '@/lib/auth/context'
import { ALL_RIGHTS, NO_RIGHTS } from '@/lib/auth/grants'
import { env } from '@/lib/env'
import { type Asking, bearerOf, tokenElsewhere, whoseToken } from '@/lib/sessions/whose-token'

const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'nobody' }

/**
 * Who sends a request and what they may, by its headers; read anew for each request. Without sign-in it is the operator
 * of this computer, whom the loopback address and the front door vouch for; with it whoever the session is of, or the
 * token that it bears where the doorway takes tokens. Whoever bears a token is never taken for a session.
 */
export async function whoAsks(headers: Pick<Headers, 'get'>, { takesTokens = false } = {}): Promise<Asking> {
  const bearer = bearerOf(headers)
  if (bearer !== undefined) return takesTokens ? whoseToken(bearer) : tokenElsewhere()
  if (!env().isSignInOn)
    return {
      actor: { kind: 'local-operator', id: 'local-operator', name: env().operator },
      rights: ALL_RIGHTS,
    }
  return { actor: NOBODY, rights: NO_RIGHTS }
}
