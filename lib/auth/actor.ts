import 'server-only'
import type { Actor } from '@/lib/auth/context'
import { env } from '@/lib/env'

/** Who asks. Until sign-in exists: the operator of this computer, whom the loopback address and `proxy.ts` vouch for. */
export function currentActor(): Actor {
  return { kind: 'local-operator', id: 'local-operator', name: env().operator }
}
