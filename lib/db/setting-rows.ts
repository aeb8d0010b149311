import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'

/** What somebody has set for everybody, with who and when; `undefined`: nobody has. */
export async function settingRow(
  name: string,
): Promise<{ value: string; set_at: string; set_by: string } | undefined> {
  const { db } = await database()
  return db
    .selectFrom('console_settings')
    .select(['value', 'set_at', 'set_by'])
    .where('name', '=', name)
    .executeTakeFirst()
}

/** Keeps what somebody sets for everybody, in the place of what was set before; in the transaction that records it. */
export async function putSetting(
  transaction: Kysely<Tables>,
  name: string,
  value: string,
  by: { at: string; name: string },
): Promise<void> {
  const set = { value, set_at: by.at, set_by: by.name }
  await transaction
    .insertInto('console_settings')
    .values({ name, ...set })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(set))
    .execute()
}
