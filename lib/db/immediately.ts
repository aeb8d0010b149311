import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '@/lib/db/schema'

/**
 * `disk`: when the commit is acknowledged it survives a power cut. `process`: it survives the end of the process
 * only, and costs no waiting for the disk; for what means nothing once the computer is off.
 */
export type Durability = 'disk' | 'process'

/**
 * Runs `work` in a transaction that takes the write lock at once, so that what it reads is still true when it
 * writes, in whichever process. Waits for the lock as long as the connection's busy_timeout.
 */
export function immediately<T>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
  survives: Durability = 'disk',
): Promise<T> {
  return db.connection().execute(async (connection) => {
    if (survives === 'disk') return committed(connection, work)
    await sql`pragma synchronous = normal`.execute(connection)
    try {
      return await committed(connection, work)
    } finally {
      await sql`pragma synchronous = full`.execute(connection)
    }
  })
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
