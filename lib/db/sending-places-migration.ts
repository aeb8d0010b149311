import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** The requests to function URLs that somebody has under way or has begun lately, whichever process sends them. */
export const SENDING_PLACES_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('sending_places')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('begun_at', 'text', (column) => column.notNull())
      .addColumn('under_way', 'integer', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('sending_places_by_time').on('sending_places').columns(['begun_at']).execute()
  },
}
