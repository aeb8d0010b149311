import { describe, expect, test } from 'vitest'
import { CHROME, STANDARD } from '@/lib/cors/simulator/browser-rules'
import { corsCheck, preflightCheck } from '@/lib/cors/simulator/cors-check'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'

const APP = 'https://app.example'
const origin = (value: string): HeaderLine => ['access-control-allow-origin', value]
const credentials = (value: string): HeaderLine => ['access-control-allow-credentials', value]
const methods = (value: string): HeaderLine => ['access-control-allow-methods', value]
const headers = (value: string): HeaderLine => ['access-control-allow-headers', value]

describe('Fetch §4.10 CORS check', () => {
  test.each<[title: string, lines: HeaderLine[], withCredentials: boolean, kind: string | undefined]>([
    ['no header', [], false, 'origin-missing'],
    ['the wildcard', [origin('*')], false, undefined],
    [
      'the wildcard with credentials',
      [origin('*'), credentials('true')],
      true,
      'origin-wildcard-with-credentials',
    ],
    ['the origin', [origin(APP)], false, undefined],
    ['the origin with a slash', [origin(`${APP}/`)], false, 'origin-mismatch'],
    ['the origin in capitals', [origin('https://APP.example')], false, 'origin-mismatch'],
    ['null for another origin', [origin('null')], false, 'origin-mismatch'],
    ['a list', [origin(`${APP}, ${APP}`)], false, 'origin-multiple'],
    ['two lines', [origin('*'), origin('*')], false, 'origin-multiple'],
    ['two with a space', [origin(`${APP} ${APP}`)], false, 'origin-multiple'],
    ['no origin at all', [origin('app.example')], false, 'origin-invalid'],
    ['an empty value', [origin('')], false, 'origin-invalid'],
    ['credentials allowed', [origin(APP), credentials('true')], true, undefined],
    ['credentials not mentioned', [origin(APP)], true, 'credentials-not-true'],
    ['credentials in capitals', [origin(APP), credentials('TRUE')], true, 'credentials-not-true'],
    [
      'credentials twice',
      [origin(APP), credentials('true'), credentials('true')],
      true,
      'credentials-not-true',
    ],
    ['no credentials asked for', [origin(APP), credentials('false')], false, undefined],
  ])('%s', (_title, lines, withCredentials, kind) => {
    expect(corsCheck(lines, APP, withCredentials)?.kind).toBe(kind)
  })

  test('takes null for an opaque origin', () => {
    expect(corsCheck([origin('null')], 'null', false)).toBeNull()
  })
})

type PreflightRow = [
  title: string,
  status: number,
  lines: HeaderLine[],
  method: string,
  asked: string[],
  withCredentials: boolean,
  failure: string | undefined,
]

describe('Fetch §4.8 CORS-preflight fetch', () => {
  test.each<PreflightRow>([
    ['an ok status', 204, [methods('PUT')], 'PUT', [], false, undefined],
    ['no ok status, before anything else', 404, [methods('a b')], 'PUT', ['x-a'], false, 'status-not-ok'],
    [
      'methods that cannot be read',
      200,
      [methods('P UT'), headers('a b')],
      'PUT',
      [],
      false,
      'methods-unreadable',
    ],
    [
      'headers that cannot be read',
      200,
      [methods('GET'), headers('a b')],
      'PUT',
      [],
      false,
      'headers-unreadable',
    ],
    ['lists with empty elements', 200, [methods(',PUT,,')], 'PUT', [], false, undefined],
    ['a method that is not listed', 200, [methods('GET')], 'PUT', ['x-a'], false, 'method-not-allowed'],
    ['a method in another case', 200, [methods('PATCH')], 'patch', [], false, 'method-not-allowed'],
    ['a safelisted method need not be listed', 200, [methods('PUT')], 'POST', [], false, undefined],
    ['* for methods', 200, [methods('*')], 'PUT', [], false, undefined],
    ['* for methods with credentials', 200, [methods('*')], 'PUT', [], true, 'method-not-allowed'],
    ['a header that is listed in another case', 200, [headers('X-A')], 'GET', ['x-a'], true, undefined],
    [
      'a header that is not listed',
      200,
      [headers('x-a')],
      'GET',
      ['x-a', 'x-b'],
      false,
      'header-not-allowed',
    ],
    ['* for headers', 200, [headers('*')], 'GET', ['x-a'], false, undefined],
    ['* for headers with credentials', 200, [headers('*')], 'GET', ['x-a'], true, 'header-not-allowed'],
    [
      '* does not cover authorization',
      200,
      [headers('*')],
      'GET',
      ['authorization'],
      false,
      'header-not-allowed',
    ],
    [
      'authorization beside *',
      200,
      [headers('*, Authorization')],
      'GET',
      ['authorization', 'x-a'],
      false,
      undefined,
    ],
  ])('%s', (_title, status, lines, method, asked, withCredentials, failure) => {
    const needs = { method, headers: asked, withCredentials }
    expect(preflightCheck(status, lines, needs, STANDARD)?.kind).toBe(failure)
  })

  test('names every header that is not allowed, and with * only authorization', () => {
    const needs = { method: 'GET', headers: ['authorization', 'x-a', 'x-b'], withCredentials: false }
    expect(preflightCheck(200, [headers('x-a')], needs, STANDARD)).toMatchObject({
      all: ['authorization', 'x-b'],
    })
    expect(preflightCheck(200, [headers('*')], needs, STANDARD)).toMatchObject({ all: ['authorization'] })
    expect(preflightCheck(200, [headers('*')], needs, CHROME)).toBeNull()
  })
})
