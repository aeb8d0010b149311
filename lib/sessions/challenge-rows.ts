import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { ChallengeRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import { hashOf } from '@/lib/sessions/secrets'

/** Somebody who began at the provider comes back within this time. In milliseconds. */
const LASTS = 10 * 60_000
const SET_UP_LASTS = 24 * 60 * 60_000

/** Keeps what was begun, by the secret that will end it. */
export async function keepChallenge(
  secret: string,
  challenge: Omit<ChallengeRow, 'hash' | 'created_at' | 'expires_at'>,
  now: Date,
): Promise<void> {
  const { db } = await database()
  const lasts = challenge.kind === 'set-up' ? SET_UP_LASTS : LASTS
  const row = { ...challenge, hash: hashOf(secret), created_at: now.toISOString() }
  await db
    .insertInto('challenges')
    .values({ ...row, expires_at: new Date(now.getTime() + lasts).toISOString() })
    .execute()
}

/** Takes it out: a second answer to the same challenge finds nothing, in whichever process. */
export async function takeChallenge(
  secret: string,
  kind: string,
  now: Date,
): Promise<ChallengeRow | undefined> {
  const { immediately } = await database()
  return immediately((transaction) => takenChallenge(transaction, secret, kind, now))
}

/** The same within a transaction. */
export async function takenChallenge(
  transaction: Kysely<Tables>,
  secret: string,
  kind: string,
  now: Date,
): Promise<ChallengeRow | undefined> {
  const hash = hashOf(secret)
  const row = await transaction
    .selectFrom('challenges')
    .selectAll()
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (!row) return undefined
  await transaction.deleteFrom('challenges').where('hash', '=', hash).execute()
  return row.expires_at > now.toISOString() ? row : undefined
}
