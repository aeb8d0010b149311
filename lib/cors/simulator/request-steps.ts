import { type Exchange, needsPreflight, type ReadRequest } from '@/lib/cors/simulator/exchange'
import { isSafelistedMethod, SAFELIST_LIMITS, type UnsafeHeader } from '@/lib/cors/simulator/safelist'
import {
  FETCH,
  type PageRequest,
  type SimulatedUrl,
  type SimulationStep,
} from '@/lib/cors/simulator/simulation'
import { emptyCorsStep, originMatchStep } from '@/lib/cors/simulator/unsure-steps'
import { counted } from '@/lib/text/counted'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** What happens before anything is sent: what `fetch()` takes, whether CORS applies, whether a preflight is needed. */
export function requestSteps(
  url: SimulatedUrl,
  page: PageRequest,
  request: ReadRequest,
  { isRefused, isSameOrigin }: Exchange,
): SimulationStep[] {
  if (isRefused) return [refusedStep(request)]
  const taken = takenStep(page, request)
  if (isSameOrigin) return [taken, sameOriginStep()]
  const unsure = [emptyCorsStep(url), originMatchStep(url, request.origin)].filter((step) => step !== null)
  return [taken, crossOriginStep(request.origin), ...unsure, preflightNeededStep(request)]
}

function refusedStep({ method, methodRefusal, invalid }: ReadRequest): SimulationStep {
  const step = { id: 'request', status: 'fail' } as const
  if (methodRefusal === 'forbidden') {
    const title = `A page cannot send ${method}: fetch() throws a TypeError, and nothing is sent.`
    return { ...step, title, section: FETCH.methods }
  }
  if (methodRefusal === 'not-a-token') {
    const title = `${quoted(method) || 'An empty text'} is no method: fetch() throws a TypeError, and nothing is sent.`
    return { ...step, title, section: FETCH.requestClass }
  }
  const name = quoted(invalid?.[0] ?? '') || 'without a name'
  const title = `The header ${name} cannot be sent: fetch() throws a TypeError, and nothing is sent.`
  const detail =
    'A header has a name without spaces, and a value without line breaks and without characters above U+00FF.'
  return { ...step, title, detail, section: FETCH.headersClass }
}

function takenStep(page: PageRequest, { method, sent, dropped }: ReadRequest): SimulationStep {
  const names = sent.length === 0 ? 'no header of its own' : counted(sent.length, 'header')
  const credentials = page.withCredentials ? 'with credentials' : 'without credentials'
  const title = `The page calls fetch() with ${method} and ${names}, ${credentials}.`
  const details = [
    method === page.method ? '' : `fetch() writes ${page.method} in capitals.`,
    isLowerCasePatch(method) ? 'fetch() keeps patch as it is typed: write PATCH in capitals.' : '',
    dropped.length === 0 ? '' : `The browser sets ${listed(dropped)} itself and drops what the script gives.`,
  ].filter((detail) => detail !== '')
  const detail = details.length === 0 ? {} : { detail: details.join(' ') }
  return { id: 'request', status: 'pass', title, ...detail, section: FETCH.requestClass, headers: sent }
}

const isLowerCasePatch = (method: string) => method !== 'PATCH' && method.toUpperCase() === 'PATCH'

function sameOriginStep(): SimulationStep {
  const title = 'The page is on the function URL’s own origin, so CORS does not apply.'
  return { id: 'cross-origin', status: 'pass', title, section: FETCH.mainFetch }
}

function crossOriginStep(origin: string): SimulationStep {
  const title =
    origin === 'null'
      ? 'The page has an opaque origin, so the browser sends Origin: null and CORS applies.'
      : 'The page is on another origin than the function URL, so CORS applies.'
  const detail = origin === 'null' ? 'Sandboxed frames, data: addresses and files have one.' : undefined
  return { id: 'cross-origin', status: 'pass', title, ...(detail && { detail }), section: FETCH.mainFetch }
}

function preflightNeededStep(request: ReadRequest): SimulationStep {
  const step = { id: 'preflight-needed', status: 'pass', section: FETCH.mainFetch } as const
  if (!needsPreflight(request)) {
    const title = `No preflight is needed: ${request.method} and the headers are safelisted.`
    return { ...step, title }
  }
  const isMethodSafe = isSafelistedMethod(request.method)
  const [first] = request.unsafe
  const title = !isMethodSafe
    ? `${request.method} is not a CORS-safelisted method, so the browser sends a preflight.`
    : `${first ? capital(unsafeSentence(first)) : ''} So the browser sends a preflight.`
  const others = isMethodSafe ? request.unsafe.slice(1) : request.unsafe
  const detail = others.map((header) => capital(unsafeSentence(header))).join(' ')
  return { ...step, title, ...(detail && { detail }) }
}

function unsafeSentence({ name, reason }: UnsafeHeader): string {
  switch (reason) {
    case 'name':
      return `the header ${name} is not safelisted.`
    case 'value-length':
      return `the value of ${name} is longer than ${SAFELIST_LIMITS.value} bytes.`
    case 'value-bytes':
      return `the value of ${name} has characters that are not safelisted.`
    case 'content-type':
      return `the value of ${name} is not one that an HTML form can send.`
    case 'range':
      return `the value of ${name} is not a simple range such as bytes=0-99.`
    case 'total-length':
      return `the values of the safelisted headers, ${name} among them, come to more than 1,024 bytes.`
  }
}

const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)
