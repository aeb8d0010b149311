import 'server-only'
import { DatabaseError, LOCK_PATIENCE } from '@/lib/db/database-error'
import type { FailureCode } from '@/lib/failures/result'
import type { PostgresAddress } from '@/lib/process/postgres-address'

/** The connection was cut while a COMMIT was on its way, and the server could not be asked since whether it arrived. */
export class UncertainCommitError extends DatabaseError {}

/** What `pg` threw, of an error that is told already too. */
const rawOf = (error: unknown) => (error instanceof DatabaseError ? error.cause : error)
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

interface Told {
  /** Codes of PostgreSQL ("Appendix A. Error Codes"), of Node's sockets and of its TLS. */
  codes: RegExp
  /** What `pg` says where it gives no code. */
  messages?: RegExp
  failure: FailureCode
  /** Goes on after “The database NAME on HOST”. */
  cure: string
}

/** Everything that keeps a server from being used, the first that fits. */
const KINDS: readonly Told[] = [
  {
    codes: /^(28|0P000)/,
    messages: /password must be a string|client password/i,
    failure: 'database-refused',
    cure: 'does not let this user in: check user and password in DATABASE_URL, and pg_hba.conf on the server.',
  },
  {
    codes: /^3D000/,
    failure: 'database-refused',
    cure: 'does not exist: create it, or correct its name in DATABASE_URL.',
  },
  {
    codes: /^42501/,
    failure: 'database-refused',
    cure: 'does not give this user the rights that the console needs: let the user own the database, or grant it CREATE on the schema.',
  },
  {
    codes:
      /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH|EBADCERT)/,
    messages: /does not support SSL|server refused.*SSL|certificate/i,
    failure: 'database-untrusted',
    cure: 'cannot be reached by TLS that can be trusted: give the server a certificate for this name, name its authority with sslrootcert=FILE in DATABASE_URL, or say there with sslmode that it shall be without.',
  },
  {
    codes: /^53300/,
    failure: 'database-crowded',
    cure: 'has no connection left: raise max_connections on the server, or lower CONSOLE_DATABASE_POOL of each console.',
  },
  {
    codes: /^53100/,
    failure: 'record-full',
    cure: 'has no room to grow: free space on the server’s disk; the console goes on by itself.',
  },
  {
    codes: /^25006/,
    failure: 'record-read-only',
    cure: 'may only be read, as on a standby server: point DATABASE_URL to the primary.',
  },
  {
    codes: /^(55P03|40P01|40001)/,
    failure: 'record-locked',
    cure: `stayed locked for ${LOCK_PATIENCE / 1000} s: end the program or the session that holds the lock (pg_locks names it).`,
  },
  {
    codes: /^(57014|53200|53400)/,
    messages: /Query read timeout|timeout exceeded when trying to connect/,
    failure: 'database-slow',
    cure: 'does not answer in time: look at its load, its memory and at the sessions that wait there (pg_stat_activity).',
  },
  {
    codes: /^XX00[12]/,
    failure: 'record-damaged',
    cure: 'is damaged: put back a back-up; the console goes on by itself.',
  },
  {
    codes: /^(57P0|25P03|08|58|E[A-Z]+$)/,
    messages: /Connection (terminated|ended)|connection timeout|not queryable|Client was closed/i,
    failure: 'database-down',
    cure: 'cannot be reached: start the server, or correct DATABASE_URL; the console goes on by itself.',
  },
]

const kindOf = (error: unknown): Told | undefined =>
  KINDS.find(({ codes, messages }) => codes.test(codeOf(error)) || messages?.test(messageOf(error)))

/** Whether the connection is of no use any more: what was under way on it is not known to have happened. */
export function isConnectionLost(error: unknown): boolean {
  const raw = rawOf(error)
  const failure = kindOf(raw)?.failure
  return failure === 'database-down' || (failure === 'database-slow' && codeOf(raw) === '')
}

/** Whether the server gave a transaction up by itself, so that it may be tried again from its beginning. */
export const isGivenUp = (error: unknown): boolean => /^(40P01|40001)/.test(codeOf(rawOf(error)))

/** Whether the transaction had ended before, by an error of another statement. */
export const isSpoiled = (error: unknown): boolean => codeOf(error) === '25P02'

/** Whether a server that is just starting, or has many guests for a moment, may let somebody in soon. */
export function mayConnectSoon(error: unknown): boolean {
  const raw = rawOf(error)
  return kindOf(raw)?.failure === 'database-crowded' || /^(ECONNREFUSED|ECONNRESET|57P0|08)/.test(codeOf(raw))
}

/** What PostgreSQL or the network said, as what a person can do about it; what is neither stays as it is. */
export function asPostgresError(error: unknown, address: PostgresAddress): unknown {
  const kind = error instanceof DatabaseError ? undefined : kindOf(error)
  if (!kind) return error
  return new DatabaseError(`The database ${nameOf(address)} ${kind.cure}`, error, kind.failure)
}

/** The same of what opening meets: all of it keeps the console from starting. */
export function asOpeningError(error: unknown, address: PostgresAddress): DatabaseError {
  const told = asPostgresError(error, address)
  if (told instanceof DatabaseError) return told
  const code = codeOf(error)
  return new DatabaseError(
    `The database ${nameOf(address)} cannot be used${code ? ` (${code})` : ''}: ${messageOf(error)}.`,
    error,
  )
}

export const uncertain = (address: PostgresAddress, cause: unknown): UncertainCommitError =>
  new UncertainCommitError(
    `The database ${nameOf(address)} was cut off while it wrote: whether it did is not known yet.`,
    cause,
    'database-down',
  )

/** Never with the password. */
export const nameOf = ({ database, host, port }: PostgresAddress) => `${database} on ${host}:${port}`
