import 'server-only'
import { Kysely, sql } from 'kysely'
import type Libsql from 'libsql'
import { DatabaseError } from '@/lib/db/database-error'
import { asStatementError } from '@/lib/db/file-error'
import { patiently } from '@/lib/db/patience'
import { PatientDialect } from '@/lib/db/patient-dialect'
import type { DatabasePort } from '@/lib/db/port'
import { sqliteConnection } from '@/lib/db/sqlite-connection'
import { statementSeen } from '@/lib/db/statement-seen'
import type { Tables } from '@/lib/db/tables'

/** SQLite through libsql, on the file that `connect` opens. */
export function sqlitePort(connect: () => Libsql.Database, file: string): DatabasePort {
  const database = sqliteConnection(connect, file)
  let isDamaged = false
  const errorOf = (error: unknown): unknown => {
    const told = asStatementError(error, file)
    if (told instanceof DatabaseError && told.code === 'record-damaged') isDamaged = true
    return told
  }
  const dialect = new PatientDialect({ database }, { errorOf })
  const db = new Kysely<Tables>({ dialect, log: statementSeen })
  return {
    dialect: 'sqlite',
    db,
    isUsable: () => !isDamaged && database.isInPlace(),
    immediately: async (work, survives = 'disk') => {
      const attempt = () => db.connection().execute((connection) => transacted(connection, work, survives))
      try {
        // Only the beginning meets a lock: what has begun has it.
        return await patiently(attempt)
      } catch (error) {
        throw errorOf(error)
      }
    },
    // `now` is the same moment throughout one statement (SQLite, "Date and Time Functions").
    now: (laterMs = 0) =>
      sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${(laterMs / 1000).toFixed(3)} seconds`})`,
    close: async () => {
      try {
        await sql`pragma wal_checkpoint(truncate)`.execute(db)
      } finally {
        await db.destroy()
      }
    },
  }
}

async function transacted<T>(
  connection: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
  survives: 'disk' | 'process',
): Promise<T> {
  if (survives === 'disk') return committed(connection, work)
  await sql`pragma synchronous = normal`.execute(connection)
  try {
    return await committed(connection, work)
  } finally {
    await sql`pragma synchronous = full`.execute(connection)
  }
}

async function committed<T>(
  connection: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  await sql`begin immediate`.execute(connection)
  try {
    const result = await work(connection)
    await sql`commit`.execute(connection)
    return result
  } catch (error) {
    // A failed commit (disk full) may have ended the transaction already.
    await sql`rollback`.execute(connection).catch(() => undefined)
    throw error
  }
}
