import 'server-only'
import type { CreateTableBuilder, Kysely, Migration } from 'kysely'

const COLUMNS = [
  'name',
  'regions',
  'role_arn',
  'external_id',
  'source_identity',
  'session_tags',
  'added_at',
  'added_by',
  'changed_at',
  'changed_by',
]

/** Accounts that are managed on a page, beside those of the environment. */
export const ACCOUNTS_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = COLUMNS.reduce<CreateTableBuilder<string, string>>(
      (made, name) => made.addColumn(name, 'text', (column) => column.notNull()),
      db.schema
        .createTable('console_accounts')
        .addColumn('account', 'text', (column) => column.primaryKey().notNull()),
    )
    await table.execute()
  },
}
