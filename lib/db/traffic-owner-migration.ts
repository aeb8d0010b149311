import 'server-only'
import type { Kysely, Migration } from 'kysely'

const FUNCTION = ['account', 'region', 'function_name'] as const

/** Columns that may be empty, by table. SQLite adds one column in a statement. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  index_functions: ['tags_read_at', 'changed_at'],
  index_targets: [
    ...['tags_failure', 'traffic_read_at', 'traffic_failure'],
    ...['trail_to', 'trail_read_at', 'trail_failure', 'trail_requested_at'],
  ],
  index_endpoints: ['traffic_days', 'traffic_read_at', 'traffic_failure'],
}

/** Columns of `index_endpoints` that are sorted by or filtered on, with what they hold before anything was read. */
const OWNED = { owner: 'unknown', owner_name: '', owner_tag: '', stack: '' }

async function addColumns(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of Object.entries(ADDED))
    for (const column of columns) await db.schema.alterTable(table).addColumn(column, 'text').execute()
  for (const [name, before] of Object.entries(OWNED))
    await db.schema
      .alterTable('index_endpoints')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(before))
      .execute()
  await db.schema
    .alterTable('index_endpoints')
    .addColumn('requests_30d', 'integer', (column) => column.notNull().defaultTo(-1))
    .execute()
  for (const column of ['owner', 'stack', 'requests_30d'])
    await db.schema
      .createIndex(`index_endpoints_by_${column}`)
      .on('index_endpoints')
      .columns([column, 'key'])
      .execute()
}

async function createTags(db: Kysely<unknown>): Promise<void> {
  let table = db.schema.createTable('index_tags')
  for (const name of [...FUNCTION, 'tag_key', 'tag_value'])
    table = table.addColumn(name, 'text', (column) => column.notNull())
  await table.addPrimaryKeyConstraint('index_tags_key', [...FUNCTION, 'tag_key'] as never[]).execute()
  await db.schema
    .createIndex('index_tags_by_value')
    .on('index_tags')
    .columns(['tag_key', 'tag_value'])
    .execute()
}

async function createOutsideEvents(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('outside_events')
    .addColumn('event_id', 'text', (column) => column.primaryKey().notNull())
  for (const name of ['account', 'region', 'function_name', 'at', 'operation', 'request_id', 'told'])
    table = table.addColumn(name, 'text', (column) => column.notNull())
  await table.addColumn('qualifier', 'text').addColumn('before', 'text').execute()
  const indexes = {
    outside_events_by_function: [...FUNCTION, 'at', 'event_id'],
    outside_events_by_time: ['at', 'event_id'],
  }
  for (const [name, columns] of Object.entries(indexes))
    await db.schema.createIndex(name).on('outside_events').columns(columns).execute()
}

/** Tags and owners, traffic, and what happened past the console; what the tables hold is said in `inventory-tables.ts`. */
export const TRAFFIC_OWNER_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await addColumns(db)
    await createTags(db)
    await createOutsideEvents(db)
    await db.schema
      .createTable('console_settings')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('set_at', 'text', (column) => column.notNull())
      .addColumn('set_by', 'text', (column) => column.notNull())
      .execute()
  },
}
