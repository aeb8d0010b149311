import { checkSteps } from '@/lib/cors/simulator/check-steps'
import type { Exchange, Preflight, ReadRequest } from '@/lib/cors/simulator/exchange'
import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import {
  FETCH,
  type HeaderLine,
  LAMBDA_CORS,
  type PreflightRefusal,
  type SimulatedUrl,
  type SimulationStep,
} from '@/lib/cors/simulator/simulation'
import { ownCodeNote, reflectionNote, stopStep, unsetMaxAgeStep } from '@/lib/cors/simulator/unsure-steps'
import { BROWSER_MAX_AGE_CAPS, maxAgeText } from '@/lib/cors/value/max-age'
import type { Cors } from '@/lib/cors/value/schema'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** The preflight: what is asked, what is answered, every check of the answer; nothing where none is needed. */
export function preflightSteps(
  url: SimulatedUrl,
  request: ReadRequest,
  { preflight }: Exchange,
): SimulationStep[] {
  if (preflight === null) return []
  const auth = stopStep('preflight-auth', url.stops?.preflight)
  return [
    askedStep(request),
    ...(auth ? [auth] : []),
    answeredStep(url, request, preflight),
    ...checkSteps('preflight', request, preflight.failure),
    ...(preflight.failure === null ? maxAgeSteps(url, preflight) : []),
  ]
}

function askedStep({ origin, method, unsafe }: ReadRequest): SimulationStep {
  const names = unsafe.map(({ name }) => name).join(',')
  const headers: HeaderLine[] = [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as const]),
  ]
  const title = 'The browser sends the preflight, an OPTIONS request without credentials.'
  return { id: 'preflight-request', status: 'pass', title, section: FETCH.preflightFetch, headers }
}

function answeredStep(
  url: SimulatedUrl,
  request: ReadRequest,
  { answeredBy, refusal, status, lines }: Preflight,
): SimulationStep {
  const step = { id: 'preflight-answer', section: LAMBDA_CORS, headers: lines } as const
  if (answeredBy === 'function') {
    const title = `CORS is off, so the function itself answers the preflight with ${status}.`
    return { ...step, status: 'pass', title, ...ownCodeNote(url) }
  }
  if (answeredBy === 'refusal') {
    const title = `Lambda answers the preflight with ${status}, without any CORS header.`
    return {
      ...step,
      status: 'fail',
      title,
      ...(isAnswering(url.cors) ? {} : { detail: LIKE_ANY_OTHER }),
    }
  }
  if (refusal === null) {
    const title = 'Lambda allows the preflight: it answers 200 with its CORS headers.'
    return { ...step, status: 'pass', title, ...reflectionNote(url.cors) }
  }
  const title = 'Lambda does not allow the preflight: it answers 200 without any CORS header.'
  return { ...step, status: 'fail', title, detail: refusalText(refusal, url.cors, request) }
}

const LIKE_ANY_OTHER = 'CORS is off, so a preflight is a request like any other.'

function refusalText(refusal: PreflightRefusal, cors: Cors | undefined, request: ReadRequest): string {
  const { origin, method } = request
  // The commonest slip: an entry that is the page's origin but for a slash.
  const hasSlash = cors?.AllowOrigins?.includes(`${origin}/`) === true
  const reasons = [
    refusal.origin ? `AllowOrigins does not list ${quoted(origin)}.` : '',
    refusal.origin && hasSlash ? 'It lists the same with a slash at the end, which never matches.' : '',
    refusal.method ? `AllowMethods does not list ${method}.` : '',
    refusal.headers.length > 0 ? `AllowHeaders does not list ${listed(refusal.headers.map(quoted))}.` : '',
  ]
  return reasons.filter((reason) => reason !== '').join(' ')
}

function maxAgeSteps({ cors }: SimulatedUrl, { answeredBy }: Preflight): SimulationStep[] {
  if (answeredBy === 'function') return []
  const seconds = cors?.MaxAge
  if (seconds === undefined) return [unsetMaxAgeStep()]
  const step = { id: 'preflight-max-age', status: 'pass', section: FETCH.preflightCache } as const
  if (seconds <= 0)
    return [{ ...step, title: 'Max age is 0: the browser sends a preflight before every request.' }]
  const caps = Object.entries(BROWSER_MAX_AGE_CAPS).filter(([, cap]) => cap < seconds)
  const detail = caps
    .map(([browser, cap]) => `${browser} caches it for at most ${maxAgeText(cap)}.`)
    .join(' ')
  const title = `Browsers may cache this preflight for ${maxAgeText(seconds)}.`
  return [{ ...step, title, ...(detail && { detail }) }]
}
