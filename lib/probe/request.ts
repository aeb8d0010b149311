import { isSecretName } from '@/lib/probe/secret-name'

/** One name with its value, as a row of the form: in a query or among the headers. */
export interface Pair {
  name: string
  value: string
}

export const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type ProbeMethod = (typeof PROBE_METHODS)[number]

export const isProbeMethod = (method: string): method is ProbeMethod =>
  (PROBE_METHODS as readonly string[]).includes(method)

/** How a request goes out: as it is, signed with the console's credentials, or as a script's of a page on an origin. */
export type ProbeMode = 'unsigned' | 'signed' | 'browser'

/** A request to a function URL; where it goes is said by an identity, never by an address. */
export interface ProbeRequest {
  method: ProbeMethod
  /** Begins with a slash; percent-encoded where it has to be. */
  path: string
  query: Pair[]
  headers: Pair[]
  /** Text, sent as UTF-8; empty: none. */
  body: string
  mode: ProbeMode
  /** The page's origin, for mode `browser`. */
  origin: string
}

/** RFC 9110 §9.2.1: these ask for something and are not meant to change anything. */
export const isSafeMethod = (method: ProbeMethod) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** Headers and parameters by which frameworks take another method than the request's: Express, Rails, Laravel, OData. */
const OVERRIDE_HEADER = /^x-(http-method(-override)?|method-override)$/i
const OVERRIDE_PARAMETER = /^(_method|x-(http-method(-override)?|method-override))$/i

type Judged = Pick<ProbeRequest, 'method' | 'headers' | 'query'>

/** The header or parameter that asks for another method than GET, HEAD and OPTIONS, whatever the request's own is. */
export function overridingPair({ headers, query }: Pick<Judged, 'headers' | 'query'>): Pair | undefined {
  const isOther = ({ value }: Pair) =>
    value.split(',').some((each) => !/^(get|head|options)?$/i.test(each.trim()))
  return (
    headers.find((pair) => OVERRIDE_HEADER.test(pair.name.trim()) && isOther(pair)) ??
    query.find((pair) => OVERRIDE_PARAMETER.test(pair.name.trim()) && isOther(pair))
  )
}

/** Whether a request is not meant to change anything, by its method and by what may stand for another one. */
export const isSafeRequest = (request: Judged) =>
  isSafeMethod(request.method) && overridingPair(request) === undefined

/** The right that it takes to send a request: one for each mode, and another where it may change something. */
export const sendingOperation = (request: Judged & Pick<ProbeRequest, 'mode'>) =>
  isSafeRequest(request) ? (`send:${request.mode}` as const) : (`send-with-effect:${request.mode}` as const)

/** Fetch standard, Request constructor: a script cannot give these a body. */
export const canHaveBody = (method: ProbeMethod) => method !== 'GET' && method !== 'HEAD'

/** Rows that were left empty. */
export const isBlank = ({ name, value }: Pair) => name === '' && value === ''

/** RFC 3986: what may stand in a path as it is; a percent sign only in front of two hexadecimal digits. */
const NOT_IN_PATH = /%(?![0-9a-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/giu

/** RFC 3986 §2.3: encoded but for the unreserved characters, as signatures want it. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The path as it is sent: what has to be percent-encoded is, what is encoded already stays. */
function wirePath(path: string): string {
  return path.replace(NOT_IN_PATH, (character) => encodeURIComponent(character))
}

/** Path and query as they are sent. */
export function requestTarget({ path, query }: Pick<ProbeRequest, 'path' | 'query'>): string {
  const pairs = query.filter((pair) => !isBlank(pair))
  const text = pairs.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join('&')
  return text === '' ? wirePath(path) : `${wirePath(path)}?${text}`
}

/** The headers that the request names, with the Origin of the page where there is one. */
export function requestHeaders({ headers, mode, origin }: ProbeRequest): Pair[] {
  const own = headers.filter((pair) => !isBlank(pair))
  return mode === 'browser' ? [...own, { name: 'Origin', value: origin }] : own
}

/** The request without what must not be stored: the values of headers and parameters that are credentials by name. */
export function withoutSecrets(request: ProbeRequest): ProbeRequest {
  const emptied = (pair: Pair) => (isSecretName(pair.name) ? { ...pair, value: '' } : pair)
  return { ...request, headers: request.headers.map(emptied), query: request.query.map(emptied) }
}
