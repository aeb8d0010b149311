import 'server-only'
import type { CreateTableBuilder, Kysely, Migration } from 'kysely'

type Table = CreateTableBuilder<string, string>

const SUBJECT = ['key', 'rule', 'account', 'region', 'function_name', 'qualifier']

const texts = (table: Table, names: readonly string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text', (column) => column.notNull()), table)

async function createFindings(db: Kysely<unknown>): Promise<void> {
  const table = texts(db.schema.createTable('index_findings') as Table, [
    ...SUBJECT,
    'evidence',
    'first_seen',
    'last_seen',
  ])
  await table
    .addColumn('severity_rank', 'integer', (column) => column.notNull())
    .addColumn('has_url', 'integer', (column) => column.notNull())
    .addColumn('muted_until', 'text')
    .addPrimaryKeyConstraint('index_findings_key', ['key', 'rule'])
    .execute()
  const indexes = {
    of_function: ['account', 'region', 'function_name'],
    by_severity: ['severity_rank', 'rule', 'key'],
    to_count: ['rule', 'severity_rank', 'muted_until', 'account', 'first_seen', 'key'],
  }
  for (const [name, columns] of Object.entries(indexes))
    await db.schema.createIndex(`index_findings_${name}`).on('index_findings').columns(columns).execute()
}

async function createMutes(db: Kysely<unknown>): Promise<void> {
  await texts(db.schema.createTable('finding_mutes') as Table, [
    ...SUBJECT,
    'reason',
    'author_id',
    'author_name',
    'muted_at',
    'until',
  ])
    .addPrimaryKeyConstraint('finding_mutes_key', ['key', 'rule'])
    .execute()
  await db.schema
    .createIndex('finding_mutes_of_function')
    .on('finding_mutes')
    .columns(['account', 'region', 'function_name'])
    .execute()
  await db.schema.createIndex('finding_mutes_until').on('finding_mutes').column('until').execute()
}

/** What the rules found beside each function URL, and what somebody muted: see `finding-tables.ts`. */
export const FINDINGS_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createFindings(db)
    await createMutes(db)
    const endpoints = db.schema.alterTable('index_endpoints')
    await endpoints.addColumn('finding_rank', 'integer', (column) => column.notNull().defaultTo(9)).execute()
    await endpoints.addColumn('finding_count', 'integer', (column) => column.notNull().defaultTo(0)).execute()
    await endpoints.addColumn('unjudged', 'text', (column) => column.notNull().defaultTo('')).execute()
    await db.schema
      .createIndex('index_endpoints_by_finding_rank')
      .on('index_endpoints')
      .columns(['finding_rank', 'key'])
      .execute()
    await db.schema
      .alterTable('index_policies')
      .addColumn('rules_version', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
