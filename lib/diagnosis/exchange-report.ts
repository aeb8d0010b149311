import type { BrowserReport, CorsProblem } from '@/lib/cors/pasted/read-browser-message'
import { CHROME } from '@/lib/cors/simulator/browser-rules'
import { corsCheck, preflightCheck } from '@/lib/cors/simulator/cors-check'
import { readHeaders } from '@/lib/cors/simulator/request-headers'
import { unsafeHeaders } from '@/lib/cors/simulator/safelist'
import type { CorsFailure, HeaderLine } from '@/lib/cors/simulator/simulation'
import type { ReadExchange } from '@/lib/diagnosis/exchange'
import type { Finding } from '@/lib/diagnosis/finding'

const PROBLEMS: Record<CorsFailure['kind'], CorsProblem> = {
  'origin-missing': 'allow-origin-missing',
  'origin-wildcard-with-credentials': 'wildcard-with-credentials',
  'origin-multiple': 'multiple-values',
  'origin-invalid': 'invalid-origin-value',
  'origin-mismatch': 'origin-mismatch',
  'credentials-not-true': 'credentials-not-allowed',
  'status-not-ok': 'preflight-status',
  'methods-unreadable': 'unreadable-list',
  'headers-unreadable': 'unreadable-list',
  'method-not-allowed': 'method-not-allowed',
  'header-not-allowed': 'header-not-allowed',
}

const valueIn = (lines: readonly HeaderLine[], wanted: string) => lines.find(([name]) => name === wanted)?.[1]

/** What a browser would make of a response that was pasted; `null` where the text does not tell. */
export function reportOfExchange(exchange: ReadExchange): BrowserReport | null {
  const failure = corsFailureOf(exchange)
  if (failure === null) return null
  const { requestHeaders, responseHeaders, address, status } = exchange
  const asked = askedIn(exchange)
  const origin = valueIn(requestHeaders, 'origin')
  const allowOrigin = valueIn(responseHeaders, 'access-control-allow-origin')
  return {
    source: 'response',
    problems: [PROBLEMS[failure.kind]],
    isPreflight: isPreflight(exchange),
    ...(address !== undefined && { address }),
    ...(origin !== undefined && { origin }),
    ...(asked.method !== undefined && { method: asked.method }),
    headers: asked.headers.map((name) => [name, ''] as const),
    ...(asked.withCredentials && { withCredentials: true }),
    ...(status !== undefined && { status }),
    ...(allowOrigin !== undefined && { allowOrigin }),
  }
}

/** What the headers of a response say beside a failed check: that they pass, or that nothing can be told. */
export function findingsOfExchange(exchange: ReadExchange): Finding[] {
  const origin = valueIn(exchange.requestHeaders, 'origin')
  const allowed = valueIn(exchange.responseHeaders, 'access-control-allow-origin')
  const base = { source: exchange.source, says: [] }
  if (exchange.requestHeaders.length > 0 && origin === undefined && allowed === undefined)
    return [
      {
        ...base,
        id: 'no-origin-sent',
        title: 'The request carried no Origin header, so its response says nothing about CORS.',
        sureness: 'certain',
        fixes: ['Send it again with the page’s origin: curl -i -H ‘Origin: https://app.example.com’ …'],
      },
    ]
  if (exchange.requestHeaders.length === 0 && allowed === undefined && exchange.responseHeaders.length > 0)
    return [
      {
        ...base,
        id: 'no-cors-headers',
        title: 'The response has no CORS headers: a page of another origin cannot read it as it is.',
        sureness: 'possible',
        says: [
          'If the request carried no Origin header, as with curl, that is usual and says nothing: Lambda adds CORS headers for origins that are allowed.',
        ],
        fixes: ['Send it again with the page’s origin: curl -i -H ‘Origin: https://app.example.com’ …'],
        leadsTo: 'cors',
      },
    ]
  if (allowed === undefined || corsFailureOf(exchange) !== null || origin === undefined) return []
  return [
    {
      ...base,
      id: 'cors-passed',
      title: isPreflight(exchange)
        ? 'A browser accepts this response to the preflight.'
        : `A page of ${origin} may read this response: its CORS headers pass the check.`,
      sureness: 'certain',
      fixes: [],
    },
  ]
}

const isPreflight = ({ method, requestHeaders }: ReadExchange) =>
  method === 'OPTIONS' && valueIn(requestHeaders, 'access-control-request-method') !== undefined

function corsFailureOf(exchange: ReadExchange): CorsFailure | null {
  const { requestHeaders, responseHeaders, status = 200 } = exchange
  const origin = valueIn(requestHeaders, 'origin')
  const hasAny = valueIn(responseHeaders, 'access-control-allow-origin') !== undefined
  const lines = responseHeaders.filter(([name]) => name === 'access-control-allow-origin')
  if (lines.length > 1) return { kind: 'origin-multiple', value: lines.map(([, value]) => value).join(', ') }
  if (origin === undefined) return ofResponseAlone(exchange, hasAny)
  const { method = 'GET', headers, withCredentials } = askedIn(exchange)
  const check = corsCheck(responseHeaders, origin, withCredentials)
  if (check !== null || !isPreflight(exchange)) return check
  return preflightCheck(status, responseHeaders, { method, headers, withCredentials }, CHROME)
}

/** Without the request only what is wrong for every origin can be told. */
function ofResponseAlone({ responseHeaders }: ReadExchange, hasAny: boolean): CorsFailure | null {
  const value = valueIn(responseHeaders, 'access-control-allow-origin') ?? ''
  if (!hasAny) return null
  if (/[ ,]/.test(value)) return { kind: 'origin-multiple', value }
  const isOrigin = value === '*' || value === 'null' || URL.canParse(value)
  return isOrigin ? null : { kind: 'origin-invalid', value }
}

/** What the page wants to do: a preflight names it, another request is it. */
function askedIn(exchange: ReadExchange): { method?: string; headers: string[]; withCredentials: boolean } {
  const { requestHeaders, method } = exchange
  const withCredentials = valueIn(requestHeaders, 'cookie') !== undefined
  if (isPreflight(exchange)) {
    const named = valueIn(requestHeaders, 'access-control-request-headers') ?? ''
    return {
      method: valueIn(requestHeaders, 'access-control-request-method') ?? 'GET',
      headers: named.split(',').flatMap((name) => name.trim().toLowerCase() || []),
      withCredentials,
    }
  }
  const sent = readHeaders(requestHeaders.filter(([name]) => !OF_BROWSERS.test(name))).sent
  return {
    ...(method !== undefined && method !== 'OPTIONS' && { method }),
    headers: unsafeHeaders(sent).map(({ name }) => name),
    withCredentials,
  }
}

/** Set by browsers and tools, not by pages. */
const OF_BROWSERS = /^(:.*|cache-control|pragma|priority|user-agent|upgrade-insecure-requests)$/
