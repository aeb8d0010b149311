import 'server-only'
import type { SqliteDatabase } from 'kysely'
import type Libsql from 'libsql'

/** Whether SQLite gave up waiting for a lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))
}

/** Statements that libsql must run without preparing them. */
const CONTROL = /^(begin|commit|rollback|pragma)\b/i

/**
 * A libsql connection as kysely wants it. A prepared statement that gives up waiting for a lock stays “in
 * progress” in libsql and no later commit of the connection succeeds: transactions are therefore opened and
 * ended by `exec`, which leaves nothing behind, and a connection that holds such a statement is replaced.
 */
export function sqliteConnection(connect: () => Libsql.Database): SqliteDatabase {
  let connection = connect()
  const run = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (isBusy(error) && !connection.inTransaction) {
        connection.close()
        connection = connect()
      }
      throw error
    }
  }
  return {
    close: () => connection.close(),
    prepare: (text) => {
      if (CONTROL.test(text)) return control(() => connection.exec(text))
      const statement = connection.prepare(text)
      return {
        reader: statement.reader,
        all: (parameters) => run(() => statement.all([...parameters])),
        run: (parameters) => run(() => statement.run([...parameters])),
        iterate: (parameters) => statement.iterate([...parameters]),
      }
    },
  }
}

function control(execute: () => void): ReturnType<SqliteDatabase['prepare']> {
  const run = () => {
    execute()
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() }
}
