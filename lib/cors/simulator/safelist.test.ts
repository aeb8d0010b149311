import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageHeaders } from '@/lib/cors/fixtures/page-request-arbitraries'
import { readHeaders } from '@/lib/cors/simulator/request-headers'
import { isSafelistedMethod, unsafeHeaders } from '@/lib/cors/simulator/safelist'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'

const LONG = (length: number) => 'a'.repeat(length)

describe('Fetch §2.2.1 CORS-safelisted method', () => {
  test('is GET, HEAD or POST, in capitals', () => {
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'get', 'PATCH', 'OPTIONS']
    expect(methods.filter(isSafelistedMethod)).toEqual(['GET', 'HEAD', 'POST'])
  })
})

describe('Fetch §2.2.2 CORS-safelisted request-header', () => {
  test.each<[name: string, value: string, reason: string | undefined]>([
    ['x-token', '1', 'name'],
    ['authorization', 'Bearer x', 'name'],
    ['save-data', 'on', 'name'],
    ['constructor', '', 'name'],
    ['Accept', 'text/html, */*;q=0.5', undefined],
    ['accept', LONG(128), undefined],
    ['accept', LONG(129), 'value-length'],
    ['accept', 'a"b', 'value-bytes'],
    ['accept', 'a(b', 'value-bytes'],
    ['accept', 'a\\b', 'value-bytes'],
    ['accept', 'a\u0001b', 'value-bytes'],
    ['accept', 'a\u007fb', 'value-bytes'],
    ['accept', 'a\tb', undefined],
    ['accept', 'é', undefined],
    ['Accept-Language', 'de-DE, en;q=0.5, *', undefined],
    ['accept-language', 'de_DE', 'value-bytes'],
    ['content-language', 'ä', 'value-bytes'],
    ['content-language', '', undefined],
    ['content-type', 'text/plain', undefined],
    ['content-type', 'TEXT/plain ; charset=UTF-8', undefined],
    ['content-type', 'multipart/form-data; boundary=x', undefined],
    ['content-type', 'application/x-www-form-urlencoded', undefined],
    ['content-type', 'application/json', 'content-type'],
    ['content-type', 'text/plain; charset="utf-8"', 'value-bytes'],
    ['content-type', 'text/plain, text/plain', 'content-type'],
    ['content-type', 'text/ plain', 'content-type'],
    ['content-type', '', 'content-type'],
    ['range', 'bytes=0-', undefined],
    ['Range', 'bytes=10-99', undefined],
    ['range', 'bytes=9-0', 'range'],
    ['range', 'bytes=-5', 'range'],
    ['range', 'bytes=0-1,3-4', 'range'],
    ['range', 'Bytes=0-1', 'range'],
    ['range', 'bytes= 0-1', 'range'],
  ])('%s: %j → %s', (name, value, reason) => {
    expect(unsafeHeaders([[name, value]])[0]?.reason).toBe(reason)
  })
})

describe('Fetch §2.2.2 CORS-unsafe request-header names', () => {
  test('are in lower case, sorted, each once', () => {
    const headers: HeaderLine[] = [
      ['X-B', '1'],
      ['accept', '*/*'],
      ['x-a', '1'],
      ['x-b', '2'],
    ]
    expect(unsafeHeaders(headers).map(({ name }) => name)).toEqual(['x-a', 'x-b'])
  })

  test('take in safelisted headers whose values come to more than 1,024 bytes together', () => {
    const eight = Array.from({ length: 8 }, (): HeaderLine => ['accept', LONG(128)])
    expect(unsafeHeaders(eight)).toEqual([])
    const over: HeaderLine[] = [...eight, ['content-language', 'd'], ['x-token', '1']]
    expect(unsafeHeaders(over)).toEqual([
      { name: 'accept', reason: 'total-length' },
      { name: 'content-language', reason: 'total-length' },
      { name: 'x-token', reason: 'name' },
    ])
  })

  test('do not depend on the order of the headers', () => {
    fc.assert(
      fc.property(pageHeaders, fc.infiniteStream(fc.nat()), (headers, order) => {
        const { sent } = readHeaders(headers)
        const shuffled = sent
          .map((line) => ({ line, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ line }) => line)
        const names = (lines: readonly HeaderLine[]) => unsafeHeaders(lines).map(({ name }) => name)
        expect(names(shuffled)).toEqual(names(sent))
      }),
    )
  })
})
