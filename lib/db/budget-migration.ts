import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** AWS's quotas, shared by the processes on one database: what is left of each, and what each process waits for. */
export const BUDGET_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('budget_buckets')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('calls', 'double precision', (column) => column.notNull())
      .addColumn('rate', 'double precision', (column) => column.notNull())
      .addColumn('counted_at', 'text', (column) => column.notNull())
      .addColumn('lowered_at', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('budget_wants')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('people', 'integer', (column) => column.notNull())
      .addColumn('background', 'integer', (column) => column.notNull())
      .addColumn('wanted_at', 'text', (column) => column.notNull())
      .addColumn('served', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('budget_wants_key', ['key', 'process'])
      .execute()
  },
}
