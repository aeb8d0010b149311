import 'server-only'
import { type Kysely, sql } from 'kysely'
import { linesOf } from '@/lib/backup/backup-file'
import { BackupError, type BackupHead, headOf, type Row, readBackup } from '@/lib/backup/backup-lines'
import { CARRIED_TABLES } from '@/lib/backup/carried-tables'
import { MIGRATIONS, migrateWithin } from '@/lib/db/migrations'
import { openDatabase } from '@/lib/db/open-database'
import { openPostgres } from '@/lib/db/open-postgres'
import type { DatabasePort } from '@/lib/db/port'
import { tableNames } from '@/lib/db/table-names'
import type { Tables } from '@/lib/db/tables'
import type { PostgresAddress } from '@/lib/process/postgres-address'

/** Opens the database that a back-up is put into, and makes it where there is none. @throws {DatabaseError} */
export const openToRestore = (place: PostgresAddress | string): Promise<DatabasePort> =>
  typeof place === 'string' ? openDatabase(place) : openPostgres(place, CONNECTIONS)

const CONNECTIONS = 2
/** Neither database takes many more in one statement. */
const VALUES_AT_ONCE = 10_000

/** What a back-up says of itself, for refusing one before a database is made. @throws {BackupError} */
export async function lookAtBackup(file: string): Promise<BackupHead> {
  for await (const line of linesOf(file)) {
    const head = headOf(line)
    if (Object.hasOwn(MIGRATIONS, head.shape)) return head
    throw new BackupError(`${file} was written by a newer version of the console: restore it with that one.`)
  }
  throw new BackupError(`${file} is empty.`)
}

/**
 * Puts a back-up in the place of all that a database holds: all of it or nothing, in one transaction, then brought to
 * this build's shape. @throws {BackupError, DatabaseError}
 */
export async function restore(
  port: DatabasePort,
  file: string,
  { replaces }: { replaces: boolean },
): Promise<{ head: BackupHead; rows: number }> {
  const head = await lookAtBackup(file)
  return port.immediately(async (db) => {
    // The transaction is done again where its connection was lost.
    let rows = 0
    await refuseInUse(port, db, replaces)
    await emptied(port, db)
    await migrateWithin(db, port.dialect, head.shape)
    await readBackup(linesOf(file), async (table, found) => {
      if (!CARRIED_TABLES.includes(table))
        throw new BackupError(`${table} is no table that a back-up carries.`)
      await insert(db, table, found)
      rows += found.length
    })
    await migrateWithin(db, port.dialect)
    return { head, rows }
  })
}

async function refuseInUse(port: DatabasePort, db: Kysely<Tables>, replaces: boolean): Promise<void> {
  const held = await db
    .selectFrom('leases')
    .select('key')
    .where('expires_at', '>', port.now())
    .executeTakeFirst()
  if (held) throw new BackupError('A console works on this database: stop every console first.')
  if (replaces) return
  const there = await tableNames(db, port.dialect)
  for (const table of CARRIED_TABLES.filter((name) => there.includes(name))) {
    const found = await sql`select 1 as one from ${sql.table(table)} limit 1`.execute(db)
    if (found.rows.length > 0)
      throw new BackupError(
        'The database is not empty: name another one, or say --replace to lose what it holds.',
      )
  }
}

async function emptied({ dialect }: DatabasePort, db: Kysely<Tables>): Promise<void> {
  const after = dialect === 'postgres' ? sql` cascade` : sql``
  for (const table of await tableNames(db, dialect))
    await sql`drop table ${sql.table(table)}${after}`.execute(db)
}

async function insert(db: Kysely<Tables>, table: string, rows: Row[]): Promise<void> {
  const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / Object.keys(rows[0] ?? {}).length))
  for (let from = 0; from < rows.length; from += atOnce)
    await db
      .insertInto(table as keyof Tables)
      .values(rows.slice(from, from + atOnce) as never)
      .execute()
}
