import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { SavedViewRow, Tables } from '@/lib/db/tables'

/** `same-name`: another view has it; `gone`: somebody else deleted it; `full`: there are as many as there may be. */
export type ViewOutcome = 'done' | 'same-name' | 'gone' | 'full'

/** All saved views by their names. */
export async function savedViewRows(): Promise<SavedViewRow[]> {
  const { db } = await database()
  return db.selectFrom('saved_views').selectAll().orderBy('name_key').execute()
}

/** Adds a view, unless its name is taken or there are `max` already. */
export async function addSavedView(row: SavedViewRow, max: number): Promise<ViewOutcome> {
  const { immediately } = await database()
  return immediately(async (transaction) => {
    if (await isNameTaken(transaction, row)) return 'same-name'
    const { count } = await transaction
      .selectFrom('saved_views')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= max) return 'full'
    await transaction.insertInto('saved_views').values(row).execute()
    return 'done'
  })
}

/** Gives a view another name, other contents or both. */
export async function changeSavedView(
  id: string,
  told: Partial<Omit<SavedViewRow, 'id'>>,
): Promise<ViewOutcome> {
  const { immediately } = await database()
  return immediately(async (transaction) => {
    if (told.name_key !== undefined && (await isNameTaken(transaction, { id, name_key: told.name_key })))
      return 'same-name'
    const changed = await transaction
      .updateTable('saved_views')
      .set(told)
      .where('id', '=', id)
      .executeTakeFirst()
    return changed.numUpdatedRows > 0n ? 'done' : 'gone'
  })
}

export async function removeSavedView(id: string): Promise<ViewOutcome> {
  const { immediately } = await database()
  return immediately(async (transaction) => {
    const removed = await transaction.deleteFrom('saved_views').where('id', '=', id).executeTakeFirst()
    return removed.numDeletedRows > 0n ? 'done' : 'gone'
  })
}

async function isNameTaken(
  transaction: Kysely<Tables>,
  { id, name_key }: Pick<SavedViewRow, 'id' | 'name_key'>,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('saved_views')
    .select('id')
    .where('name_key', '=', name_key)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}
