import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CorsCase, placed } from '@/lib/cors/fixtures/cors-case'
import { corsCase } from '@/lib/cors/fixtures/cors-case-arbitraries'
import { CHROME } from '@/lib/cors/simulator/browser-rules'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import {
  type PageRequest,
  type SimulatedUrl,
  type Simulation,
  STEP_IDS,
  type StepStatus,
  type Stop,
} from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

const APP = 'https://app.example'
const ADDRESS = 'https://abc.lambda-url.eu-central-1.on.aws/orders'
const CORS: Cors = {
  AllowOrigins: [APP],
  AllowMethods: ['GET', 'PUT'],
  AllowHeaders: ['x-token'],
  MaxAge: 60,
}

function simulated(url: Partial<SimulatedUrl> = {}, request: Partial<PageRequest> = {}): Simulation {
  return simulateCors(
    { address: ADDRESS, cors: CORS, ...url },
    { origin: APP, method: 'GET', headers: [], withCredentials: false, ...request },
  )
}

const trace = ({ steps }: Simulation) => steps.map(({ id, status }): [string, StepStatus] => [id, status])
const blocked = (reason: string, origin = APP) =>
  `Access to fetch at '${ADDRESS}' from origin '${origin}' has been blocked by CORS policy: ${reason}`
const CHECK = "Response to preflight request doesn't pass access control check: "
const HINT = ' Have the server send the header with a valid value.'

describe('the trace', () => {
  test('Fetch §4.1: a safelisted request goes without a preflight', () => {
    const simulation = simulated({ ownHeaders: [['x-own', '1']] })
    expect(simulation).toMatchObject({ preflight: 'not-sent', verdict: 'allowed', consoleMessage: null })
    expect(trace(simulation)).toEqual([
      ['request', 'pass'],
      ['cross-origin', 'pass'],
      ['preflight-needed', 'pass'],
      ['request-sent', 'pass'],
      ['answer', 'pass'],
      ['answer-origin', 'pass'],
      ['readable-headers', 'pass'],
    ])
    expect(simulation.readableHeaders?.hidden).toContain('x-own')
  })

  test('Fetch §4.8: a preflight asks for sorted, lower-case names, and every check passes', () => {
    const cors = { ...CORS, AllowHeaders: ['x-token', 'Content-Type'], AllowCredentials: true }
    const headers = [
      ['X-Token', '1'],
      ['content-type', 'application/json'],
      ['cookie', 'a=1'],
    ] as const
    const simulation = simulated({ cors }, { method: 'put', headers, withCredentials: true })
    expect(simulation).toMatchObject({
      preflight: 'passed',
      verdict: 'allowed',
      failure: null,
      refusal: null,
    })
    expect(simulation.steps.find(({ id }) => id === 'preflight-request')?.headers).toEqual([
      ['Origin', APP],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'content-type,x-token'],
    ])
    expect(simulation.steps.every(({ status }) => status === 'pass')).toBe(true)
    expect(simulation.steps[0]?.detail).toContain('cookie')
  })

  test('says what Lambda holds against a preflight, and that the request is never sent', () => {
    const request = { origin: 'https://other.example', method: 'DELETE', headers: [['x-a', '1']] as const }
    const simulation = simulated({}, request)
    expect(simulation).toMatchObject({
      preflight: 'failed',
      verdict: 'blocked',
      refusal: { origin: true, method: true, headers: ['x-a'] },
      failure: { of: 'preflight', kind: 'origin-missing' },
    })
    expect(trace(simulation).slice(-3)).toEqual([
      ['preflight-answer', 'fail'],
      ['preflight-origin', 'fail'],
      ['request-sent', 'skipped'],
    ])
  })

  test('tells an entry with a slash at the end from the origin', () => {
    const { steps } = simulated({ cors: { ...CORS, AllowOrigins: [`${APP}/`] } }, { method: 'PUT' })
    expect(steps.find(({ id }) => id === 'preflight-answer')?.detail).toContain('slash')
  })

  test('Fetch §4.1: on the function URL’s own origin CORS does not apply', () => {
    const own = simulated({}, { origin: new URL(ADDRESS).origin, method: 'DELETE', headers: [['x-a', '1']] })
    expect(own).toMatchObject({
      verdict: 'same-origin',
      preflight: 'not-sent',
      readableHeaders: { isEvery: true },
    })
  })

  test.each([
    ['a forbidden method', { method: 'TRACE' }],
    ['a method that is none', { method: 'P UT' }],
    ['a header that cannot be sent', { headers: [['x a', '1']] as const }],
  ])('Fetch §5.4: fetch() itself refuses %s', (_what, request) => {
    const simulation = simulated({}, request)
    expect(simulation).toMatchObject({
      verdict: 'refused-by-fetch',
      consoleMessage: null,
      readableHeaders: null,
    })
    expect(trace(simulation)).toEqual([['request', 'fail']])
  })

  test('Fetch §4.9: tells the max age with the caps of browsers', () => {
    const { steps } = simulated({ cors: { ...CORS, MaxAge: 86_400 } }, { method: 'PUT' })
    const step = steps.find(({ id }) => id === 'preflight-max-age')
    expect(step).toMatchObject({ status: 'pass' })
    expect(step?.detail).toBe(
      'Chrome caches it for at most 2 hours. Safari caches it for at most 10 minutes.',
    )
  })
})

