import { describe, expect, test } from 'vitest'
import type { HeaderLine, PageRequest } from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { explainDifferences } from '@/lib/probe/compare-cors'
import { judgeAnswer } from '@/lib/probe/judge-answer'

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
  const answer = judgeAnswer(of, CONFIG, request, { status, lines })
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
    expect(notes[0]).toMatch(/without any CORS header/)
    expect(notes[1]).toMatch(/last minute/)
  })

  test.each([
    [403, /permissions, not of CORS/],
    [429, /throttled/],
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
