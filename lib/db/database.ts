import 'server-only'
import { existsSync } from 'node:fs'
import Libsql from 'libsql'
import { MIGRATION_TABLE, MIGRATIONS, migrate } from '@/lib/db/migrations'
import { keepToOwner, makeOwnFile, makeOwnFolder } from '@/lib/db/owner-only'
import type { DatabasePort } from '@/lib/db/port'
import { isBusy } from '@/lib/db/sqlite-connection'
import { sqlitePort } from '@/lib/db/sqlite-port'
import { env } from '@/lib/env'
import { forgetSingleton, singleton } from '@/lib/process/singleton'

/** How long a writer waits for another process before it gives up. */
const BUSY_TIMEOUT_MS = 5000
const RETRY_MS = 20
/** What the console's files held before Kysely migrated them. */
const EARLY_TABLES = ['schema_migrations', 'journal_events', 'journal_head']

/** The database file cannot be used; `message` is one sentence that says what to do. */
export class DatabaseFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseFileError'
  }
}

/**
 * Opens the console's SQLite file, makes it when there is none, and brings it to the present shape. From then on it
 * is its owner's only. A file that cannot be used is left as it is.
 * @throws {DatabaseFileError} damaged, foreign, of another version, locked for 5 s, not writable, or somebody else's.
 */
export async function openDatabase(file: string): Promise<DatabasePort> {
  prepareFile(file)
  const port = sqlitePort(() => connect(file))
  try {
    await migrate(port)
    keepToOwner(file)
    return port
  } catch (error) {
    await port.close().catch(() => undefined)
    throw asFileError(error, file)
  }
}

/** Opens a file that is there, to read it: it is neither made nor migrated. @throws {DatabaseFileError} */
export function openToRead(file: string): DatabasePort {
  if (!existsSync(file)) throw new DatabaseFileError(`There is no database file ${file}.`)
  const connection = connect(file)
  try {
    refuseUnusable(connection, file)
    return sqlitePort(() => connect(file))
  } catch (error) {
    throw asFileError(error, file)
  } finally {
    connection.close()
  }
}

function prepareFile(file: string): void {
  const connection = connectAnew(file)
  try {
    refuseUnusable(connection, file)
    keepToOwner(file)
    switchToWriteAheadLog(connection)
  } catch (error) {
    throw asFileError(error, file)
  } finally {
    connection.close()
  }
}

function connectAnew(file: string): Libsql.Database {
  try {
    makeOwnFolder(file)
    if (!existsSync(file)) makeOwnFile(file)
  } catch (error) {
    throw asFileError(error, file)
  }
  return connect(file)
}

function connect(file: string): Libsql.Database {
  try {
    const connection = new Libsql(file)
    connection.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    // Acknowledged means on the disk, also after a power cut: one fsync for every commit.
    connection.exec('pragma synchronous = full')
    return connection
  } catch (error) {
    throw asFileError(error, file)
  }
}

function refuseUnusable(connection: Libsql.Database, file: string): void {
  const tables = namesOf(connection.prepare("select name from sqlite_master where type = 'table'").all())
  const check = namesOf(connection.prepare('select quick_check as name from pragma_quick_check(1)').all())
  if (check[0] !== 'ok')
    throw new DatabaseFileError(
      `The database file ${file} is damaged: put back a copy, or move it away to start with an empty record.`,
    )
  if (tables.length === 0) return
  if (EARLY_TABLES.every((name) => tables.includes(name)))
    throw new DatabaseFileError(
      `The database file ${file} was written by an early version of the console, whose record this one does not read: move it away to start with an empty one.`,
    )
  if (!tables.includes(MIGRATION_TABLE))
    throw new DatabaseFileError(
      `${file} is a database of another program: point CONSOLE_DATABASE to a file of the console's own.`,
    )
  const steps = namesOf(connection.prepare(`select name from ${MIGRATION_TABLE}`).all())
  if (steps.some((name) => !Object.hasOwn(MIGRATIONS, String(name))))
    throw new DatabaseFileError(
      `The database file ${file} was written by a newer version of the console: start that version again.`,
    )
}

function namesOf(rows: unknown[]): unknown[] {
  return rows.map((row) => (row as { name: unknown }).name)
}

/** On a brand-new file SQLite does not wait for another process that is doing the same. */
function switchToWriteAheadLog(connection: Libsql.Database): void {
  const giveUpAt = Date.now() + BUSY_TIMEOUT_MS
  for (;;) {
    try {
      connection.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
    }
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

function asFileError(error: unknown, file: string): DatabaseFileError {
  if (error instanceof DatabaseFileError) return error
  if (isBusy(error))
    return new DatabaseFileError(
      `The database file ${file} stayed locked for ${BUSY_TIMEOUT_MS / 1000} s: end the other program that uses it.`,
      error,
    )
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error)))
    return new DatabaseFileError(
      `The database file ${file} is damaged: put back a copy, or move it away to start with an empty record.`,
      error,
    )
  if (error instanceof Error && 'code' in error && error.code === 'EPERM')
    return new DatabaseFileError(
      `The database file ${file} belongs to somebody else: give it to the user that the console runs as.`,
      error,
    )
  return new DatabaseFileError(
    `The database file ${file} cannot be opened for writing: check that the folder exists and may be written.`,
    error,
  )
}

/**
 * The console's database, opened at the first use (never while Next builds) and once for the process.
 * A failed opening is tried again by the next asker.
 * @throws {DatabaseFileError}
 */
export function database(): Promise<DatabasePort> {
  return singleton('database', () => {
    const opened = openDatabase(env().databasePath)
    // What is forgotten is the failed opening itself: handed on, it would be a failure that nobody hears.
    opened.catch(() => void forgetSingleton('database'))
    return opened
  })
}

/** Closes the database with everything in it. */
export async function closeDatabase(): Promise<void> {
  const opened = forgetSingleton('database') as Promise<DatabasePort> | undefined
  await (await opened?.catch(() => undefined))?.close()
}
