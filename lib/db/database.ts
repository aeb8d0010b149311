import 'server-only'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import Libsql from 'libsql'
import { MIGRATIONS } from '@/lib/db/migrations'
import type { Tables } from '@/lib/db/schema'
import { isBusy, sqliteConnection } from '@/lib/db/sqlite-connection'
import { env } from '@/lib/env'
import { forgetSingleton, singleton } from '@/lib/process/singleton'

/** How long a writer waits for another process before it gives up. */
const BUSY_TIMEOUT_MS = 5000
const RETRY_MS = 20

/** The database file cannot be used; `message` is one sentence that says what to do. */
export class DatabaseFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseFileError'
  }
}

/**
 * Opens the console's SQLite file, makes it when there is none, and brings it to the present shape.
 * A file that cannot be used is left as it is.
 * @throws {DatabaseFileError} damaged, foreign, of a newer version, locked for 5 s, or not writable.
 */
export function openDatabase(file: string): Kysely<Tables> {
  prepareFile(file)
  return new Kysely<Tables>({
    dialect: new SqliteDialect({ database: sqliteConnection(() => connect(file)) }),
  })
}

function prepareFile(file: string): void {
  const connection = connect(file)
  try {
    refuseUnusable(connection, file)
    switchToWriteAheadLog(connection)
    migrate(connection)
  } catch (error) {
    throw asFileError(error, file)
  } finally {
    connection.close()
  }
}

function connect(file: string): Libsql.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
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
      `The database file ${file} is damaged: put back a copy, or move it away to start with an empty journal.`,
    )
  if (tables.length === 0) return
  if (!tables.includes('schema_migrations'))
    throw new DatabaseFileError(
      `${file} is a database of another program: point CONSOLE_DATABASE to a file of the console's own.`,
    )
  const versions = connection.prepare('select version from schema_migrations').all()
  if (versions.length > MIGRATIONS.length)
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

/** Without a pause for other work, so that two openings in one process cannot wait for each other. */
function migrate(connection: Libsql.Database): void {
  connection.exec('begin immediate')
  try {
    connection.exec(
      `create table if not exists schema_migrations
         (version integer not null primary key, name text not null, applied_at text not null)`,
    )
    const done = connection.prepare('select version from schema_migrations').all().length
    const record = connection.prepare('insert into schema_migrations values (?, ?, ?)')
    for (const [index, { name, statements }] of MIGRATIONS.entries()) {
      if (index < done) continue
      for (const statement of statements) connection.exec(statement)
      record.run(index + 1, name, new Date().toISOString())
    }
    connection.exec('commit')
  } catch (error) {
    connection.exec('rollback')
    throw error
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
      `The database file ${file} is damaged: put back a copy, or move it away to start with an empty journal.`,
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
export function database(): Kysely<Tables> {
  return singleton('database', () => openDatabase(env().databasePath))
}

/** Closes the file with everything in it. */
export async function closeDatabase(): Promise<void> {
  const db = forgetSingleton('database') as Kysely<Tables> | undefined
  if (!db) return
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  await db.destroy()
}
