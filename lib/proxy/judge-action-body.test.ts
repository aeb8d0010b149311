import { describe, expect, test } from 'vitest'
import { judgeActionBody } from '@/lib/proxy/judge-action-body'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('judgeActionBody', () => {
  test.each([
    ['no argument', '[]'],
    ['an object', '[{"kind":"delete","identity":{"qualifier":"$$LATEST"}}]'],
    ['a member that is undefined', '[{"confirmation":"$undefined"}]'],
    ['dollars inside', '[{"a":"5 $","b":"a$b","c":"$$$"}]'],
    ['a member named like a mark', '[{"$F1":1,"__proto__":{}}]'],
  ])('lets in %s', (_, body) => expect(judgeActionBody(bytes(body))).toBeUndefined())

  test.each([
    ['nothing', ''],
    ['half of something', '[{}'],
    ['no JSON', '\u0000'],
    ['no list', '{"0":{}}'],
    ['a text', '"$1"'],
    ['two arguments', '[{},{}]'],
    ['a byte order mark', '\uFEFF[{}]'],
    ['a byte order mark inside', '[\uFEFF{}]'],
    ...[
      '$',
      '$1',
      '$@1',
      '$F1',
      '$K1',
      '$Q1',
      '$W1',
      '$B1',
      '$T1',
      '$n9',
      '$D2026',
      '$1:a:b',
      '$undefined1',
    ].map((mark) => [`the mark ${mark}`, JSON.stringify([{ a: [{ b: mark }] }])]),
    ['what is nested too deeply', nested(34)],
    ['what is nested very deeply', nested(400_000)],
  ])('refuses %s', (_, body) => expect(judgeActionBody(bytes(body))).toMatchObject({ status: 400 }))

  test('refuses what is no UTF-8', () => {
    expect(judgeActionBody(new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toMatchObject({ status: 400 })
  })
})
