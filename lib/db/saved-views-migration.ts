import 'server-only'
import type { CreateTableBuilder, Kysely, Migration } from 'kysely'

const COLUMNS = [
  'name',
  'name_key',
  'query',
  'sort',
  'sort_order',
  'columns',
  'density',
  'created_at',
  'created_by',
  'changed_at',
  'changed_by',
]

/** Columns of the table of function URLs that can be chosen since there are views. */
const SORTED = ['runtime', 'created_at']

/** Saved views, and what a page of function URLs can be sorted by since. */
export const SAVED_VIEWS_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = COLUMNS.reduce<CreateTableBuilder<string, string>>(
      (made, name) => made.addColumn(name, 'text', (column) => column.notNull()),
      db.schema.createTable('saved_views').addColumn('id', 'text', (column) => column.primaryKey().notNull()),
    )
    await table.addUniqueConstraint('saved_views_one_name', ['name_key']).execute()
    for (const column of SORTED)
      await db.schema
        .createIndex(`index_endpoints_by_${column}`)
        .on('index_endpoints')
        .columns([column, 'key'])
        .execute()
  },
}
