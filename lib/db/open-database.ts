import 'server-only'
import { closeSync, existsSync, openSync } from 'node:fs'
import Libsql from 'libsql'
import { DatabaseError } from '@/lib/db/database-error'
import { asFileError, damaged, gone, isBusy } from '@/lib/db/file-error'
import { MIGRATION_TABLE, MIGRATIONS, migrate } from '@/lib/db/migrations'
import { keepToOwner, makeOwnFile, makeOwnFolder } from '@/lib/db/owner-only'
import { patiently } from '@/lib/db/patience'
import type { DatabasePort } from '@/lib/db/port'
import { sqlitePort } from '@/lib/db/sqlite-port'

/** What the console's files held before Kysely migrated them. */
const EARLY_TABLES = ['schema_migrations', 'journal_events', 'journal_head']

/**
 * Opens the console's SQLite file, makes it when there is none, and brings it to the present shape. From then on it
 * is its owner's only. A file that cannot be used is left as it is.
 * @throws {DatabaseError} damaged, foreign, of another version, locked for 5 s, not writable, or somebody else's.
 */
export async function openDatabase(file: string): Promise<DatabasePort> {
  await patiently(() => prepareFile(file)).catch((error: unknown) => {
    throw asFileError(error, file)
  })
  const port = sqlitePort(() => connectToWhatIsThere(file), file)
  try {
    await migrate(port)
    keepToOwner(file)
    return port
  } catch (error) {
    await port.close().catch(() => undefined)
    throw asFileError(error, file)
  }
}

/** Opens a file that is there, to read it: it is neither made nor migrated. @throws {DatabaseError} */
export function openToRead(file: string): DatabasePort {
  if (!existsSync(file)) throw new DatabaseError(`There is no database file ${file}.`)
  let connection: Libsql.Database | undefined
  try {
    connection = connect(file)
    refuseUnusable(connection, file)
    return sqlitePort(() => connect(file), file)
  } catch (error) {
    throw asFileError(error, file)
  } finally {
    connection?.close()
  }
}

function prepareFile(file: string): void {
  const connection = connectAnew(file)
  try {
    refuseUnusable(connection, file)
    keepToOwner(file)
    // On a brand-new file SQLite does not wait for another process that is doing the same.
    connection.exec('pragma journal_mode = wal')
  } catch (error) {
    throw unlessBusy(error, file)
  } finally {
    connection.close()
  }
}

/** Who is busy may be asked again; all else is told as what it is. */
const unlessBusy = (error: unknown, file: string) => (isBusy(error) ? error : asFileError(error, file))

function connectAnew(file: string): Libsql.Database {
  try {
    makeOwnFolder(file)
    // SQLite opens what may only be read without a word.
    if (existsSync(file)) closeSync(openSync(file, 'r+'))
    else makeOwnFile(file)
  } catch (error) {
    throw asFileError(error, file)
  }
  return connect(file)
}

/** SQLite would make a file that is gone. */
function connectToWhatIsThere(file: string): Libsql.Database {
  if (!existsSync(file)) throw gone(file)
  return connect(file)
}

function connect(file: string): Libsql.Database {
  try {
    const connection = new Libsql(file)
    // SQLite would wait by holding up the whole process; see `patiently`.
    connection.exec('pragma busy_timeout = 0')
    // Acknowledged means on the disk, also after a power cut: one fsync for every commit.
    connection.exec('pragma synchronous = full')
    return connection
  } catch (error) {
    throw unlessBusy(error, file)
  }
}

function refuseUnusable(connection: Libsql.Database, file: string): void {
  const tables = namesOf(connection.prepare("select name from sqlite_master where type = 'table'").all())
  const check = namesOf(connection.prepare('select quick_check as name from pragma_quick_check(1)').all())
  if (check[0] !== 'ok') throw damaged(file)
  if (tables.length === 0) return
  if (EARLY_TABLES.every((name) => tables.includes(name)))
    throw new DatabaseError(
      `The database file ${file} was written by an early version of the console, whose journal this one does not read: move it away to start with an empty one.`,
    )
  if (!tables.includes(MIGRATION_TABLE))
    throw new DatabaseError(
      `${file} is a database of another program: point CONSOLE_DATABASE to a file of the console's own.`,
    )
  const steps = namesOf(connection.prepare(`select name from ${MIGRATION_TABLE}`).all())
  if (steps.some((name) => !Object.hasOwn(MIGRATIONS, String(name))))
    throw new DatabaseError(
      `The database file ${file} was written by a newer version of the console: start that version again.`,
    )
}

function namesOf(rows: unknown[]): unknown[] {
  return rows.map((row) => (row as { name: unknown }).name)
}
