import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { PersonRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import { personOf } from '@/lib/sessions/person-rows'
import { hashOf, newSecret } from '@/lib/sessions/secrets'

/** In milliseconds: three days. */
const LASTS = 3 * 24 * 60 * 60_000

/** Makes a link for somebody, in place of any earlier one; gives the secret in it. */
export async function keepInvitation(
  transaction: Kysely<Tables>,
  { personId, invitedBy }: { personId: string; invitedBy: string },
  now: Date,
): Promise<{ token: string; expiresAt: string }> {
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + LASTS).toISOString()
  await transaction.deleteFrom('invitations').where('person_id', '=', personId).execute()
  await transaction
    .insertInto('invitations')
    .values({
      token_hash: hashOf(token),
      person_id: personId,
      invited_by: invitedBy,
      created_at: now.toISOString(),
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Whom a link is for, as long as it counts. */
export async function invitedPerson(
  db: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<PersonRow | undefined> {
  const row = await db
    .selectFrom('invitations')
    .select('person_id')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  const person = row && (await personOf(db, { id: row.person_id }))
  return person?.disabled_at === null ? person : undefined
}

/** The same outside any transaction. */
export const findInvited = async (token: string, now: Date): Promise<PersonRow | undefined> =>
  invitedPerson((await database()).db, token, now)

export async function removeInvitations(transaction: Kysely<Tables>, personId: string): Promise<void> {
  await transaction.deleteFrom('invitations').where('person_id', '=', personId).execute()
}
