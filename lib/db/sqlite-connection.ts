import 'server-only'
import type { SqliteDatabase } from 'kysely'
import type Libsql from 'libsql'
import { isBusy } from '@/lib/db/file-error'
import { filesAt } from '@/lib/db/sqlite-files'

/** Statements that libsql must run without preparing them. */
const CONTROL = /^(begin|commit|rollback|pragma)\b/i

const MOST_PREPARED = 200

export interface SqliteConnection extends SqliteDatabase {
  /** Whether the files at the path are still those that this connection writes to. */
  isInPlace: () => boolean
}

/**
 * A libsql connection as kysely wants it. A prepared statement that gives up waiting for a lock stays “in
 * progress” in libsql and no later commit of the connection succeeds: transactions are therefore opened and
 * ended by `exec`, which leaves nothing behind, and a connection that holds such a statement is replaced.
 */
export function sqliteConnection(connect: () => Libsql.Database, file: string): SqliteConnection {
  let connection = connect()
  /** Preparing costs more than running; the console has some forty statements. */
  const prepared = new Map<string, Libsql.Statement>()
  const prepare = (text: string) => {
    const known = prepared.get(text)
    if (known) return known
    const statement = connection.prepare(text)
    if (prepared.size < MOST_PREPARED) prepared.set(text, statement)
    return statement
  }
  /** As they were when the connection first used them. */
  let files: string | undefined
  const run = <T>(work: () => T): T => {
    try {
      const result = work()
      files ??= filesAt(file)
      return result
    } catch (error) {
      if (isBusy(error) && !connection.inTransaction) {
        prepared.clear()
        connection.close()
        connection = connect()
        files = undefined
      }
      throw error
    }
  }
  return {
    close: () => {
      prepared.clear()
      connection.close()
    },
    isInPlace: () => files === undefined || files === filesAt(file),
    prepare: (text) => {
      if (CONTROL.test(text)) return control(() => connection.exec(text))
      const statement = prepare(text)
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
