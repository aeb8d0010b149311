import { asciiLower, trimmed } from '@/lib/cors/simulator/request-headers'
import type { HeaderLine, PreflightRefusal } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

/** Lambda answers CORS itself once an origin is allowed: AWS refuses any other member without one. */
export function isAnswering(cors: Cors | undefined): cors is Cors {
  return cors !== undefined && (cors.AllowOrigins?.length ?? 0) > 0
}

/** What a preflight asks for. */
export interface PreflightQuestion {
  origin: string
  method: string
  /** Lower case. */
  headers: readonly string[]
}

/** What Lambda holds against a preflight, or `null` where it allows it. Text is compared as it stands. */
export function preflightRefusal(cors: Cors, question: PreflightQuestion): PreflightRefusal | null {
  const refusal = {
    origin: !allows(cors.AllowOrigins, question.origin),
    method: !allows(cors.AllowMethods, question.method),
    headers: question.headers.filter((name) => !allowsHeader(cors.AllowHeaders, name)),
  }
  return refusal.origin || refusal.method || refusal.headers.length > 0 ? refusal : null
}

/** Whether Lambda adds its CORS headers for that origin. */
export function isAllowedOrigin(cors: Cors | undefined, origin: string): boolean {
  return isAnswering(cors) && allows(cors.AllowOrigins, origin)
}

/** Lambda's CORS headers of a preflight that it allows, with its whole lists, in the recorded order. */
export function allowedPreflightLines(cors: Cors, origin: string): HeaderLine[] {
  return [
    ['access-control-allow-origin', answeredOrigin(cors, origin)],
    ...listLine('access-control-allow-headers', lowered(cors.AllowHeaders)),
    ...varyLine(cors),
    ...listLine('access-control-allow-methods', cors.AllowMethods),
    ...maxAgeLine(cors),
    ...credentialsLine(cors),
  ]
}

/** Headers that Lambda itself puts on every answer of a function. */
const LAMBDA_HEADERS: readonly string[] = ['content-length', 'content-type', 'date', 'x-amzn-requestid']

/** Their names; an answer that can have no body has no length (RFC 9110 §8.6). */
export function lambdaHeaders(status: number): readonly string[] {
  const hasBody = status !== 204 && status !== 304
  return hasBody ? LAMBDA_HEADERS : LAMBDA_HEADERS.filter((name) => name !== 'content-length')
}

/**
 * A function's headers with Lambda's CORS headers added for an origin that it allows: both stand there, the
 * function's first, only lists of exposed headers are merged.
 */
export function answerLines(
  cors: Cors | undefined,
  origin: string | undefined,
  own: readonly HeaderLine[],
): HeaderLine[] {
  const lines = own.map(([name, value]): HeaderLine => [asciiLower(name), trimmed(value)])
  if (origin === undefined || !isAnswering(cors) || !isAllowedOrigin(cors, origin)) return lines
  lines.push(['access-control-allow-origin', answeredOrigin(cors, origin)], ...varyLine(cors))
  const exposed = listLine('access-control-expose-headers', lowered(cors.ExposeHeaders))[0]
  const at = lines.findIndex(([name]) => name === 'access-control-expose-headers')
  const already = lines[at]
  if (exposed && already) lines[at] = [already[0], `${already[1]},${exposed[1]}`]
  else if (exposed) lines.push(exposed)
  lines.push(...credentialsLine(cors))
  return lines
}

/** Reported: with credentials the wildcard is answered with whatever origin asks. */
function answeredOrigin(cors: Cors, origin: string): string {
  return isLiteralWildcard(cors) ? '*' : origin
}

function isLiteralWildcard({ AllowOrigins, AllowCredentials }: Cors): boolean {
  return AllowCredentials !== true && AllowOrigins?.includes('*') === true
}

function allows(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value))
}

function allowsHeader(list: readonly string[] | undefined, name: string): boolean {
  return list?.some((entry) => entry === '*' || entry.toLowerCase() === name) === true
}

/** AWS stores header names in lower case; a draft may hold them as typed. */
const lowered = (names: readonly string[] | undefined) => names?.map((name) => name.toLowerCase())

function listLine(name: string, list: readonly string[] | undefined): HeaderLine[] {
  return list === undefined || list.length === 0 ? [] : [[name, list.join(',')]]
}

const varyLine = (cors: Cors): HeaderLine[] => (isLiteralWildcard(cors) ? [] : [['vary', 'Origin']])
const maxAgeLine = ({ MaxAge }: Cors): HeaderLine[] =>
  MaxAge === undefined ? [] : [['access-control-max-age', String(MaxAge)]]
const credentialsLine = ({ AllowCredentials }: Cors): HeaderLine[] =>
  AllowCredentials === true ? [['access-control-allow-credentials', 'true']] : []
