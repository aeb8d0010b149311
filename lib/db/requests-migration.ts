import 'server-only'
import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely, Migration } from 'kysely'

type Table = CreateTableBuilder<string, string>

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const texts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text', required), table)
const maybeTexts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text'), table)
const keyed = (db: Kysely<unknown>, name: string, key: string): Table =>
  db.schema.createTable(name).addColumn(key, 'text', (column) => column.primaryKey().notNull()) as Table

const IDENTITY = ['account', 'region', 'function_name', 'qualifier']

async function createRequests(db: Kysely<unknown>): Promise<void> {
  const named = texts(keyed(db, 'change_requests', 'id'), ...IDENTITY, 'title', 'state', 'plan_hash')
  const asked = texts(named, 'requester_id', 'requester_kind', 'requester_name', 'sent_at', 'changed_at')
  await maybeTexts(texts(asked, 'looked_at'), 'decider_id', 'decider_name', 'change_id')
    .addColumn('revision', 'integer', required)
    .execute()
  const index = (name: string, ...columns: string[]) =>
    db.schema.createIndex(name).on('change_requests').columns(columns).execute()
  await index('change_requests_by_state', 'state', 'sent_at', 'id')
  await index('change_requests_by_person', 'requester_id', 'sent_at', 'id')
  await index('change_requests_by_identity', 'account', 'region', 'function_name', 'qualifier')
}

async function createProtections(db: Kysely<unknown>): Promise<void> {
  const table = texts(keyed(db, 'protections', 'key'), ...IDENTITY)
  await texts(table, 'reason', 'set_at', 'set_by_id', 'set_by_name').execute()
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  const table = texts(keyed(db, 'webhook_outbox', 'id'), 'body', 'created_at', 'next_at')
  await maybeTexts(table, 'sent_at', 'failure').addColumn('attempts', 'integer', required).execute()
  await db.schema
    .createIndex('webhook_outbox_by_time')
    .on('webhook_outbox')
    .columns(['sent_at', 'next_at'])
    .execute()
}

/** Requests for changes, protected function URLs, and what a webhook is told; what their tables hold is said in `request-tables.ts`. */
export const REQUESTS_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createRequests(db)
    await createProtections(db)
    await createOutbox(db)
  },
}
