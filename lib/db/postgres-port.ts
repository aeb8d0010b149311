import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { LOCK_PATIENCE } from '@/lib/db/database-error'
import type { DatabasePort } from '@/lib/db/port'
import { asPostgresError, isConnectionLost, isGivenUp, uncertain } from '@/lib/db/postgres-error'
import type { CountedPool } from '@/lib/db/postgres-pool'
import { PortableTypes } from '@/lib/db/postgres-types'
import { statementSeen } from '@/lib/db/statement-seen'
import type { Tables } from '@/lib/db/tables'
import { turns } from '@/lib/db/turns'
import type { PostgresAddress } from '@/lib/process/postgres-address'

/** The writers' place: one for each database, whoever writes. The number is the console's own ("func" in ASCII). */
export const WRITERS_PLACE = 0x66_75_6e_63
/** So long everybody waits for the place at least, also whose turn in this process came late. In milliseconds. */
const LEAST_PATIENCE = 500
const TRY_AGAIN_AFTER = 100
/** How long the server is asked what became of a COMMIT whose answer was lost. In milliseconds. */
const UNCERTAIN_LIMIT = 15_000

/** PostgreSQL through the connections of a pool. */
export function postgresPort(pool: CountedPool, address: PostgresAddress): DatabasePort {
  const dialect = new PostgresDialect({ pool })
  const db = new Kysely<Tables>({ dialect, plugins: [new PortableTypes()], log: statementSeen })
  /** Of one process one waits at the server: each further one would keep a connection that somebody could read with. */
  const inTurn = turns()
  return {
    dialect: 'postgres',
    db,
    // The pool replaces a connection that is lost: the port is good for as long as the process lives.
    isUsable: () => true,
    // Each commit waits for the disk, whatever it is to survive: a server that dies alone would forget leases whose
    // holders live.
    immediately: (work) => {
      const giveUpAt = performance.now() + LOCK_PATIENCE
      return inTurn(() => writtenOnce({ db, address, work, giveUpAt }))
    },
    now: (laterMs = 0) =>
      sql<string>`to_char((statement_timestamp() + ${laterMs}::double precision * interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    connections: pool.counts,
    close: () => db.destroy(),
  }
}

interface Writing<T> {
  db: Kysely<Tables>
  address: PostgresAddress
  work: (transaction: Kysely<Tables>) => Promise<T>
  giveUpAt: number
}

/** How far a transaction came before its connection was lost. */
interface Attempt<T> {
  id?: string
  /** Set once COMMIT was sent: from then on only the server knows. */
  done?: { result: T }
}

/** The work in one transaction that is committed once, also when the connection is lost at any moment. */
async function writtenOnce<T>(writing: Writing<T>): Promise<T> {
  // Counted from its turn: that others took long before it says nothing of the server.
  const tryUntil = performance.now() + LOCK_PATIENCE
  for (;;) {
    const attempt: Attempt<T> = {}
    try {
      return await writing.db.connection().execute((connection) => transacted(connection, attempt, writing))
    } catch (error) {
      if (!isConnectionLost(error) && !isGivenUp(error)) throw asPostgresError(error, writing.address)
      if (attempt.done && attempt.id && (await isCommitted(writing, attempt.id, error)))
        return attempt.done.result
      if (performance.now() >= tryUntil) throw error
      await wait(TRY_AGAIN_AFTER)
    }
  }
}

/**
 * `pg_advisory_xact_lock` ends with the transaction, also when the process or its computer is gone. Every statement
 * after it sees what the last writer committed (READ COMMITTED).
 */
async function transacted<T>(
  connection: Kysely<Tables>,
  attempt: Attempt<T>,
  { work, giveUpAt }: Writing<T>,
): Promise<T> {
  await sql`begin isolation level read committed`.execute(connection)
  try {
    const patience = Math.max(LEAST_PATIENCE, Math.round(giveUpAt - performance.now()))
    const { rows } = await sql<{ id: string }>`
      select set_config('lock_timeout', ${String(patience)}, true),
        pg_advisory_xact_lock(${sql.lit(WRITERS_PLACE)}), pg_current_xact_id()::text as id`.execute(
      connection,
    )
    attempt.id = rows[0]?.id
    const result = await work(connection)
    attempt.done = { result }
    await sql`commit`.execute(connection)
    return result
  } catch (error) {
    if (!isConnectionLost(error)) await sql`rollback`.execute(connection).catch(() => undefined)
    throw error
  }
}

/** Asks the server what became of a transaction whose COMMIT was not answered. @throws {DatabaseError} not known. */
async function isCommitted(
  { db, address }: Pick<Writing<unknown>, 'db' | 'address'>,
  id: string,
  cause: unknown,
): Promise<boolean> {
  const giveUpAt = performance.now() + UNCERTAIN_LIMIT
  while (performance.now() < giveUpAt) {
    const found = await sql<{ status: string | null }>`select pg_xact_status(${id}::xid8) as status`
      .execute(db)
      .catch(() => undefined)
    const status = found?.rows[0]?.status
    if (status === 'committed' || status === 'aborted') return status === 'committed'
    await wait(TRY_AGAIN_AFTER)
  }
  throw uncertain(address, cause)
}
