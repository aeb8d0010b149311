import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '@/lib/text/canonical-json'

test.each([
  ['text', '"text"'],
  [null, 'null'],
  [undefined, 'null'],
  [[1, undefined, 'a'], '[1,null,"a"]'],
  [{ b: 1, a: { d: [true], c: null } }, '{"a":{"c":null,"d":[true]},"b":1}'],
  [{ a: undefined }, '{}'],
  // RFC 8785 sorts keys as text, also those that look like numbers.
  [{ 9: 'nine', 10: 'ten' }, '{"10":"ten","9":"nine"}'],
  [{ '\u20ac': 1, '\r': 2, '1': 3 }, '{"\\r":2,"1":3,"€":1}'],
])('%j is written as %s', (value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).map(([key, member]) => [key, shuffled(member)] as const)
  return Object.fromEntries(members.reverse())
}

test('the order of members makes no difference, and the text means the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('different values have different texts', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
      expect(canonicalJson(a) === canonicalJson(b)).toBe(fc.stringify(plain(a)) === fc.stringify(plain(b)))
    }),
  )
})

/** Members in one order and no negative zero, which JSON does not have. */
const plain = (value: unknown): unknown => JSON.parse(canonicalJson(value))
