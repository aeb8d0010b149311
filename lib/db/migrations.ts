import 'server-only'
import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { ACCOUNTS_MIGRATION } from '@/lib/db/accounts-migration'
import { BUDGET_MIGRATION } from '@/lib/db/budget-migration'
import { BULK_MIGRATION } from '@/lib/db/bulk-migration'
import { FINDINGS_MIGRATION } from '@/lib/db/findings-migration'
import { GRANTS_MIGRATION } from '@/lib/db/grants-migration'
import { INVENTORY_MIGRATION } from '@/lib/db/inventory-migration'
import { PEOPLE_MIGRATION } from '@/lib/db/people-migration'
import type { DatabasePort, Dialect } from '@/lib/db/port'
import { REQUESTS_MIGRATION } from '@/lib/db/requests-migration'
import { SAVED_VIEWS_MIGRATION } from '@/lib/db/saved-views-migration'
import { SENDING_PLACES_MIGRATION } from '@/lib/db/sending-places-migration'
import { TOKENS_MIGRATION } from '@/lib/db/tokens-migration'
import { TRAFFIC_OWNER_MIGRATION } from '@/lib/db/traffic-owner-migration'

/** Where Kysely notes which steps a database has behind it; the table also tells the console's files from others. */
export const MIGRATION_TABLE = 'console_migrations'
/** How Kysely keeps two migrations apart. */
export const LOCK_TABLE = 'console_migration_lock'

/** Steps of the database's shape, in the order of their names; never edited once released. SQL for any dialect. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-journal-and-leases': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('journal_events')
        .addColumn('position', 'integer', (column) => column.primaryKey().notNull())
        .addColumn('stream_kind', 'text', (column) => column.notNull())
        .addColumn('stream_id', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text', (column) => column.notNull())
        .addColumn('actor_name', 'text', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('request_id', 'text')
        .addColumn('account', 'text')
        .addColumn('region', 'text')
        .addColumn('function_name', 'text')
        .addColumn('qualifier', 'text')
        .addColumn('follows_id', 'text')
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addUniqueConstraint('journal_one_seq', ['stream_kind', 'stream_id', 'seq'])
        .execute()
      await db.schema
        .createIndex('journal_by_identity')
        .on('journal_events')
        .columns(['account', 'region', 'function_name', 'qualifier', 'position'])
        .execute()
      await db.schema
        .createIndex('journal_by_beginning')
        .on('journal_events')
        .columns(['stream_kind', 'seq', 'position'])
        .execute()
      await db.schema
        .createIndex('journal_by_followed')
        .on('journal_events')
        .columns(['follows_id'])
        .execute()
      await db.schema
        .createTable('journal_head')
        .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('leases')
        .addColumn('key', 'text', (column) => column.primaryKey().notNull())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('acquired_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '002-inventory': INVENTORY_MIGRATION,
  '003-saved-views': SAVED_VIEWS_MIGRATION,
  '004-findings': FINDINGS_MIGRATION,
  '005-bulk': BULK_MIGRATION,
  '006-traffic-owner': TRAFFIC_OWNER_MIGRATION,
  '007-budget': BUDGET_MIGRATION,
  '008-grants': GRANTS_MIGRATION,
  '009-people': PEOPLE_MIGRATION,
  '010-tokens': TOKENS_MIGRATION,
  '011-requests': REQUESTS_MIGRATION,
  '012-accounts': ACCOUNTS_MIGRATION,
  '020-sending-places': SENDING_PLACES_MIGRATION,
}

/** Brings a database to the present shape, all steps or none; of two processes at once one waits for the other. */
export async function migrate(port: DatabasePort): Promise<void> {
  await port.immediately((transaction) => migrateWithin(transaction, port.dialect))
}

/** The same inside a transaction, as far as the step `last`. */
export async function migrateWithin<Shape>(
  transaction: Kysely<Shape>,
  dialect: Dialect,
  last?: string,
): Promise<void> {
  // An index over many rows takes longer than any statement of a running console may.
  if (dialect === 'postgres') await sql`set local statement_timeout = 0`.execute(transaction)
  const migrator = new Migrator({
    db: transaction,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: LOCK_TABLE,
    disableTransactions: true,
  })
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last))
  if (error) throw error
}
