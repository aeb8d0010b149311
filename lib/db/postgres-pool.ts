import 'server-only'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient, PoolConfig } from 'pg'
import { LOCK_PATIENCE } from '@/lib/db/database-error'
import { asPostgresError, isConnectionLost, isSpoiled, mayConnectSoon } from '@/lib/db/postgres-error'
import { numbersAsNumbers } from '@/lib/db/postgres-types'
import type { PostgresAddress } from '@/lib/process/postgres-address'

const SECOND = 1_000
const TRY_AGAIN_AFTER = 100
const CONNECT_LIMIT = 5 * SECOND
/** What takes longer is a fault: the longest statement of the console reads a page of the journal. */
const STATEMENT_LIMIT = 20 * SECOND
/** Longer than the server's own limit: it is for a server that has gone without a word. */
const ANSWER_LIMIT = STATEMENT_LIMIT + 5 * SECOND
const MIGRATION_LIMIT = 3_600 * SECOND
/** A process that stands still, or whose computer is gone, gives up the writers' place after this. */
const IDLE_IN_TRANSACTION_LIMIT = 15 * SECOND

/** A pool that says how many connections it has. */
export interface CountedPool extends PostgresPool {
  counts(): { open: number; idle: number; waiting: number }
}

/** A pool of connections, loaded when there is a server: installations with SQLite do not pay for it. */
export async function postgresPool(address: PostgresAddress, most: number): Promise<CountedPool> {
  const { default: pg } = await import('pg')
  const config: PoolConfig = {
    host: address.host,
    port: address.port,
    user: address.user,
    // `pg` would look for one in the environment and in files.
    password: address.password ?? '',
    database: address.database,
    ssl: tlsOf(address),
    application_name: 'function-url-console',
    max: most,
    idleTimeoutMillis: 30 * SECOND,
    connectionTimeoutMillis: CONNECT_LIMIT,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * SECOND,
    statement_timeout: STATEMENT_LIMIT,
    query_timeout: ANSWER_LIMIT,
    lock_timeout: LOCK_PATIENCE,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT,
    // biome-ignore lint/suspicious/noExplicitAny: the parsers of `pg` are typed by overloads.
    types: { getTypeParser: numbersAsNumbers(pg.types.getTypeParser as any) as any },
  }
  const pool = new pg.Pool(config)
  // A connection that ends while it rests is replaced at the next use, and one that was thrown away may still hear from
  // the server that it is gone; without a listener either would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return carefulPool(pool, address)
}

function tlsOf({ host, tls }: PostgresAddress): PoolConfig['ssl'] {
  if (tls.kind === 'off') return false
  const ca = tls.rootCertFile ? readFileSync(tls.rootCertFile, 'utf8') : undefined
  return { rejectUnauthorized: tls.kind === 'verified', servername: /[a-z]/i.test(host) ? host : '', ca }
}

/** PostgreSQL's text cannot hold a NUL, and AWS never sends one that means something. */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)

/** Making an index takes as long as there are rows. */
const limitOf = (text: string) => (/^(create|alter)\b/i.test(text) ? { query_timeout: MIGRATION_LIMIT } : {})

function carefulPool(pool: Pool, address: PostgresAddress): CountedPool {
  const connect = () => connected(pool, address)
  return {
    connect: async () => careful(await connect(), connect, address),
    end: () => pool.end(),
    counts: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  }
}

/** A connection; a server that is just starting again is waited for. */
async function connected(pool: Pool, address: PostgresAddress): Promise<PoolClient> {
  const giveUpAt = performance.now() + LOCK_PATIENCE
  for (;;) {
    try {
      return await pool.connect()
    } catch (error) {
      if (!mayConnectSoon(error) || performance.now() >= giveUpAt) throw asPostgresError(error, address)
      await wait(TRY_AGAIN_AFTER)
    }
  }
}

/**
 * A connection that is thrown away, and not given to the next one, once something went wrong with it. A read outside a
 * transaction is then made once more on another connection: after the server was started again the first asker of each
 * connection would be told that it is gone.
 */
function careful(
  first: PoolClient,
  connect: () => Promise<PoolClient>,
  address: PostgresAddress,
): PostgresPoolClient {
  let client = first
  let isLost = false
  let isInTransaction = false
  /** What ended the transaction: of every later statement the server says only that it is over. */
  let spoiled: unknown
  const lose = () => {
    isLost = true
  }
  client.on('error', lose)
  const release = () => {
    client.off('error', lose)
    client.release(isLost)
  }
  const replace = async () => {
    const next = await connect()
    release()
    client = next
    isLost = false
    client.on('error', lose)
  }
  const query = async (
    text: string,
    parameters: readonly unknown[],
    isRepeated = false,
  ): Promise<unknown> => {
    try {
      if (/^begin\b/i.test(text)) {
        isInTransaction = true
        spoiled = undefined
      }
      return await client.query({ text, values: parameters.map(storable), ...limitOf(text) })
    } catch (error) {
      if (isInTransaction) spoiled ??= error
      if (isConnectionLost(error)) lose()
      if (isSpoiled(error)) throw asPostgresError(spoiled, address)
      if (!isLost || isRepeated || isInTransaction || !/^select\b/i.test(text))
        throw asPostgresError(error, address)
      await replace()
      return query(text, parameters, true)
    } finally {
      if (/^(commit|rollback)\b/i.test(text)) isInTransaction = false
    }
  }
  return { query: query as PostgresPoolClient['query'], release }
}
