/** A PostgreSQL server and how it is reached, as `DATABASE_URL` says. */
export interface PostgresAddress {
  /** A name, an IP address, or the folder of a socket. */
  host: string
  port: number
  user: string
  password?: string
  database: string
  tls: {
    /** `off`: in plain text; `encrypted`: by whoever answers; `verified`: by whom the certificate is of. */
    kind: 'off' | 'encrypted' | 'verified'
    /** A file with the authorities that are trusted in place of the usual ones. */
    rootCertFile?: string
  }
}

const FORM = 'postgresql://user:password@host:5432/database?sslmode=verify-full'

/** libpq's `sslmode`; `allow` and `prefer` are missing since they end in plain text without a word. */
const TLS_KINDS: Readonly<Record<string, PostgresAddress['tls']['kind']>> = {
  disable: 'off',
  require: 'encrypted',
  'verify-full': 'verified',
}
const KNOWN = ['sslmode', 'sslrootcert', 'host']

/**
 * Reads a `DATABASE_URL`; a sentence where it is none. Another computer is asked by verified TLS unless `sslmode` says
 * otherwise. No sentence repeats what may be a password.
 * Source: PostgreSQL documentation, "Connection URIs" and "SSL Support".
 */
export function postgresAddress(text: string): PostgresAddress | string {
  const url = URL.parse(text)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) return `DATABASE_URL must look like ${FORM}.`
  const unknown = [...url.searchParams.keys()].find((name) => !KNOWN.includes(name))
  if (unknown)
    return `DATABASE_URL has a parameter “${unknown}”: only sslmode, sslrootcert and host are read.`
  const host = url.searchParams.get('host') ?? decoded(url.hostname).replace(/^\[|\]$/g, '')
  const database = decoded(url.pathname.slice(1))
  const user = decoded(url.username)
  if (!host || !database || !user) return `DATABASE_URL names no host, user or database: write ${FORM}.`
  const mode = url.searchParams.get('sslmode') ?? (isNear(host) ? 'disable' : 'verify-full')
  const kind = TLS_KINDS[mode]
  if (!kind) return 'sslmode in DATABASE_URL is verify-full, require or disable.'
  return {
    host,
    port: Number(url.port) || 5432,
    user,
    database,
    ...(url.password && { password: decoded(url.password) }),
    tls: { kind, rootCertFile: url.searchParams.get('sslrootcert') ?? undefined },
  }
}

/** What is not encoded as it should be stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A socket, or this computer. */
const isNear = (host: string) =>
  host.startsWith('/') || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
