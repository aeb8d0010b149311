import { answerSteps } from '@/lib/cors/simulator/answer-steps'
import { type BrowserRules, CHROME, STANDARD } from '@/lib/cors/simulator/browser-rules'
import { consoleMessages } from '@/lib/cors/simulator/console-message'
import {
  type Exchange,
  exchangeOf,
  type ReadRequest,
  readRequest,
  sureStop,
  verdictOf,
} from '@/lib/cors/simulator/exchange'
import { exposureOf, readableHeadersOf } from '@/lib/cors/simulator/exposed-headers'
import { preflightSteps } from '@/lib/cors/simulator/preflight-steps'
import { requestSteps } from '@/lib/cors/simulator/request-steps'
import type {
  PageRequest,
  ReadableHeaders,
  SimulatedFailure,
  SimulatedUrl,
  Simulation,
  SimulationStep,
} from '@/lib/cors/simulator/simulation'
import { VERDICT_DOUBTS } from '@/lib/cors/simulator/unsure-steps'

/**
 * What a browser and a function URL would say to each other, step by step: the Fetch standard's CORS protocol
 * against what Lambda answers for a Cors configuration (Lambda developer guide, "Cross-origin resource sharing
 * (CORS)" of function URLs, and recorded answers). By other rules than the standard's it says what a browser does
 * that departs from it. Without network or clock, and never throws.
 */
export function simulateCors(
  url: SimulatedUrl,
  page: PageRequest,
  rules: BrowserRules = STANDARD,
): Simulation {
  const request = readRequest(page, rules)
  const exchange = exchangeOf(url, request)
  const inChrome = rules === CHROME ? exchange : exchangeOf(url, readRequest(page, CHROME))
  const failureInChrome = firstFailure(inChrome)
  const stop = exchange.stop ?? (exchange.isRefused ? null : sureStop(url.stops?.request))
  const messages = failureInChrome ? consoleMessages(url.address, page.origin, failureInChrome) : []
  const steps = [
    ...requestSteps(url, page, request, exchange),
    ...preflightSteps(url, request, exchange),
    ...answerSteps(url, request, exchange),
  ]
  return {
    preflight: exchange.preflight === null ? 'not-sent' : exchange.preflight.failure ? 'failed' : 'passed',
    verdict: verdictOf(exchange),
    steps,
    failure: firstFailure(exchange),
    stop,
    refusal: exchange.preflight?.refusal ?? null,
    chromeVerdict: verdictOf(inChrome),
    consoleMessage: messages[0] ?? null,
    consoleMessages: messages,
    readableHeaders: readableOf(url, request, exchange),
    // A request that is refused whatever CORS says is refused for sure.
    isUnsure: stop === null && steps.some(isDoubt),
  }
}

const isDoubt = ({ id, status }: SimulationStep) => status === 'unsure' && VERDICT_DOUBTS.has(id)

function firstFailure({ preflight, answer }: Exchange): SimulatedFailure | null {
  if (preflight?.failure) return { ...preflight.failure, of: 'preflight' }
  return answer?.failure ? { ...answer.failure, of: 'answer' } : null
}

function readableOf(
  { ownStatus }: SimulatedUrl,
  request: ReadRequest,
  { answer, isSameOrigin, stop }: Exchange,
): ReadableHeaders | null {
  if (answer === null || answer.failure || stop) return null
  const exposure = exposureOf(answer.lines, isSameOrigin, request.withCredentials)
  return readableHeadersOf(answer.lines, exposure, ownStatus)
}
