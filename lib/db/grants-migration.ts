import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** Which person or group of people has which role, and where. */
export const GRANTS_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('grants')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('subject_kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('given_at', 'text', (column) => column.notNull())
      .addColumn('given_by', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('grants_by_subject')
      .on('grants')
      .columns(['subject_kind', 'subject'])
      .execute()
  },
}
