import type { HeaderLine, HttpAnswer } from '@/lib/sandbox/data-plane/http-answer'
import type { SandboxRequest } from '@/lib/sandbox/route'
import type { WireCors } from '@/lib/sandbox/state'

const ORIGIN = 'access-control-allow-origin'
const HEADERS = 'access-control-allow-headers'
const METHODS = 'access-control-allow-methods'
const EXPOSE = 'access-control-expose-headers'
const MAX_AGE = 'access-control-max-age'
const CREDENTIALS = 'access-control-allow-credentials'

/** The order in which Lambda was recorded to write these headers; all others come before them. */
const RECORDED_ORDER = [ORIGIN, HEADERS, 'vary', METHODS, EXPOSE, MAX_AGE, CREDENTIALS]

/** `access-control-max-age` as Lambda spells it when the function has not set it itself. */
function canonicalName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

/** CORS is on when it has an origin: the API refuses any other member without one. */
function isEnabled(cors: WireCors | undefined): cors is WireCors {
  return cors?.AllowOrigins !== undefined && cors.AllowOrigins.length > 0
}

function allows(list: string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value))
}

function joined(name: string, list: string[] | undefined): HeaderLine[] {
  return list === undefined || list.length === 0 ? [] : [[name, list.join(',')]]
}

/**
 * `*` goes out literally, except with credentials: then the origin that asked is sent back. What depends on the
 * origin varies by it (for the wildcard with credentials only the reflection itself was reported, not Vary).
 */
function originLines(cors: WireCors, origin: string): HeaderLine[] {
  const isLiteral = cors.AllowOrigins?.includes('*') && cors.AllowCredentials !== true
  if (isLiteral) return [[ORIGIN, '*']]
  return [
    [ORIGIN, origin],
    ['vary', 'Origin'],
  ]
}

function credentialLines(cors: WireCors): HeaderLine[] {
  return cors.AllowCredentials === true ? [[CREDENTIALS, 'true']] : []
}

function isAllowedPreflight(cors: WireCors, request: SandboxRequest, origin: string): boolean {
  const asked = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
  return (
    allows(cors.AllowOrigins, origin) &&
    allows(cors.AllowMethods, request.headers['access-control-request-method'] ?? '') &&
    asked.every((name) => allows(cors.AllowHeaders, name))
  )
}

/** Brings the CORS lines into the recorded order, behind everything else. */
function inRecordedOrder(lines: readonly HeaderLine[]): HeaderLine[] {
  const rank = ([name]: HeaderLine) => RECORDED_ORDER.indexOf(name.toLowerCase())
  return lines.toSorted((a, b) => rank(a) - rank(b))
}

/**
 * The answer to a preflight, or undefined when the request is none (or CORS is not set) and goes to the function.
 * A preflight is an OPTIONS with both Origin and Access-Control-Request-Method; Lambda answers it itself with its
 * whole lists, and one it does not allow with an empty 200 that has no CORS header at all. It comes before the
 * question who may call, since a browser never signs a preflight. An unset MaxAge sends no header.
 */
export function preflightAnswer(cors: WireCors | undefined, request: SandboxRequest): HttpAnswer | undefined {
  const { origin } = request.headers
  const isPreflight =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  if (!isPreflight || origin === undefined || !isEnabled(cors)) return undefined
  const base: HeaderLine = ['Content-Type', 'application/json']
  if (!isAllowedPreflight(cors, request, origin))
    return { status: 200, headers: [base], body: Buffer.alloc(0) }
  const lines: HeaderLine[] = [
    ...originLines(cors, origin),
    ...joined(HEADERS, cors.AllowHeaders),
    ...joined(METHODS, cors.AllowMethods),
    ...(cors.MaxAge === undefined ? [] : [[MAX_AGE, String(cors.MaxAge)] as const]),
    ...credentialLines(cors),
  ]
  const named = lines.map(([name, value]): HeaderLine => [canonicalName(name), value])
  return { status: 200, headers: [base, ...inRecordedOrder(named)], body: Buffer.alloc(0) }
}

/** Adds a configured line to what the function sent: lists of exposed headers are merged, all others stand twice. */
function withLine(lines: readonly HeaderLine[], [name, value]: HeaderLine): HeaderLine[] {
  const own = lines.find(([other]) => other === name)
  if (name === EXPOSE && own !== undefined) {
    return lines.map((line) => (line === own ? [name, `${own[1]},${value}`] : line))
  }
  const spelling = own === undefined ? canonicalName(name) : name
  return [...lines, [spelling, value]]
}

/**
 * A function's answer with the configured CORS headers added, as far as the request's Origin is allowed. CORS is no
 * access control: any other request has run the function too and gets its own headers unchanged.
 */
export function withCors(
  cors: WireCors | undefined,
  request: SandboxRequest,
  answer: HttpAnswer,
): HttpAnswer {
  const { origin } = request.headers
  const isAllowed = origin !== undefined && isEnabled(cors) && allows(cors.AllowOrigins, origin)
  const added: HeaderLine[] = isAllowed
    ? [...originLines(cors, origin), ...joined(EXPOSE, cors.ExposeHeaders), ...credentialLines(cors)]
    : []
  const lines = added.reduce<readonly HeaderLine[]>(withLine, answer.headers)
  return { ...answer, headers: inRecordedOrder(lines) }
}
