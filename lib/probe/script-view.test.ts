import { expect, test } from 'vitest'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import { scriptView } from '@/lib/probe/script-view'

const ORIGIN = 'https://shop.example'
const from = (...lines: HeaderLine[]) => scriptView(lines, ORIGIN, false)

test('the origin itself and * let a script read the reply and its safelisted headers (Fetch §4.10, §2.2.6)', () => {
  const others: HeaderLine[] = [
    ['Content-Type', 'text/plain'],
    ['X-Own', '1'],
    ['Set-Cookie', 'a=b'],
  ]
  for (const value of [ORIGIN, '*'])
    expect(from(['access-control-allow-origin', value], ...others)).toMatchObject({
      isReadable: true,
      readable: ['content-type'],
      hidden: ['access-control-allow-origin', 'set-cookie', 'x-own'],
    })
})

test('exposed headers are readable, and Set-Cookie never is', () => {
  const lines: HeaderLine[] = [
    ['access-control-expose-headers', 'x-own, set-cookie'],
    ['X-Own', '1'],
    ['Set-Cookie', 'a=b'],
  ]
  expect(from(['access-control-allow-origin', '*'], ...lines).readable).toEqual(['x-own'])
})

test.each<[string, HeaderLine[], RegExp]>([
  ['none', [], /has no Access-Control-Allow-Origin/],
  ['another', [['access-control-allow-origin', 'https://other.example']], /not the page’s origin/],
  [
    'two',
    [
      ['access-control-allow-origin', '*'],
      ['Access-Control-Allow-Origin', ORIGIN],
    ],
    /came 2 times/,
  ],
])('with %s of them it cannot', (_title, lines, reason) => {
  expect(from(...lines)).toMatchObject({
    isReadable: false,
    reason: expect.stringMatching(reason),
    readable: [],
  })
})
