import 'server-only'
import { type Kysely, sql } from 'kysely'
import { DatabaseError } from '@/lib/db/database-error'
import { MIGRATION_TABLE, MIGRATIONS, migrate } from '@/lib/db/migrations'
import type { DatabasePort } from '@/lib/db/port'
import { asOpeningError, nameOf } from '@/lib/db/postgres-error'
import { postgresPool } from '@/lib/db/postgres-pool'
import { postgresPort } from '@/lib/db/postgres-port'
import type { Tables } from '@/lib/db/tables'
import type { PostgresAddress } from '@/lib/process/postgres-address'

/** `pg_xact_status` tells what became of a commit; since PostgreSQL 13 by ids that are never used again. */
const OLDEST = 130_000

/**
 * Opens the console's PostgreSQL database and brings it to the present shape. A database that cannot be used is left
 * as it is.
 * @throws {DatabaseError} not there, not let in, foreign, of another version of the console, a standby, locked for 5 s.
 */
export const openPostgres = (address: PostgresAddress, connections: number): Promise<DatabasePort> =>
  opened(address, connections, migrate)

/** Opens a database to read it: nothing is migrated. @throws {DatabaseError} */
export const openPostgresToRead = (address: PostgresAddress): Promise<DatabasePort> =>
  opened(address, 1, async () => undefined)

async function opened(
  address: PostgresAddress,
  connections: number,
  prepare: (port: DatabasePort) => Promise<void>,
): Promise<DatabasePort> {
  let port: DatabasePort | undefined
  try {
    port = postgresPort(await postgresPool(address, connections), address)
    const problem = await problemOf(port.db)
    if (problem) throw new DatabaseError(`The database ${nameOf(address)} ${problem}`)
    await prepare(port)
    return port
  } catch (error) {
    await port?.close().catch(() => undefined)
    throw asOpeningError(error, address)
  }
}

async function problemOf(db: Kysely<Tables>): Promise<string | undefined> {
  const { rows } = await sql<{ version: number; encoding: string; names: string[] }>`
    select current_setting('server_version_num')::integer as version,
      getdatabaseencoding()::text as encoding,
      array(select tablename::text from pg_tables where schemaname = current_schema()) as names`.execute(db)
  const { version = 0, encoding = '', names = [] } = rows[0] ?? {}
  if (version < OLDEST) return 'is older than PostgreSQL 13: the console needs 13 or a newer one.'
  if (encoding !== 'UTF8') return `is in ${encoding}: make it anew with encoding UTF8.`
  if (names.length === 0) return undefined
  if (!names.includes(MIGRATION_TABLE))
    return 'holds the tables of another program: give the console a database of its own.'
  const steps = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db)
  if (steps.rows.some(({ name }) => !Object.hasOwn(MIGRATIONS, name)))
    return 'was written by a newer version of the console: start that version again.'
  return undefined
}
