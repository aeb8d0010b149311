import { answerSteps } from '@/lib/cors/answer-steps'
import { consoleMessage } from '@/lib/cors/console-message'
import { type Exchange, exchangeOf, type ReadRequest, readRequest, verdictOf } from '@/lib/cors/exchange'
import { exposureOf, readableHeadersOf } from '@/lib/cors/exposed-headers'
import { preflightSteps } from '@/lib/cors/preflight-steps'
import { requestSteps } from '@/lib/cors/request-steps'
import type {
  PageRequest,
  ReadableHeaders,
  SimulatedUrl,
  Simulation,
  SimulationStep,
} from '@/lib/cors/simulation'
import { VERDICT_DOUBTS } from '@/lib/cors/unsure-steps'

/**
 * What a browser and a function URL would say to each other, step by step: the Fetch standard's CORS protocol
 * against what Lambda answers for a Cors configuration (Lambda developer guide, "Cross-origin resource sharing
 * (CORS)" of function URLs, and recorded answers). Without network or clock, and never throws.
 */
export function simulateCors(url: SimulatedUrl, page: PageRequest): Simulation {
  const request = readRequest(page)
  const exchange = exchangeOf(url, request)
  const steps = [
    ...requestSteps(url, page, request, exchange),
    ...preflightSteps(url, request, exchange),
    ...answerSteps(url, request, exchange),
  ]
  return {
    preflight: exchange.preflight === null ? 'not-sent' : exchange.preflight.failure ? 'failed' : 'passed',
    verdict: verdictOf(exchange),
    steps,
    consoleMessage: messageOf(url.address, request.origin, exchange),
    readableHeaders: readableOf(request, exchange),
    isUnsure: steps.some(isDoubt),
  }
}

const isDoubt = ({ id, status }: SimulationStep) => status === 'unsure' && VERDICT_DOUBTS.has(id)

function messageOf(address: string, origin: string, { preflight, answer }: Exchange): string | null {
  if (preflight?.failure) return consoleMessage(address, origin, preflight.failure, true)
  return answer?.failure ? consoleMessage(address, origin, answer.failure, false) : null
}

function readableOf(request: ReadRequest, { answer, isSameOrigin }: Exchange): ReadableHeaders | null {
  if (answer === null || answer.failure) return null
  return readableHeadersOf(answer.lines, exposureOf(answer.lines, isSameOrigin, request.withCredentials))
}
