import type { BrowserRules } from '@/lib/cors/simulator/browser-rules'
import { corsCheck, preflightCheck } from '@/lib/cors/simulator/cors-check'
import {
  allowedPreflightLines,
  answerLines,
  isAnswering,
  preflightRefusal,
} from '@/lib/cors/simulator/lambda-answer'
import {
  asciiLower,
  methodRefusal,
  normalizedMethod,
  type ReadHeaders,
  readHeaders,
} from '@/lib/cors/simulator/request-headers'
import { isSafelistedMethod, type UnsafeHeader, unsafeHeaders } from '@/lib/cors/simulator/safelist'
import type {
  CorsFailure,
  HeaderLine,
  PageRequest,
  PreflightRefusal,
  SimulatedUrl,
  Stop,
} from '@/lib/cors/simulator/simulation'

/** A request as `fetch()` makes it of what the script gave. */
export interface ReadRequest extends ReadHeaders {
  rules: BrowserRules
  origin: string
  /** Normalised. */
  method: string
  methodRefusal: 'not-a-token' | 'forbidden' | null
  withCredentials: boolean
  unsafe: UnsafeHeader[]
}

export function readRequest(page: PageRequest, rules: BrowserRules): ReadRequest {
  const { origin, method, headers, withCredentials } = page
  const read = readHeaders(headers)
  return {
    ...read,
    rules,
    origin,
    method: normalizedMethod(method),
    methodRefusal: methodRefusal(method),
    withCredentials,
    unsafe: unsafeHeaders(judgedHeaders(read.sent, rules)),
  }
}

/** A preflight and what became of it. */
export interface Preflight {
  /** `refusal`: Lambda lets the preflight through to nobody. */
  answeredBy: 'lambda' | 'function' | 'refusal'
  refusal: PreflightRefusal | null
  status: number
  lines: HeaderLine[]
  failure: CorsFailure | null
}

/** What a browser and a function URL say to each other, as values: the sentences are made from it, and the verdict. */
export interface Exchange {
  isRefused: boolean
  isSameOrigin: boolean
  preflight: Preflight | null
  /** CORS-related lines of the answer itself, and the function's own; `null` where the request is not sent. */
  answer: { lines: HeaderLine[]; failure: CorsFailure | null } | null
  /** What ends the preflight or the request in front of the function; `null` where CORS ends it before, or nothing does. */
  stop: Stop | null
}

/** Whether the page is on the function URL's own origin. */
function isSameOrigin(address: string, origin: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin
}

/** Fetch §4.1: a preflight is needed for a method or a header that is not safelisted. */
export function needsPreflight({ method, unsafe }: ReadRequest): boolean {
  return !isSafelistedMethod(method) || unsafe.length > 0
}

/** Fetch §3.2: to its own origin a page names itself only with a method that may change something. */
export function sendsOrigin(method: string, isSame: boolean): boolean {
  return !isSame || (method !== 'GET' && method !== 'HEAD')
}

/** The exchange for a request that was read already. */
export function exchangeOf(url: SimulatedUrl, request: ReadRequest): Exchange {
  const isRefused = request.methodRefusal !== null || request.invalid !== null
  if (isRefused) return { isRefused, isSameOrigin: false, preflight: null, answer: null, stop: null }
  const stop = sureStop(url.stops?.request)
  if (isSameOrigin(url.address, request.origin)) {
    const origin = sendsOrigin(request.method, true) ? request.origin : undefined
    const lines = stop ? [] : answerLines(url.cors, origin, url.ownHeaders ?? [])
    return { isRefused, isSameOrigin: true, preflight: null, answer: { lines, failure: null }, stop }
  }
  const preflight = needsPreflight(request) ? preflightOf(url, request) : null
  if (preflight?.failure) {
    const stopped = preflight.answeredBy === 'refusal' ? sureStop(url.stops?.preflight) : null
    return { isRefused, isSameOrigin: false, preflight, answer: null, stop: stopped }
  }
  // What Lambda answers in place of the function has no CORS headers.
  const lines = stop ? [] : answerLines(url.cors, request.origin, url.ownHeaders ?? [])
  const failure = corsCheck(lines, request.origin, request.withCredentials)
  return { isRefused, isSameOrigin: false, preflight, answer: { lines, failure }, stop }
}

export const sureStop = (stop: Stop | null | undefined): Stop | null => (stop?.isSure ? stop : null)

function preflightOf(url: SimulatedUrl, request: ReadRequest): Preflight {
  const { origin, method, withCredentials, rules } = request
  const headers = request.unsafe.map(({ name }) => name)
  const answer = preflightAnswer(url, { origin, method, headers })
  const failure =
    corsCheck(answer.lines, origin, withCredentials) ??
    preflightCheck(answer.status, answer.lines, { method, headers, withCredentials }, rules)
  return { ...answer, failure }
}

function preflightAnswer(
  { cors, ownHeaders = [], ownStatus = 200, stops }: SimulatedUrl,
  question: { origin: string; method: string; headers: readonly string[] },
): Omit<Preflight, 'failure'> {
  const stop = sureStop(stops?.preflight)
  if (stop) return { answeredBy: 'refusal', refusal: null, status: stop.statuses[0] ?? 403, lines: [] }
  if (!isAnswering(cors)) {
    const lines = answerLines(cors, question.origin, ownHeaders)
    return { answeredBy: 'function', refusal: null, status: ownStatus, lines }
  }
  const refusal = preflightRefusal(cors, question)
  const lines = refusal ? [] : allowedPreflightLines(cors, question.origin)
  return { answeredBy: 'lambda', refusal, status: 200, lines }
}

/** The verdict of an exchange. */
export function verdictOf({ isRefused, isSameOrigin: isSame, answer, stop }: Exchange) {
  if (isRefused) return 'refused-by-fetch'
  if (stop) return 'refused-by-lambda'
  if (isSame) return 'same-origin'
  return answer && answer.failure === null ? 'allowed' : 'blocked'
}

/** The headers as a browser looks at them when it decides what to ask for. */
function judgedHeaders(sent: readonly HeaderLine[], rules: BrowserRules): readonly HeaderLine[] {
  const headers = rules.isJoiningRepeatedHeaders ? joined(sent) : sent
  return rules.isUserAgentUnasked ? headers.filter(([name]) => asciiLower(name) !== 'user-agent') : headers
}

/** Repeated headers as one line each, the values joined with a comma and a space. */
function joined(headers: readonly HeaderLine[]): HeaderLine[] {
  const values = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = asciiLower(name)
    const already = values.get(key)
    values.set(key, already === undefined ? value : `${already}, ${value}`)
  }
  return [...values]
}
