import 'server-only'
import type { CreateTableBuilder, Kysely, Migration } from 'kysely'

type Table = CreateTableBuilder<string, string>

const texts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text', (column) => column.notNull()), table)
const maybeTexts = (table: Table, ...names: string[]): Table =>
  names.reduce((made, name) => made.addColumn(name, 'text'), table)
const numbers = (table: Table, ...names: string[]): Table =>
  names.reduce(
    (made, name) => made.addColumn(name, 'integer', (column) => column.notNull().defaultTo(0)),
    table,
  )

/** What a page can be sorted by: each with the key behind it, so that a page is a range of one index. */
const SORTED = [
  'exposure_rank',
  'name_sort',
  'url',
  'auth_type',
  'cors_summary',
  'invoke_mode',
  'account',
  'region',
  'modified_at',
  'known_at',
]

/** What is counted, in rows far narrower than the table's: every match of a query is, whatever page is shown. */
const COUNTED = {
  to_count: [
    'exposure',
    'auth_type',
    'region',
    'account',
    'verdict',
    'qualifier',
    'runtime',
    'invoke_mode',
    'cors_summary',
    'key',
    'known_at',
  ],
  to_search: ['search', 'key'],
}

const TARGET = ['account', 'region'] as const
const FUNCTION = [...TARGET, 'function_name'] as const
const QUALIFIER = [...FUNCTION, 'qualifier'] as const

async function createFunctions(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.createTable('index_functions') as Table
  const named = texts(table, ...FUNCTION, 'runtime', 'description', 'modified_at')
  const counted = numbers(named, 'has_traffic', 'listed_in', 'asked_in', 'gates_in', 'has_urls')
  await maybeTexts(counted, 'urls_read_at', 'failure', 'failed_at', 'concurrency_read_at')
    .addColumn('concurrency', 'integer')
    .addPrimaryKeyConstraint('index_functions_key', [...FUNCTION])
    .execute()
  await db.schema
    .createIndex('index_functions_to_ask')
    .on('index_functions')
    .columns([...TARGET, 'asked_in', 'listed_in'])
    .execute()
}

async function createEndpoints(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.createTable('index_endpoints') as Table
  const own = ['kind', 'key', 'name_sort', 'url', 'auth_type', 'invoke_mode', 'cors_summary', 'runtime']
  const judged = ['created_at', 'modified_at', 'read_at', 'known_at', 'exposure', 'verdict', 'search']
  const written = numbers(texts(table, ...QUALIFIER, ...own, ...judged), 'exposure_rank', 'rules_version')
  await maybeTexts(written, 'cors', 'alias_state', 'failure')
    .addPrimaryKeyConstraint('index_endpoints_key', [...QUALIFIER, 'kind'])
    .execute()
  for (const column of SORTED)
    await db.schema
      .createIndex(`index_endpoints_by_${column}`)
      .on('index_endpoints')
      .columns([column, 'key'])
      .execute()
  await db.schema
    .createIndex('index_endpoints_one_key')
    .unique()
    .on('index_endpoints')
    .column('key')
    .execute()
  for (const [name, columns] of Object.entries(COUNTED))
    await db.schema.createIndex(`index_endpoints_${name}`).on('index_endpoints').columns(columns).execute()
  await (texts(db.schema.createTable('index_origins') as Table, 'key', 'origin') as Table)
    .addPrimaryKeyConstraint('index_origins_key', ['key', 'origin'])
    .execute()
}

async function createPolicies(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.createTable('index_policies') as Table
  await maybeTexts(texts(table, ...QUALIFIER), 'statements', 'revision_id', 'read_at', 'failure', 'failed_at')
    .addPrimaryKeyConstraint('index_policies_key', [...QUALIFIER])
    .execute()
}

async function createTargetsAndDays(db: Kysely<unknown>): Promise<void> {
  const targets = numbers(texts(db.schema.createTable('index_targets') as Table, ...TARGET, 'phase'), 'sweep')
  const times = ['started_at', 'started_by', 'ended_at', 'completed_at', 'requested_at', 'requested_by']
  await maybeTexts(targets, 'marker', ...times, 'paused_at', 'paused_by', 'failure')
    .addPrimaryKeyConstraint('index_targets_key', [...TARGET])
    .execute()
  const days = texts(db.schema.createTable('index_days') as Table, 'day', ...TARGET)
  await numbers(days, 'urls', 'public', 'unreachable', 'unknown')
    .addPrimaryKeyConstraint('index_days_key', ['day', ...TARGET])
    .execute()
}

/** The index of function URLs: what the tables hold is said in `inventory-tables.ts`. */
export const INVENTORY_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createFunctions(db)
    await createEndpoints(db)
    await createPolicies(db)
    await createTargetsAndDays(db)
  },
}
