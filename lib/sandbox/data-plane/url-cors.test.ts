import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { HeaderLine } from '@/lib/sandbox/data-plane/http-answer'
import { preflightAnswer, withCors } from '@/lib/sandbox/data-plane/url-cors'
import type { SandboxRequest } from '@/lib/sandbox/route'
import type { WireCors } from '@/lib/sandbox/state'

const APP = 'https://app.example'

const CORS: WireCors = {
  AllowOrigins: [APP, 'http://localhost:3000'],
  AllowMethods: ['GET', 'PUT'],
  AllowHeaders: ['content-type', 'x-token'],
}

function request(method: string, headers: Record<string, string>): SandboxRequest {
  const url = new URL('http://127.0.0.1/')
  // The rules read the method and the headers only.
  return { method, url, rawPath: '/', headers, host: '', body: Buffer.alloc(0), raw: {} as IncomingMessage }
}

function preflight(cors: WireCors | undefined, origin: string, method: string, asked?: string) {
  const headers: Record<string, string> = { origin, 'access-control-request-method': method }
  if (asked !== undefined) headers['access-control-request-headers'] = asked
  return preflightAnswer(cors, request('OPTIONS', headers))
}

function corsLines(headers: readonly HeaderLine[] = []) {
  return headers.filter(([name]) => name !== 'Content-Type').map((line) => line.join(': '))
}

const ALLOWED = [
  `Access-Control-Allow-Origin: ${APP}`,
  'Access-Control-Allow-Headers: content-type,x-token',
  'Vary: Origin',
  'Access-Control-Allow-Methods: GET,PUT',
]

type Preflight = readonly [
  title: string,
  cors: WireCors,
  origin: string,
  method: string,
  asked: string | undefined,
  lines: string[],
]

const PREFLIGHTS: Preflight[] = [
  ['everything allowed', CORS, APP, 'PUT', 'x-token', ALLOWED],
  ['no headers asked for', CORS, APP, 'GET', undefined, ALLOWED],
  ['header names in another case, with spaces', CORS, APP, 'GET', 'X-Token , Content-Type', ALLOWED],
  ['an empty list of headers', CORS, APP, 'GET', '', ALLOWED],
  ['another origin', CORS, 'https://other.example', 'GET', undefined, []],
  ['the origin with a slash', CORS, `${APP}/`, 'GET', undefined, []],
  ['the origin with another port', CORS, `${APP}:8443`, 'GET', undefined, []],
  ['the origin with another scheme', CORS, 'http://app.example', 'GET', undefined, []],
  ['another method', CORS, APP, 'DELETE', undefined, []],
  ['a header that is not listed', CORS, APP, 'GET', 'x-token,x-other', []],
  ['no method allowed at all', { AllowOrigins: [APP] }, APP, 'GET', undefined, []],
  ['no header allowed at all', { AllowOrigins: [APP], AllowMethods: ['GET'] }, APP, 'GET', 'x-token', []],
  [
    'any method and header',
    { AllowOrigins: [APP], AllowMethods: ['*'], AllowHeaders: ['*'] },
    APP,
    'DELETE',
    'x-other',
    [
      `Access-Control-Allow-Origin: ${APP}`,
      'Access-Control-Allow-Headers: *',
      'Vary: Origin',
      'Access-Control-Allow-Methods: *',
    ],
  ],
  [
    'any origin',
    { AllowOrigins: ['*'], AllowMethods: ['GET'] },
    APP,
    'GET',
    undefined,
    ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Methods: GET'],
  ],
  [
    'max age',
    { AllowOrigins: [APP], AllowMethods: ['GET'], MaxAge: 60 },
    APP,
    'GET',
    undefined,
    [
      `Access-Control-Allow-Origin: ${APP}`,
      'Vary: Origin',
      'Access-Control-Allow-Methods: GET',
      'Access-Control-Max-Age: 60',
    ],
  ],
]

