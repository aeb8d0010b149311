import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import type { TokenRow } from '@/lib/db/token-tables'
import { logLine } from '@/lib/process/log'

/** How often the last use is written at most, in milliseconds: a script that asks ten times a second writes once. */
const USE_WRITTEN_EVERY = 60_000

/** The row of a token, by its digest; `undefined`: there is none. */
export async function tokenByDigest(digest: string): Promise<TokenRow | undefined> {
  const { db } = await database()
  return db.selectFrom('machine_tokens').selectAll().where('digest', '=', digest).executeTakeFirst()
}

/** Tokens of one person, or of everybody; the newest first. */
export async function tokenRows(personId: string | undefined): Promise<TokenRow[]> {
  const { db } = await database()
  const rows = db.selectFrom('machine_tokens').selectAll().orderBy('made_at', 'desc').orderBy('id')
  return (personId === undefined ? rows : rows.where('person_id', '=', personId)).execute()
}

/** A token by its id, of this person, or (`undefined`) of anybody. */
export async function tokenRow(id: string, personId: string | undefined): Promise<TokenRow | undefined> {
  const { db } = await database()
  const row = db.selectFrom('machine_tokens').selectAll().where('id', '=', id)
  return (personId === undefined ? row : row.where('person_id', '=', personId)).executeTakeFirst()
}

/** Adds a token, unless its owner has `max` already that can be used; answers whether. */
export async function addToken(transaction: Kysely<Tables>, row: TokenRow, max: number): Promise<boolean> {
  const { count } = await transaction
    .selectFrom('machine_tokens')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', row.person_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', row.made_at)
    .executeTakeFirstOrThrow()
  if (Number(count) >= max) return false
  await transaction.insertInto('machine_tokens').values(row).execute()
  return true
}

/** Ends a token; one that has ended keeps its first end. */
export async function revokeRow(
  transaction: Kysely<Tables>,
  id: string,
  by: { at: string; name: string },
): Promise<void> {
  await transaction
    .updateTable('machine_tokens')
    .set({ revoked_at: by.at, revoked_by: by.name })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Notes that a token was used. Of the processes that find the last use long ago, each writes, and the later wins.
 * A request is answered all the same where it cannot be written.
 */
export async function noteUse({ id, last_used_at }: TokenRow, now: Date): Promise<void> {
  const at = now.toISOString()
  if (last_used_at !== null && now.getTime() - Date.parse(last_used_at) < USE_WRITTEN_EVERY) return
  try {
    const { immediately } = await database()
    await immediately((transaction) =>
      transaction
        .updateTable('machine_tokens')
        .set({ last_used_at: at })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
        .execute(),
    )
  } catch (error) {
    logLine({ level: 'warn', event: 'token-use-not-noted', token: id, problem: String(error) })
  }
}
