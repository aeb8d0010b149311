import { describe, expect, test } from 'vitest'
import { exposureOf, readableHeadersOf } from '@/lib/cors/simulator/exposed-headers'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'

const own: HeaderLine[] = [
  ['x-own', '1'],
  ['cache-control', 'no-store'],
  ['set-cookie', 'a=1'],
]
const expose = (value: string): HeaderLine => ['access-control-expose-headers', value]

function readable(lines: HeaderLine[], { isSameOrigin = false, withCredentials = false, status = 200 } = {}) {
  return readableHeadersOf(lines, exposureOf(lines, isSameOrigin, withCredentials), status).names
}

describe('Fetch §2.2.6 CORS filtered response', () => {
  const SAFE = ['cache-control', 'content-length', 'content-type']

  test('has the safelisted response headers without asking', () => {
    expect(readable(own)).toEqual(SAFE)
  })

  test('has no length where there is no body', () => {
    expect(readable(own, { status: 204 })).not.toContain('content-length')
  })

  test('has what is exposed, in any case, but never Set-Cookie', () => {
    expect(readable([...own, expose('X-Own, date, set-cookie')])).toEqual([...SAFE, 'date', 'x-own'])
  })

  test('has everything else with *, without credentials only', () => {
    const lines = [...own, expose('*')]
    expect(readable(lines)).toEqual([
      'access-control-expose-headers',
      ...SAFE,
      'date',
      'x-amzn-requestid',
      'x-own',
    ])
    expect(readable(lines, { withCredentials: true })).toEqual(SAFE)
  })

  test('exposes nothing by a list that cannot be read', () => {
    expect(readable([...own, expose('x-own, a b')])).toEqual(SAFE)
  })
})

describe('Fetch §2.2.6 basic filtered response', () => {
  test('has everything but Set-Cookie', () => {
    expect(readable(own, { isSameOrigin: true })).toContain('x-own')
    expect(readable(own, { isSameOrigin: true })).not.toContain('set-cookie')
  })
})
