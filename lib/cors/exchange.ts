import { type CorsFailure, corsCheck, preflightCheck } from '@/lib/cors/cors-check'
import {
  allowedPreflightLines,
  answerLines,
  isAnswering,
  type PreflightRefusal,
  preflightRefusal,
} from '@/lib/cors/lambda-answer'
import { methodRefusal, normalizedMethod, type ReadHeaders, readHeaders } from '@/lib/cors/request-headers'
import { isSafelistedMethod, type UnsafeHeader, unsafeHeaders } from '@/lib/cors/safelist'
import type { HeaderLine, PageRequest, SimulatedUrl } from '@/lib/cors/simulation'

/** A request as `fetch()` makes it of what the script gave. */
export interface ReadRequest extends ReadHeaders {
  origin: string
  /** Normalised. */
  method: string
  methodRefusal: 'not-a-token' | 'forbidden' | null
  withCredentials: boolean
  unsafe: UnsafeHeader[]
}

export function readRequest({ origin, method, headers, withCredentials }: PageRequest): ReadRequest {
  const read = readHeaders(headers)
  return {
    ...read,
    origin,
    method: normalizedMethod(method),
    methodRefusal: methodRefusal(method),
    withCredentials,
    unsafe: unsafeHeaders(read.sent),
  }
}

/** A preflight and what became of it. */
export interface Preflight {
  answeredBy: 'lambda' | 'function'
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
}

/** Whether the page is on the function URL's own origin. */
export function isSameOrigin(address: string, origin: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin
}

/** Fetch §4.1: a preflight is needed for a method or a header that is not safelisted. */
export function needsPreflight({ method, unsafe }: ReadRequest): boolean {
  return !isSafelistedMethod(method) || unsafe.length > 0
}

/** The exchange for a request that was read already. */
export function exchangeOf(url: SimulatedUrl, request: ReadRequest): Exchange {
  const isRefused = request.methodRefusal !== null || request.invalid !== null
  if (isRefused) return { isRefused, isSameOrigin: false, preflight: null, answer: null }
  if (isSameOrigin(url.address, request.origin)) {
    const lines = answerLines(url.cors, request.origin, url.ownHeaders ?? [])
    return { isRefused, isSameOrigin: true, preflight: null, answer: { lines, failure: null } }
  }
  const preflight = needsPreflight(request) ? preflightOf(url, request) : null
  if (preflight?.failure) return { isRefused, isSameOrigin: false, preflight, answer: null }
  const lines = answerLines(url.cors, request.origin, url.ownHeaders ?? [])
  const failure = corsCheck(lines, request.origin, request.withCredentials)
  return { isRefused, isSameOrigin: false, preflight, answer: { lines, failure } }
}

function preflightOf(url: SimulatedUrl, request: ReadRequest): Preflight {
  const { origin, method, withCredentials } = request
  const headers = request.unsafe.map(({ name }) => name)
  const answer = preflightAnswer(url, { origin, method, headers })
  const failure =
    corsCheck(answer.lines, origin, withCredentials) ??
    preflightCheck(answer.status, answer.lines, { method, headers, withCredentials })
  return { ...answer, failure }
}

function preflightAnswer(
  { cors, ownHeaders = [], ownStatus = 200 }: SimulatedUrl,
  question: { origin: string; method: string; headers: readonly string[] },
): Omit<Preflight, 'failure'> {
  if (!isAnswering(cors)) {
    const lines = answerLines(cors, question.origin, ownHeaders)
    return { answeredBy: 'function', refusal: null, status: ownStatus, lines }
  }
  const refusal = preflightRefusal(cors, question)
  const lines = refusal ? [] : allowedPreflightLines(cors, question.origin)
  return { answeredBy: 'lambda', refusal, status: 200, lines }
}

/** The verdict of an exchange. */
export function verdictOf({ isRefused, isSameOrigin: isSame, answer }: Exchange) {
  if (isRefused) return 'refused-by-fetch'
  if (isSame) return 'same-origin'
  return answer && answer.failure === null ? 'allowed' : 'blocked'
}
