import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corsConfig, ownHeaders } from '@/lib/cors/fixtures/cors-config-arbitraries'
import {
  allowedPreflightLines,
  answerLines,
  isAnswering,
  preflightRefusal,
} from '@/lib/cors/simulator/lambda-answer'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { storedCors } from '@/lib/sandbox/build'
import { preflightAnswer, withCors } from '@/lib/sandbox/data-plane/url-cors'
import type { SandboxRequest } from '@/lib/sandbox/route'

/** The configuration that the answers of Lambda were recorded with. */
const RECORDED: Cors = {
  AllowOrigins: ['https://allowed.example'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['x-allowed', 'content-type'],
  ExposeHeaders: ['x-owned'],
  AllowCredentials: true,
  MaxAge: 321,
}
const ALLOWED = 'https://allowed.example'

describe('Lambda’s answers, as recorded', () => {
  test('gives an allowed preflight its whole lists and no exposed headers', () => {
    expect(preflightRefusal(RECORDED, { origin: ALLOWED, method: 'POST', headers: ['x-allowed'] })).toBeNull()
    expect(allowedPreflightLines(RECORDED, ALLOWED)).toEqual([
      ['access-control-allow-origin', ALLOWED],
      ['access-control-allow-headers', 'x-allowed,content-type'],
      ['vary', 'Origin'],
      ['access-control-allow-methods', 'GET,POST'],
      ['access-control-max-age', '321'],
      ['access-control-allow-credentials', 'true'],
    ])
  })

  test.each([
    ['origin', { origin: 'https://other.example' }, { origin: true, method: false, headers: [] }],
    ['method', { method: 'PUT' }, { origin: false, method: true, headers: [] }],
    [
      'header',
      { headers: ['x-b', 'x-allowed', 'x-a'] },
      { origin: false, method: false, headers: ['x-b', 'x-a'] },
    ],
  ])('refuses a preflight for its %s', (_what, change, refusal) => {
    const question = { origin: ALLOWED, method: 'GET', headers: [], ...change }
    expect(preflightRefusal(RECORDED, question)).toEqual(refusal)
  })

  test('adds to an answer what the origin may know, and nothing for another origin', () => {
    const own: HeaderLine[] = [['X-Own', '1']]
    expect(answerLines(RECORDED, ALLOWED, own)).toEqual([
      ['x-own', '1'],
      ['access-control-allow-origin', ALLOWED],
      ['vary', 'Origin'],
      ['access-control-expose-headers', 'x-owned'],
      ['access-control-allow-credentials', 'true'],
    ])
    expect(answerLines(RECORDED, 'https://other.example', own)).toEqual([['x-own', '1']])
  })

  test('lets the function’s own CORS headers stand beside its own', () => {
    const own: HeaderLine[] = [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Expose-Headers', 'x-mine'],
    ]
    const lines = answerLines(RECORDED, ALLOWED, own)
    expect(
      lines.filter(([name]) => name === 'access-control-allow-origin').map(([, value]) => value),
    ).toEqual(['*', ALLOWED])
    expect(lines).toContainEqual(['access-control-expose-headers', 'x-mine,x-owned'])
  })

  test('sends * as it is, and with credentials whatever origin asks', () => {
    const any: Cors = { AllowOrigins: ['*'] }
    expect(answerLines(any, ALLOWED, [])).toEqual([['access-control-allow-origin', '*']])
    const lines = answerLines({ ...any, AllowCredentials: true }, ALLOWED, [])
    expect(lines).toContainEqual(['access-control-allow-origin', ALLOWED])
  })
})

describe('the sandbox answers the same', () => {
  const origins = fc.constantFrom(ALLOWED, 'https://other.example', 'null', '{page}')
  const names = fc.subarray(['content-type', 'x-token', 'authorization', 'x-other'])

  test('to preflights', () => {
    const method = fc.constantFrom('GET', 'PUT', 'patch', 'FOO')
    fc.assert(
      fc.property(corsConfig, origins, method, names, (config, origin, asked, headers) => {
        const cors = config ?? undefined
        const question = { origin, method: asked, headers }
        const request = requestOf('OPTIONS', {
          origin,
          'access-control-request-method': asked,
          ...(headers.length > 0 && { 'access-control-request-headers': headers.join(',') }),
        })
        const answer = preflightAnswer(cors && storedCors(cors), request)
        const isRefused = isAnswering(cors) && preflightRefusal(cors, question) !== null
        const lines = !isAnswering(cors) ? undefined : isRefused ? [] : allowedPreflightLines(cors, origin)
        expect(answer && linesOf(answer.headers)).toEqual(lines)
      }),
    )
  })

  test('to requests, whatever the function adds', () => {
    fc.assert(
      fc.property(corsConfig, origins, ownHeaders, (config, origin, own) => {
        const cors = config ?? undefined
        const lower = own.map(([name, value]): HeaderLine => [name.toLowerCase(), value])
        const answer = { status: 200, headers: lower, body: Buffer.alloc(0) }
        const sent = withCors(cors && storedCors(cors), requestOf('GET', { origin }), answer).headers
        const sorted = (lines: readonly HeaderLine[]) => lines.map((line) => line.join(': ').trim()).sort()
        const trimmed = linesOf(sent, true).map(([name, value]): HeaderLine => [name, value.trim()])
        expect(sorted(answerLines(cors, origin, own))).toEqual(sorted(trimmed))
      }),
    )
  })
})

function requestOf(method: string, headers: Record<string, string>): SandboxRequest {
  const url = new URL('http://127.0.0.1/')
  // The rules read the method and the headers only.
  return { method, url, rawPath: '/', headers, host: '', body: Buffer.alloc(0), raw: {} as IncomingMessage }
}

/** In lower case, without the Content-Type that every answer has. */
function linesOf(headers: readonly HeaderLine[], withType = false): HeaderLine[] {
  const lines = headers.map(([name, value]): HeaderLine => [name.toLowerCase(), value])
  return withType ? lines : lines.filter(([name]) => name !== 'content-type')
}
