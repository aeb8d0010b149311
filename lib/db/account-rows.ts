import 'server-only'
import type { Kysely } from 'kysely'
import type { AccountRow } from '@/lib/db/account-tables'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'

/** `there`: it was added already; `gone`: somebody else removed it; `same-name`: another account is called so. */
export type AccountOutcome = 'done' | 'there' | 'gone' | 'same-name'

/** Every account that is managed on the page, by its number. */
export async function accountRows(): Promise<AccountRow[]> {
  const { db } = await database()
  return db.selectFrom('console_accounts').selectAll().orderBy('account').execute()
}

type Within = Kysely<Tables>

/** What is done to the accounts and what the record tells of it, in one transaction. */
export const withAccounts = async <T>(work: (transaction: Within) => Promise<T>): Promise<T> =>
  (await database()).immediately(work, 'disk')

const others = (transaction: Within, account: string) =>
  transaction
    .selectFrom('console_accounts')
    .select(['account', 'name'])
    .where('account', '<>', account)
    .execute()

const isCalled = (rows: readonly { name: string }[], name: string) =>
  name !== '' && rows.some((row) => row.name === name)

/** One account as it is within a transaction. */
export const accountRow = (transaction: Within, account: string): Promise<AccountRow | undefined> =>
  transaction.selectFrom('console_accounts').selectAll().where('account', '=', account).executeTakeFirst()

/** Adds an account, unless it is there or another one has its name. */
export async function addAccountRow(transaction: Within, row: AccountRow): Promise<AccountOutcome> {
  if (await accountRow(transaction, row.account)) return 'there'
  if (isCalled(await others(transaction, row.account), row.name)) return 'same-name'
  await transaction.insertInto('console_accounts').values(row).execute()
  return 'done'
}

/** Changes all of an account but its number and when it was added. */
export async function changeAccountRow(
  transaction: Within,
  account: string,
  told: Omit<AccountRow, 'account' | 'added_at' | 'added_by'>,
): Promise<AccountOutcome> {
  if (isCalled(await others(transaction, account), told.name)) return 'same-name'
  const changed = await transaction
    .updateTable('console_accounts')
    .set(told)
    .where('account', '=', account)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n ? 'done' : 'gone'
}

export async function removeAccountRow(transaction: Within, account: string): Promise<AccountOutcome> {
  const removed = await transaction
    .deleteFrom('console_accounts')
    .where('account', '=', account)
    .executeTakeFirst()
  return removed.numDeletedRows > 0n ? 'done' : 'gone'
}

const EXTERNAL_ID = 'accounts.external-id'

/** The ExternalId of this installation: of all processes that make one up, the first is right for all of them. */
export async function installationExternalId(made: string, at: string): Promise<string> {
  const { db, immediately } = await database()
  const find = (from: Kysely<Tables>) =>
    from.selectFrom('console_settings').select('value').where('name', '=', EXTERNAL_ID).executeTakeFirst()
  const found = await find(db)
  if (found) return found.value
  return immediately(async (transaction) => {
    const meanwhile = await find(transaction)
    if (meanwhile) return meanwhile.value
    const row = { name: EXTERNAL_ID, value: made, set_at: at, set_by: 'the console' }
    await transaction.insertInto('console_settings').values(row).execute()
    return made
  }, 'disk')
}
