import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Fetch §2.2.2, "forbidden request-header". */
const FORBIDDEN = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** A method named in one of these would be let past checks of the method. */
const METHOD_OVERRIDES = new Set(['x-http-method', 'x-http-method-override', 'x-method-override'])

/** Fetch §2.2.1, "forbidden method". */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** Fetch §2.2.1, "normalize": these are put in capitals, every other method is kept as it was typed. */
const NORMALIZED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])

/** A method as `fetch()` sends it: `get` becomes GET, `patch` stays `patch`. */
export function normalizedMethod(method: string): string {
  const upper = asciiUpper(method)
  return NORMALIZED.has(upper) ? upper : method
}

/** Why `fetch()` itself refuses the method, or `null`. */
export function methodRefusal(method: string): 'not-a-token' | 'forbidden' | null {
  if (!TOKEN.test(method)) return 'not-a-token'
  return FORBIDDEN_METHODS.has(asciiUpper(method)) ? 'forbidden' : null
}

/** What `fetch()` makes of the headers a script gives it: values normalised, forbidden ones left out. */
export interface ReadHeaders {
  sent: HeaderLine[]
  /** Names that a browser sets itself and drops without a word. */
  dropped: string[]
  /** The first header that makes `fetch()` throw. */
  invalid: HeaderLine | null
}

/** Reads the headers of a request (Fetch §5.1, "append" to a Headers object of a request). */
export function readHeaders(headers: readonly HeaderLine[]): ReadHeaders {
  const sent: HeaderLine[] = []
  const dropped: string[] = []
  for (const header of headers) {
    const [name, raw] = header
    const value = trimmed(raw)
    if (!TOKEN.test(name) || !isByteString(value)) return { sent, dropped, invalid: header }
    if (isForbidden(asciiLower(name), value)) dropped.push(name)
    else sent.push([name, value])
  }
  return { sent, dropped, invalid: null }
}

/** Fetch §2.2.2, "normalize" a header value: the white space of HTTP around it goes. */
export function trimmed(value: string): string {
  return value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
}

function isForbidden(name: string, value: string): boolean {
  if (FORBIDDEN.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) return true
  if (!METHOD_OVERRIDES.has(name)) return false
  return value.split(',').some((part) => FORBIDDEN_METHODS.has(asciiUpper(part.trim())))
}

/** A header value: bytes without NUL, carriage return and line feed (Fetch §2.2.2, "header value"). */
function isByteString(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at)
    if (unit > 0xff || unit === 0 || unit === 0x0a || unit === 0x0d) return false
  }
  return true
}

/** Only A to Z: the standards fold bytes, not letters of other scripts. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}
