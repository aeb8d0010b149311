import 'server-only'
import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely, Migration } from 'kysely'

type Table = CreateTableBuilder<string, string>

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const counting = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0)

const texts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text', required), table)
const maybeTexts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text'), table)
const numbers = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'integer', counting), table)

async function createBulks(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.createTable('bulks').addColumn('id', 'text', (id) => id.primaryKey().notNull())
  const asked = texts(table as Table, 'title', 'action', 'selection', 'phase')
  const named = texts(asked, 'actor_id', 'actor_name', 'actor_kind', 'created_at')
  const times = maybeTexts(named, 'reviewed_at', 'accepted_at', 'ended_at')
  await maybeTexts(times, 'stopped_by', 'review_hash', 'waits_for', 'follows_id').execute()
  await db.schema.createIndex('bulks_by_time').on('bulks').columns(['created_at', 'id']).execute()
  await db.schema.createIndex('bulks_by_phase').on('bulks').column('phase').execute()
}

async function createItems(db: Kysely<unknown>): Promise<void> {
  const table = texts(db.schema.createTable('bulk_items') as Table, 'bulk_id')
    .addColumn('seq', 'integer', required)
    // Of the last 30 days: more than an integer may hold.
    .addColumn('requests', 'bigint') as Table
  const named = texts(table, 'account', 'region', 'function_name', 'qualifier', 'status')
  const planned = maybeTexts(
    named,
    'left_out',
    'request',
    'seen',
    'plan',
    'plan_hash',
    'change_id',
    'failure',
  )
  const flags = ['has_changed', 'opens', 'deletes', 'stops', 'cuts_off', 'can_undo', 'is_traffic_unknown']
  await numbers(planned, 'tries', ...flags)
    .addColumn('label', 'text', (label) => label.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('bulk_items_key', ['bulk_id', 'seq'])
    .execute()
  await db.schema
    .createIndex('bulk_items_by_status')
    .on('bulk_items')
    .columns(['bulk_id', 'status', 'seq'])
    .execute()
}

/** Bulk changes, what their tables hold is said in `bulk-tables.ts`; and which of them a change is a part of. */
export const BULK_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('journal_events').addColumn('part_of', 'text').execute()
    await createBulks(db)
    await createItems(db)
  },
}
