import { checkSteps } from '@/lib/cors/simulator/check-steps'
import { type Exchange, type ReadRequest, sendsOrigin } from '@/lib/cors/simulator/exchange'
import { exposureOf, readableHeadersOf } from '@/lib/cors/simulator/exposed-headers'
import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import {
  FETCH,
  type HeaderLine,
  LAMBDA_CORS,
  type SimulatedUrl,
  type SimulationStep,
} from '@/lib/cors/simulator/simulation'
import { ownCodeNote, reflectionNote, stopStep } from '@/lib/cors/simulator/unsure-steps'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** The request itself, its answer, the check of it, and what a script may read. */
export function answerSteps(url: SimulatedUrl, request: ReadRequest, exchange: Exchange): SimulationStep[] {
  const { answer, isRefused, isSameOrigin } = exchange
  if (isRefused) return []
  if (answer === null) return [neverSentStep()]
  const stopped = stopStep('answer-auth', url.stops?.request)
  const beginning = [
    sentStep(request, exchange),
    ...(stopped ? [stopped] : []),
    ...(exchange.stop ? [] : [answeredStep(url, answer.lines)]),
  ]
  if (isSameOrigin && exchange.stop) return beginning
  if (isSameOrigin) return [...beginning, readableStep(url, request, exchange, answer.lines)]
  const checks = checkSteps('answer', request, answer.failure)
  const end = answer.failure ? unreadStep(exchange) : readableStep(url, request, exchange, answer.lines)
  return [...beginning, ...checks, end]
}

function neverSentStep(): SimulationStep {
  const title = 'The request itself is never sent, so the function does not run.'
  return { id: 'request-sent', status: 'skipped', title, section: FETCH.httpFetch }
}

function sentStep({ origin, method, sent }: ReadRequest, { isSameOrigin, stop }: Exchange): SimulationStep {
  const title = `The browser sends the ${method} request${stop ? '' : ', and the function runs'}.`
  const headers: HeaderLine[] = [
    ...(sendsOrigin(method, isSameOrigin) ? [['Origin', origin] as const] : []),
    ...sent,
  ]
  return { id: 'request-sent', status: 'pass', title, section: FETCH.httpFetch, headers }
}

function answeredStep(url: SimulatedUrl, lines: readonly HeaderLine[]): SimulationStep {
  const { cors, ownHeaders } = url
  const own = new Set(ownHeaders?.map(([name]) => name.toLowerCase()))
  const step = { id: 'answer', status: 'pass', section: LAMBDA_CORS, headers: lines } as const
  const isAdding = isAnswering(cors) && lines.length > (ownHeaders?.length ?? 0)
  if (!isAdding) {
    if (!isAnswering(cors)) {
      const title = 'CORS is off: Lambda passes the function’s response on unchanged.'
      return { ...step, title, ...ownCodeNote(url) }
    }
    const title = 'Lambda adds no CORS header for this origin and passes the function’s response on.'
    return { ...step, title }
  }
  const title = 'Lambda adds its CORS headers to the function’s response.'
  if (!own.has('access-control-allow-origin')) return { ...step, title, ...reflectionNote(cors) }
  const detail =
    'The function’s own code sends Access-Control-Allow-Origin too, so the response carries it twice.'
  return { ...step, title, detail }
}

function readableStep(
  url: SimulatedUrl,
  request: ReadRequest,
  { isSameOrigin }: Exchange,
  lines: readonly HeaderLine[],
): SimulationStep {
  const exposure = exposureOf(lines, isSameOrigin, request.withCredentials)
  const { names, hidden, isEvery } = readableHeadersOf(lines, exposure, url.ownStatus)
  const title = isEvery
    ? 'The script gets the response and may read every header except Set-Cookie.'
    : `The script gets the response and may read ${listed(names.map(quoted))}.`
  const detail = hidden.length === 0 ? undefined : `Hidden from it: ${listed(hidden.map(quoted))}.`
  const section = FETCH.responses
  return { id: 'readable-headers', status: 'pass', title, ...(detail && { detail }), section }
}

function unreadStep({ stop }: Exchange): SimulationStep {
  const title = stop
    ? 'The script gets a TypeError and no response. The function does not run.'
    : 'The script gets a TypeError and no response, although the function has run.'
  return { id: 'readable-headers', status: 'skipped', title, section: FETCH.responses }
}