describe('Chrome’s message', () => {
  const cors = { ...CORS, AllowCredentials: true }
  const own = (value: string) => ({
    cors: undefined,
    ownHeaders: [['access-control-allow-origin', value]] as const,
  })
  const answering = (...lines: [string, string][]) => ({
    cors: undefined,
    ownHeaders: [...own(APP).ownHeaders, ...lines],
  })

  test.each<[string, Partial<SimulatedUrl>, Partial<PageRequest>, string]>([
    [
      'no origin',
      { cors: undefined },
      {},
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    ],
    [
      'a refused preflight',
      {},
      { method: 'PATCH' },
      `${CHECK}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ],
    [
      'the wildcard with credentials',
      { cors: { AllowOrigins: ['*'] } },
      { withCredentials: true },
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    ],
    [
      'the same header twice',
      { ownHeaders: own('*').ownHeaders },
      {},
      `The 'Access-Control-Allow-Origin' header contains multiple values '*, ${APP}', but only one is allowed.${HINT}`,
    ],
    [
      'no origin at all',
      own('nonsense'),
      {},
      `The 'Access-Control-Allow-Origin' header contains the invalid value 'nonsense'.${HINT}`,
    ],
    [
      'another origin',
      own('https://a.example'),
      { method: 'PUT' },
      `${CHECK}The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin.${HINT}`,
    ],
    [
      'credentials not allowed',
      {},
      { withCredentials: true },
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
    ],
    [
      'no ok status',
      { ...answering(), ownStatus: 404 },
      { method: 'PUT' },
      `${CHECK}It does not have HTTP ok status.`,
    ],
    [
      'methods that cannot be read',
      answering(['access-control-allow-methods', 'a b']),
      { method: 'PUT' },
      'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
    ],
    [
      'headers that cannot be read',
      answering(['access-control-allow-headers', 'a b']),
      { method: 'PUT' },
      'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
    ],
    [
      '* for methods with credentials',
      { cors: { ...cors, AllowMethods: ['*'] } },
      { method: 'PATCH', withCredentials: true },
      'Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.',
    ],
    [
      '* for headers with credentials',
      { cors: { ...cors, AllowHeaders: ['*'] } },
      { headers: [['X-A', '1']], withCredentials: true },
      'Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.',
    ],
  ])('%s', (_what, url, request, reason) => {
    expect(simulated(url, request).consoleMessage).toBe(blocked(reason))
  })

  test('names the page’s opaque origin', () => {
    expect(simulated({}, { origin: 'null' }).consoleMessage).toContain("from origin 'null'")
  })

  test('is none where Chrome lets * cover Authorization, which the standard does not', () => {
    const url = { cors: { ...CORS, AllowHeaders: ['*'] } }
    const request = { headers: [['Authorization', 'Bearer x']] as const }
    const simulation = simulated(url, request)
    expect(simulation).toMatchObject({ verdict: 'blocked', chromeVerdict: 'allowed', consoleMessage: null })
    expect(simulation.steps.find(({ status }) => status === 'fail')?.detail).toContain('Chrome')
  })
})

const open403: Stop = { statuses: [403], isSure: false, reason: 'It depends on who calls.' }
const sure = (status: 403 | 429): Stop => ({ statuses: [status], isSure: true, reason: 'Nobody may call.' })

describe('what stops a request in front of the function', () => {
  test('a request that CORS allows gets 403, and the function does not run', () => {
    const simulation = simulated({ stops: { preflight: null, request: sure(403) } })
    expect(simulation).toMatchObject({
      verdict: 'refused-by-lambda',
      stop: { statuses: [403] },
      failure: { of: 'answer', kind: 'origin-missing' },
      readableHeaders: null,
      isUnsure: false,
    })
    expect(trace(simulation).slice(3)).toEqual([
      ['request-sent', 'pass'],
      ['answer-auth', 'fail'],
      ['answer-origin', 'fail'],
      ['readable-headers', 'skipped'],
    ])
    expect(simulation.steps.map(({ title }) => title).join(' ')).not.toMatch(/function (runs|has run)/)
  })

  test('a preflight that CORS refuses is the browser’s block, and what comes behind it is known', () => {
    const stops = { preflight: null, request: sure(429) }
    expect(simulated({ stops }, { method: 'DELETE' })).toMatchObject({
      verdict: 'blocked',
      refusal: { method: true },
      stop: { statuses: [429] },
    })
  })

  test('a preflight with CORS off is refused itself', () => {
    const stops = { preflight: sure(403), request: null }
    const simulation = simulated({ cors: {}, stops }, { method: 'PUT' })
    expect(simulation).toMatchObject({ verdict: 'refused-by-lambda', preflight: 'failed' })
    expect(trace(simulation).at(-1)).toEqual(['request-sent', 'skipped'])
  })

  test('the own origin reads the 403', () => {
    const stops = { preflight: null, request: sure(403) }
    const simulation = simulated({ stops }, { origin: new URL(ADDRESS).origin })
    expect(simulation).toMatchObject({
      verdict: 'refused-by-lambda',
      consoleMessage: null,
      readableHeaders: null,
    })
  })
})

describe('what AWS was never seen doing is not claimed', () => {
  const unsure = (simulation: Simulation) =>
    simulation.steps.filter(({ status }) => status === 'unsure').map(({ id }) => id)

  test.each<[string, Partial<SimulatedUrl>, Partial<PageRequest>, string[], boolean]>([
    [
      'an origin in another case',
      { cors: { ...CORS, AllowOrigins: ['https://APP.example'] } },
      {},
      ['origin-match'],
      true,
    ],
    [
      'a wildcard within an origin',
      { cors: { ...CORS, AllowOrigins: ['https://*.example'] } },
      {},
      ['origin-match'],
      true,
    ],
    ['another origin', { cors: { ...CORS, AllowOrigins: ['https://*.com'] } }, {}, [], false],
    ['members without an origin', { cors: { AllowOrigins: [], MaxAge: 0 } }, {}, ['cors-empty'], true],
    ['CORS that is off', { cors: {} }, {}, [], false],
    [
      'who may call cannot be told: neither of the preflight nor of the request',
      { stops: { preflight: open403, request: open403 } },
      { method: 'PUT' },
      ['preflight-auth', 'answer-auth'],
      true,
    ],
    [
      'a preflight that may be refused, before a request that is: the end is certain',
      { stops: { preflight: open403, request: { ...open403, isSure: true } } },
      { method: 'PUT' },
      ['preflight-auth'],
      false,
    ],
    [
      'no max age: the verdict stands',
      { cors: { ...CORS, MaxAge: undefined } },
      { method: 'PUT' },
      ['preflight-max-age'],
      false,
    ],
  ])('%s', (_what, url, request, ids, isUnsure) => {
    const simulation = simulated(url, request)
    expect(unsure(simulation)).toEqual(ids)
    expect(simulation.isUnsure).toBe(isUnsure)
  })
})

describe('whatever is asked', () => {
  const simulatedCase = (each: CorsCase, origin = APP) => {
    const { url, request } = placed(each, origin, ADDRESS)
    return simulateCors(url, request)
  }

  test('the trace is in order, ends in the verdict, and answers the same each time', () => {
    fc.assert(
      fc.property(corsCase, (each) => {
        const simulation = simulatedCase(each)
        const ids = simulation.steps.map(({ id }) => STEP_IDS.indexOf(id))
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
        const isAnswered = simulation.steps.at(-1)?.id === 'readable-headers' && simulation.failure === null
        expect(isAnswered).toBe(['allowed', 'same-origin'].includes(simulation.verdict))
        expect(simulation.readableHeaders !== null).toBe(isAnswered)
        expect(simulation.steps.every(({ title }) => /[.]$/.test(title))).toBe(true)
        expect(simulatedCase(structuredClone(each))).toEqual(simulation)
      }),
    )
  })

  test('the order of headers and of entries changes no verdict', () => {
    fc.assert(
      fc.property(corsCase, (each) => {
        const turned = <T>(list: T[] | undefined) => list?.toReversed()
        const { cors } = each
        const other: CorsCase = {
          ...each,
          headers: each.headers.toReversed(),
          cors: cors && {
            ...cors,
            AllowOrigins: turned(cors.AllowOrigins),
            AllowMethods: turned(cors.AllowMethods),
            AllowHeaders: turned(cors.AllowHeaders),
          },
        }
        expect(simulatedCase(other).verdict).toBe(simulatedCase(each).verdict)
      }),
    )
  })

  test('allowing one origin more leaves every other page as it is', () => {
    fc.assert(
      fc.property(
        corsCase.filter(({ cors }) => (cors?.AllowOrigins?.length ?? 0) > 0),
        (each) => {
          const AllowOrigins = [...(each.cors?.AllowOrigins ?? []), 'https://new.example']
          const more = simulatedCase({ ...each, cors: { ...each.cors, AllowOrigins } })
          expect(more.verdict).toBe(simulatedCase(each).verdict)
          expect(more.consoleMessage).toBe(simulatedCase(each).consoleMessage)
        },
      ),
    )
  })

  test('Chrome’s rules give Chrome’s verdict', () => {
    fc.assert(
      fc.property(corsCase, (each) => {
        const { url, request } = placed(each, APP, ADDRESS)
        expect(simulateCors(url, request, CHROME).verdict).toBe(simulateCors(url, request).chromeVerdict)
      }),
    )
  })
})
