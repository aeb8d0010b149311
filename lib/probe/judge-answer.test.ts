import { describe, expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import { deny, invoke, open, signed, UNREADABLE, url } from '@/lib/access/fixtures/access-states'
import type { HeaderLine, PageRequest } from '@/lib/cors/simulator/simulation'
import { ok } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { explainDifferences } from '@/lib/probe/compare-cors'
import { judgeAnswer } from '@/lib/probe/judge-answer'

const OPEN = open(url(), invoke())
const ORIGIN = 'https://shop.example'
const CONFIG: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.eu-central-1.on.aws/',
  FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:f',
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  Cors: {
    AllowOrigins: [ORIGIN],
    AllowMethods: ['GET', 'PUT'],
    AllowHeaders: ['x-a'],
    ExposeHeaders: ['x-b'],
  },
  CreationTime: '2026-01-01T00:00:00Z',
  LastModifiedTime: '2026-01-01T00:00:00Z',
}
const PUT: PageRequest = { origin: ORIGIN, method: 'PUT', headers: [['x-a', '1']], withCredentials: false }
const GET: PageRequest = { ...PUT, method: 'GET', headers: [] }
const ALLOWED: HeaderLine[] = [
  ['Access-Control-Allow-Origin', ORIGIN],
  ['Access-Control-Allow-Headers', 'x-a'],
  ['Vary', 'Origin'],
  ['Access-Control-Allow-Methods', 'PUT, GET'],
]
const ANSWERED: HeaderLine[] = [
  ['access-control-allow-origin', ORIGIN],
  ['vary', 'Origin'],
  ['access-control-expose-headers', 'x-b'],
]

function judged(of: 'preflight' | 'request', request: PageRequest, lines: HeaderLine[], status = 200) {
  const answer = judgeAnswer(of, { config: CONFIG, access: OPEN }, request, { status, lines })
  return { ...answer, notes: explainDifferences({ of, status, rows: answer.rows, isConfigured: true }) }
}

describe('a preflight', () => {
  test('that came as predicted needs no explanation; the order of lists means nothing', () => {
    const { predicted, observed, rows, notes } = judged('preflight', PUT, ALLOWED)
    expect([predicted, observed]).toEqual([true, { isPassed: true, message: null }])
    expect(rows.every(({ isSame }) => isSame)).toBe(true)
    expect(notes).toEqual([])
  })

  test('without any CORS header is what Lambda does not allow, or an earlier configuration', () => {
    const { predicted, observed, notes } = judged('preflight', PUT, [])
    expect([predicted, observed.isPassed]).toEqual([true, false])
    expect(observed.message).toMatch(/No 'Access-Control-Allow-Origin' header/)
    expect(notes[0]).toMatch(/has no CORS header/)
    expect(notes[1]).toMatch(/last minute/)
  })

  test.each([
    [403, /403 is not a matter of CORS/],
    [429, /429 is not a matter of CORS/],
    [502, /the function failed/],
  ])('answered with %i is explained by that alone', (status, words) => {
    const { observed, notes } = judged('preflight', PUT, [], status)
    expect(observed.isPassed).toBe(false)
    expect(notes).toEqual([expect.stringMatching(words)])
  })
})

describe('a request', () => {
  test('that came as predicted can be read', () => {
    const { predicted, observed, notes } = judged('request', GET, ANSWERED)
    expect([predicted, observed.isPassed, notes]).toEqual([true, true, []])
  })

  test('with a header twice cannot, and both lines are named', () => {
    const lines: HeaderLine[] = [['access-control-allow-origin', '*'], ...ANSWERED]
    const { predicted, observed, rows, notes } = judged('request', GET, lines)
    expect([predicted, observed.isPassed]).toEqual([true, false])
    expect(rows[0]).toMatchObject({ predicted: [ORIGIN], received: ['*', ORIGIN], isSame: false })
    expect(notes).toEqual([expect.stringMatching(/came 2 times \(\* and https:\/\/shop\.example\)/)])
  })

  test('with a header that nobody configured: it is the function’s', () => {
    const { notes } = judged('request', GET, [...ANSWERED, ['access-control-max-age', '5']])
    expect(notes[0]).toMatch(/^Access-Control-Max-Age came without being configured/)
  })

  test('whose preflight fails would not be sent, and its answer is predicted all the same', () => {
    const { predicted, isSentByBrowser, rows, notes } = judged(
      'request',
      { ...PUT, method: 'DELETE' },
      ANSWERED,
    )
    expect([predicted, isSentByBrowser]).toEqual([true, false])
    expect(rows.every(({ isSame }) => isSame)).toBe(true)
    expect(notes).toEqual([])
  })
})

describe('who may call is part of the prediction', () => {
  const judge = (access: AccessFacts) =>
    judgeAnswer('request', { config: CONFIG, access }, GET, { status: 403, lines: [] })

  test.each<[string, AccessFacts, boolean | null, readonly number[] | null]>([
    ['half a grant', open(url()), false, [403]],
    ['a Deny', open(url(), invoke(), deny()), false, [403]],
    ['nobody signed', signed(), false, [403]],
    ['reserved concurrency 0', { ...OPEN, reservedConcurrency: ok(0) }, false, [429]],
    ['a policy that cannot be read', { ...OPEN, policy: UNREADABLE }, null, null],
    ['all is open', OPEN, true, null],
  ])('%s', (_title, access, predicted, statuses) => {
    const judged = judge(access)
    expect(judged.predicted).toBe(predicted)
    expect(judged.predictedStop?.statuses ?? null).toEqual(statuses)
  })

  test('while access is being read, nothing is predicted', () => {
    const answer = judgeAnswer('request', { config: CONFIG, access: undefined }, GET, {
      status: 403,
      lines: [],
    })
    expect(answer.predicted).toBeNull()
  })

  test('a preflight with CORS off is refused as any request is', () => {
    const put = { ...PUT, headers: [] }
    const config = { ...CONFIG, Cors: undefined }
    const judged = judgeAnswer('preflight', { config, access: signed() }, put, { status: 403, lines: [] })
    expect(judged).toMatchObject({ predicted: false, predictedStop: { statuses: [403] } })
  })
})
