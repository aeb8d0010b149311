import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Dialect } from '@/lib/db/port'
import type { Tables } from '@/lib/db/tables'

/** The tables that there are, sorted. */
export async function tableNames(db: Kysely<Tables>, dialect: Dialect): Promise<string[]> {
  const asked =
    dialect === 'postgres'
      ? sql<{
          name: string
        }>`select tablename::text as name from pg_tables where schemaname = current_schema()`
      : sql<{
          name: string
        }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
  const { rows } = await asked.execute(db)
  return rows.map(({ name }) => name).sort()
}
