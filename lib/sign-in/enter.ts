import 'server-only'
import type { Kysely } from 'kysely'
import type { Permit } from '@/lib/auth/permit'
import type { PersonRow, SessionRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import { fail } from '@/lib/failures/result'
import { type Cookie, cookieOf, KNOWN_BROWSER_LASTS, noCookie } from '@/lib/sessions/cookies'
import { isBrowserOf, knowBrowser } from '@/lib/sessions/person-rows'
import { newSecret } from '@/lib/sessions/secrets'
import {
  ABSOLUTE_LIMIT,
  beginSession,
  endSessions,
  removeEnded,
  sessionOf,
} from '@/lib/sessions/session-rows'

/** How a request came in. @throws {FailureError} `not-found` where the console has no sign-in. */
export function visitOf({ context: { visit } }: Permit) {
  return visit ?? fail('not-found', 'This console has no sign-in: it serves the person on this computer.')
}

interface Entering {
  person: PersonRow
  enteredBy: SessionRow['entered_by']
  provenAt?: Date
  providerSession?: string
}

/** Begins a session in place of the one that this browser had, and gives the cookies for it. */
export async function letIn(
  transaction: Kysely<Tables>,
  permit: Permit,
  { person, enteredBy, provenAt, providerSession }: Entering,
): Promise<Cookie[]> {
  const { address, agent, sessionId } = visitOf(permit)
  const now = permit.context.now()
  await removeEnded(transaction, now)
  // Whoever knew the old cookie knows nothing of the new one.
  if (sessionId) await endSessions({ id: sessionId }, transaction)
  const begun = { personId: person.id, enteredBy, provenAt, providerSession, address, agent, now }
  const { token } = await beginSession(transaction, begun)
  return [{ kind: 'session', value: token, maxAge: ABSOLUTE_LIMIT / 1000 }, noCookie('browser')]
}

/** Makes this browser known to an account, unless it is. */
export async function rememberBrowser(
  transaction: Kysely<Tables>,
  permit: Permit,
  personId: string,
): Promise<Cookie[]> {
  if (await isKnownBrowser(permit, personId, transaction)) return []
  const secret = newSecret()
  await knowBrowser(transaction, secret, personId, permit.context.now())
  return [{ kind: 'known', value: secret, maxAge: KNOWN_BROWSER_LASTS }]
}

/** Whether this browser was signed in to the account before. */
export async function isKnownBrowser(
  permit: Permit,
  personId: string,
  within?: Kysely<Tables>,
): Promise<boolean> {
  const secret = cookieOf(visitOf(permit).cookies, 'known')
  return secret !== undefined && (await isBrowserOf(secret, personId, within))
}

/** The session of a request, with its person. @throws {FailureError} `signed-out` */
export async function ownSession(permit: Permit) {
  const token = cookieOf(visitOf(permit).cookies, 'session')
  const live = token ? await sessionOf(token, permit.context.now()) : undefined
  return live ?? fail('signed-out', 'You are not signed in, or your session has ended.')
}
