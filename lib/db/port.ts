import type { Kysely, RawBuilder } from 'kysely'
import type { Tables } from '@/lib/db/tables'

/** What is read and written together, or not at all. */
export type Transaction = Kysely<Tables>

/** Which database it is. */
export type Dialect = 'sqlite' | 'postgres'

/**
 * `disk`: when the commit is acknowledged it survives a power cut. `process`: it survives the end of the process
 * only, and costs no waiting for the disk; for what means nothing once the computer is off.
 */
export type Durability = 'disk' | 'process'

/**
 * Everything in which one database differs from another. Verbs write plain Kysely on `db`; what SQL does not say
 * alike everywhere stands behind one of these members, so that another database is another port and nothing else.
 */
export interface DatabasePort {
  readonly dialect: Dialect
  readonly db: Kysely<Tables>
  /**
   * Runs `work` in a transaction that takes the write lock at once, so that what it reads is still true when it
   * writes, in whichever process. Waits a few seconds for the lock, while everything else goes on, then throws.
   */
  immediately<T>(work: (transaction: Kysely<Tables>) => Promise<T>, survives?: Durability): Promise<T>
  /**
   * The database's own time, `laterMs` from now, as ISO 8601 text in UTC, for use inside a statement. Every process
   * on one database sees one clock, whatever its own says.
   */
  now(laterMs?: number): RawBuilder<string>
  /** False once the file was removed, replaced or found damaged: what is written now, nobody reads again. */
  isUsable(): boolean
  /** The port of this process that it took the place of, when that was not usable any more. */
  replaces?: DatabasePort
  /** Connections to a server; a file has none. */
  connections?: () => { open: number; idle: number; waiting: number }
  /** Closes the database with everything in it. */
  close(): Promise<void>
}
