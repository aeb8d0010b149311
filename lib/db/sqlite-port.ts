import 'server-only'
import { Kysely, SqliteDialect, sql } from 'kysely'
import type Libsql from 'libsql'
import type { DatabasePort } from '@/lib/db/port'
import { sqliteConnection } from '@/lib/db/sqlite-connection'
import type { Tables } from '@/lib/db/tables'

/** SQLite through libsql. */
export function sqlitePort(connect: () => Libsql.Database): DatabasePort {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqliteConnection(connect) }) })
  return {
    dialect: 'sqlite',
    db,
    immediately: (work, survives = 'disk') =>
      db.connection().execute(async (connection) => {
        if (survives === 'disk') return committed(connection, work)
        await sql`pragma synchronous = normal`.execute(connection)
        try {
          return await committed(connection, work)
        } finally {
          await sql`pragma synchronous = full`.execute(connection)
        }
      }),
    // `now` is the same moment throughout one statement (SQLite, "Date and Time Functions").
    now: (laterMs = 0) =>
      sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${(laterMs / 1000).toFixed(3)} seconds`})`,
    close: async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(db)
      await db.destroy()
    },
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