describe('a preflight', () => {
  test.each(PREFLIGHTS)('%s', (_title, cors, origin, method, asked, lines) => {
    const answer = preflight(cors, origin, method, asked)
    expect(answer?.status).toBe(200)
    expect(answer?.body).toHaveLength(0)
    expect(corsLines(answer?.headers)).toEqual(lines)
  })

  test('reflects any origin for the wildcard with credentials', () => {
    const answer = preflight(
      { AllowOrigins: ['*'], AllowMethods: ['GET'], AllowCredentials: true },
      APP,
      'GET',
    )
    const lines = corsLines(answer?.headers)
    expect(lines).toContain(`Access-Control-Allow-Origin: ${APP}`)
    expect(lines).toContain('Access-Control-Allow-Credentials: true')
  })

  test.each([
    ['without CORS', undefined, 'OPTIONS', { origin: APP, 'access-control-request-method': 'GET' }],
    ['without Access-Control-Request-Method', CORS, 'OPTIONS', { origin: APP }],
    ['without Origin', CORS, 'OPTIONS', { 'access-control-request-method': 'GET' }],
    [
      'with another method than OPTIONS',
      CORS,
      'GET',
      { origin: APP, 'access-control-request-method': 'GET' },
    ],
  ])('is none %s', (_title, cors, method, headers) => {
    expect(preflightAnswer(cors, request(method, headers as Record<string, string>))).toBeUndefined()
  })
})

type Actual = readonly [
  title: string,
  cors: WireCors | undefined,
  origin: string | undefined,
  own: HeaderLine[],
  lines: string[],
]

const WITH_ALL: WireCors = { ...CORS, ExposeHeaders: ['x-owned'], AllowCredentials: true, MaxAge: 60 }

const ACTUALS: Actual[] = [
  [
    'an allowed origin',
    WITH_ALL,
    APP,
    [],
    [
      `Access-Control-Allow-Origin: ${APP}`,
      'Vary: Origin',
      'Access-Control-Expose-Headers: x-owned',
      'Access-Control-Allow-Credentials: true',
    ],
  ],
  ['another origin', WITH_ALL, 'https://other.example', [], []],
  ['no origin', WITH_ALL, undefined, [], []],
  ['no CORS', undefined, APP, [], []],
  ['any origin', { AllowOrigins: ['*'] }, APP, [], ['Access-Control-Allow-Origin: *']],
  [
    'another origin and headers of its own',
    WITH_ALL,
    'https://x.example',
    [['vary', 'Accept']],
    ['vary: Accept'],
  ],
  [
    'headers of its own that have nothing to do with CORS',
    { AllowOrigins: [APP] },
    APP,
    [['x-own', '1']],
    ['x-own: 1', `Access-Control-Allow-Origin: ${APP}`, 'Vary: Origin'],
  ],
  [
    'the same header from both',
    { AllowOrigins: [APP] },
    APP,
    [['access-control-allow-origin', '*']],
    ['access-control-allow-origin: *', `access-control-allow-origin: ${APP}`, 'Vary: Origin'],
  ],
  [
    'exposed headers from both',
    { AllowOrigins: ['*'], ExposeHeaders: ['x-a', 'x-b'] },
    APP,
    [['access-control-expose-headers', 'x-own']],
    ['Access-Control-Allow-Origin: *', 'access-control-expose-headers: x-own,x-a,x-b'],
  ],
]

describe('an ordinary request', () => {
  test.each(ACTUALS)('%s', (_title, cors, origin, own, lines) => {
    const headers: Record<string, string> = origin === undefined ? {} : { origin }
    const answer = {
      status: 200,
      headers: [['Content-Type', 'text/plain'] as const, ...own],
      body: Buffer.from('ran'),
    }
    const result = withCors(cors, request('GET', headers), answer)
    expect(corsLines(result.headers)).toEqual(lines)
    expect(result.body.toString()).toBe('ran')
  })
})
