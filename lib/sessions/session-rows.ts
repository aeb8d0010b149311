import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { PersonRow, SessionRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import { hashOf, newSecret } from '@/lib/sessions/secrets'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A session that nobody uses ends: the person has gone home. */
const IDLE_LIMIT = 8 * HOUR
/** A working week: groups are read anew at least as often. */
export const ABSOLUTE_LIMIT = 7 * 24 * HOUR
/** How long what the cookie held before is still taken: requests under way must not fail when it changes. */
const GRACE = 15_000
/** A session is not written at every request. */
const USE_NOTED_EVERY = MINUTE

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** What is known of a session when it begins. */
export interface NewSession {
  personId: string
  enteredBy: SessionRow['entered_by']
  provenAt?: Date
  providerSession?: string
  address: string
  agent: string
  now: Date
}

/** Begins a session, and gives what its cookie holds. */
export async function beginSession(
  transaction: Kysely<Tables>,
  begun: NewSession,
): Promise<{ id: string; token: string }> {
  const { personId, enteredBy, provenAt, providerSession, address, agent, now } = begun
  const id = randomUUID()
  const token = newSecret()
  const at = now.toISOString()
  await transaction
    .insertInto('sessions')
    .values({
      id,
      token_hash: hashOf(token),
      previous_hash: null,
      previous_until: null,
      is_stale: 0,
      person_id: personId,
      entered_by: enteredBy,
      created_at: at,
      used_at: at,
      expires_at: iso(now.getTime() + ABSOLUTE_LIMIT),
      proven_at: provenAt?.toISOString() ?? null,
      provider_session: providerSession ?? null,
      address: address.slice(0, 64),
      agent: agent.slice(0, 200),
    })
    .execute()
  return { id, token }
}

export interface LiveSession {
  session: SessionRow
  person: PersonRow
  /** The cookie that was sent is one from before the session's last change. */
  isPrevious: boolean
}

/** The session that a cookie's value is of, with its person; nothing once it has ended in any way. */
export async function sessionOf(token: string, now: Date): Promise<LiveSession | undefined> {
  const { db } = await database()
  const hash = hashOf(token)
  const at = now.toISOString()
  const session = await db
    .selectFrom('sessions')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('token_hash', '=', hash),
        eb.and([eb('previous_hash', '=', hash), eb('previous_until', '>', at)]),
      ]),
    )
    .where('expires_at', '>', at)
    .where('used_at', '>', iso(now.getTime() - IDLE_LIMIT))
    .executeTakeFirst()
  if (!session) return undefined
  const person = await db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', session.person_id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (!person) return undefined
  if (now.getTime() - Date.parse(session.used_at) >= USE_NOTED_EVERY)
    await db.updateTable('sessions').set({ used_at: at }).where('id', '=', session.id).execute()
  return { session, person, isPrevious: session.token_hash !== hash }
}

/**
 * Gives a session another secret, so that one which was seen before a change of rights is worth nothing after it.
 * Nothing where somebody else has just done so.
 */
export async function changeSecret(session: SessionRow, now: Date): Promise<string | undefined> {
  const { db } = await database()
  const token = newSecret()
  const changed = await db
    .updateTable('sessions')
    .set({
      token_hash: hashOf(token),
      previous_hash: session.token_hash,
      previous_until: iso(now.getTime() + GRACE),
      is_stale: 0,
    })
    .where('id', '=', session.id)
    .where('token_hash', '=', session.token_hash)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n ? token : undefined
}

/** The rights of somebody have changed: each of their sessions gets another secret with its next request. */
export async function markStale(personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const { db } = await database()
  await db.updateTable('sessions').set({ is_stale: 1 }).where('person_id', 'in', personIds).execute()
}

/** Notes that the person of a session has just proven who they are. */
export async function noteProof(
  sessionId: string,
  provenAt: Date,
  transaction: Kysely<Tables>,
): Promise<void> {
  await transaction
    .updateTable('sessions')
    .set({ proven_at: provenAt.toISOString() })
    .where('id', '=', sessionId)
    .execute()
}

/** The sessions of a person that have not ended, the one used last first. */
export async function sessionsOf(personId: string, now: Date): Promise<SessionRow[]> {
  const { db } = await database()
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('expires_at', '>', now.toISOString())
    .where('used_at', '>', iso(now.getTime() - IDLE_LIMIT))
    .orderBy('used_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Which sessions to end: of a person all, all but one, or one; or the one of a provider's session. */
export interface WhichSessions {
  personId?: string
  id?: string
  exceptId?: string
  providerSession?: string
}

/** Ends sessions at once, on every replica; gives how many there were. */
export async function endSessions(which: WhichSessions, within?: Kysely<Tables>): Promise<number> {
  const { personId, id, exceptId, providerSession } = which
  if (!personId && !id && !providerSession) return 0
  const db = within ?? (await database()).db
  let ending = db.deleteFrom('sessions')
  if (personId) ending = ending.where('person_id', '=', personId)
  if (id) ending = ending.where('id', '=', id)
  if (exceptId) ending = ending.where('id', '<>', exceptId)
  if (providerSession) ending = ending.where('provider_session', '=', providerSession)
  return Number((await ending.executeTakeFirst()).numDeletedRows)
}

/** Removes what nobody can use any more; part of each sign-in, so that the tables stay small. */
export async function removeEnded(transaction: Kysely<Tables>, now: Date): Promise<void> {
  const at = now.toISOString()
  await transaction
    .deleteFrom('sessions')
    .where((eb) => eb.or([eb('expires_at', '<=', at), eb('used_at', '<=', iso(now.getTime() - IDLE_LIMIT))]))
    .execute()
  await transaction.deleteFrom('challenges').where('expires_at', '<=', at).execute()
  await transaction.deleteFrom('invitations').where('expires_at', '<=', at).execute()
  await transaction
    .deleteFrom('known_browsers')
    .where('created_at', '<=', iso(now.getTime() - 180 * 24 * HOUR))
    .execute()
}
