import 'server-only'
import type { Actor, Visit } from '@/lib/auth/context'
import { ALL_RIGHTS, NO_RIGHTS } from '@/lib/auth/grants'
import { env } from '@/lib/env'
import { cookieOf } from '@/lib/sessions/cookies'
import { rightsOfPerson } from '@/lib/sessions/rights-of-person'
import { sessionOf } from '@/lib/sessions/session-rows'
import { type AskedWithToken, bearerOf, tokenElsewhere, whoseToken } from '@/lib/sessions/whose-token'

const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'nobody' }

/** Set by the front door, which alone sees the connection: where a request comes from. */
export const ADDRESS_HEADER = 'x-asker-address'

interface Asking extends AskedWithToken {
  visit?: Visit
}

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
  const visit: Visit = {
    address: headers.get(ADDRESS_HEADER) ?? 'unknown',
    agent: headers.get('user-agent') ?? '',
    cookies: headers.get('cookie') ?? '',
  }
  const token = cookieOf(visit.cookies, 'session')
  const live = token ? await sessionOf(token, new Date()) : undefined
  if (!live) return { actor: NOBODY, rights: NO_RIGHTS, visit }
  const { person, session } = live
  const provenAt = session.proven_at ? Date.parse(session.proven_at) : undefined
  return {
    actor: { kind: 'person', id: person.id, name: person.name },
    rights: await rightsOfPerson(person, provenAt),
    visit: { ...visit, sessionId: session.id },
  }
}
