import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hasTerm,
  parseQuery,
  printQuery,
  type QueryTerm,
  toggleTerm,
  withoutPart,
} from '@/lib/inventory/query'
import { QUERY_FIELDS, queryKey } from '@/lib/inventory/query-keys'
import { count, moment } from '@/lib/inventory/query-values'

/** What was understood, without the places. */
const read = (text: string) => {
  const { terms, problems } = parseQuery(text)
  return { terms, problems }
}

const term = (field: QueryTerm['field'], value: string, isNegated = false): QueryTerm => ({
  field,
  value,
  isNegated,
})

const written =
  (text: string) =>
  ({ from, to }: { from: number; to: number }) =>
    text.slice(from, to)

describe('a query', () => {
  test.each<[string, QueryTerm[]]>([
    ['', []],
    ['  checkout   api ', [term(null, 'checkout'), term(null, 'api')]],
    ['is:public', [term('is', 'public')]],
    ['-auth:AWS_IAM', [term('auth', 'AWS_IAM', true)]],
    ['auth:none', [term('auth', 'none')]],
    ['origin:*.example.com', [term('origin', '*.example.com')]],
    ['origin:https://shop.example', [term('origin', 'https://shop.example')]],
    ['account:production region:eu-*', [term('account', 'production'), term('region', 'eu-*')]],
    ['"two words" -"not these"', [term(null, 'two words'), term(null, 'not these', true)]],
    ['origin:"a \\"b\\" \\\\c"', [term('origin', 'a "b" \\c')]],
    ['https://abc.lambda-url.example', [term(null, 'https://abc.lambda-url.example')]],
    ['"auth:NONE"', [term(null, 'auth:NONE')]],
    ['mode:stream runtime:nodejs20.x', [term('mode', 'stream'), term('runtime', 'nodejs20.x')]],
    ['modified:<30d -read:>=2026-11-01', [term('modified', '<30d'), term('read', '>=2026-11-01', true)]],
    ['function:checkout-*', [term('function', 'checkout-*')]],
    ['AUTH:NONE', [term('auth', 'NONE')]],
    ['half"quoted', [term(null, 'half"quoted')]],
    ['-', [term(null, '-')]],
  ])('%j is read', (text, terms) => {
    expect(read(text)).toEqual({ terms, problems: [] })
  })

  test.each<[string, number, number, RegExp]>([
    ['checkout acount:1', 9, 16, /There is no acount: here; write account:/],
    ['is:open', 3, 7, /^is: is one of public, /],
    ['shop -auth:SIGV4 api', 11, 16, /^auth: is one of NONE, AWS_IAM\.$/],
    ['mode:', 0, 5, /^mode: is one of buffered, stream\.$/],
    ['shop region: api', 5, 12, /^region: write what to look for; /],
    ['shop -region:"" api', 13, 15, /^region: write what to look for; /],
    ['modified:30d', 9, 12, /^modified: write <30d for less than 30 days ago/],
    ['modified:<2026-02-30', 9, 20, /^modified: write <30d/],
    ['api "two words', 4, 14, /second quotation mark is missing/],
    ['origin:"two words\\', 7, 18, /second quotation mark is missing/],
  ])('%j has a problem at its place', (text, from, to, message) => {
    const { problems } = parseQuery(text)
    expect(problems).toMatchObject([{ from, to }])
    expect(problems[0]?.message).toMatch(message)
  })

  test('goes on where a part of it cannot be meant', () => {
    expect(parseQuery('shop is:open api').terms).toEqual([term(null, 'shop'), term(null, 'api')])
  })

  test('printed and read again is the same', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 })
    const anyTerm = fc.constantFrom(null, ...QUERY_FIELDS).chain((field) => {
      const { values = [], check } = field ? queryKey(field) : {}
      const known = values.map(({ value }) => value)
      const some = word.filter((value) => check?.(value) === undefined)
      const value = known.length > 0 ? fc.constantFrom(...known) : some
      return fc.record({ field: fc.constant(field), value, isNegated: fc.boolean() })
    })
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 6 }), (terms) => {
        expect(read(printQuery(terms))).toEqual({ terms, problems: [] })
      }),
      { numRuns: 300 },
    )
  })

  test('takes whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { terms, problems } = parseQuery(text)
        expect(parseQuery(printQuery(terms)).terms).toEqual(terms)
        for (const { from, to } of problems) expect(text.slice(from, to)).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('loses nothing that is typed, whatever is taken out or put in', () => {
    const pieces = ['is:public', '-auth:NONE', 'acount:1', 'is:open', 'shop', '"two words"', 'region:']
    const typed = fc.array(fc.constantFrom(...pieces), { maxLength: 6 })
    fc.assert(
      fc.property(typed, fc.boolean(), (words, isOpen) => {
        const text = [...words, ...(isOpen ? ['"not clo sed'] : [])].join('  ')
        const { parts } = parseQuery(text)
        for (const part of parts) {
          const others = parts.filter((each) => each !== part)
          expect(parseQuery(withoutPart(text, part)).parts.map(written(withoutPart(text, part)))).toEqual(
            others.map(written(text)),
          )
        }
        const toggled = toggleTerm(text, term('mode', 'stream'))
        expect(hasTerm(toggled, term('mode', 'stream'))).toBe(true)
        for (const { from, to } of parts) expect(toggled).toContain(text.slice(from, to))
      }),
      { numRuns: 200 },
    )
  })

  test('takes a condition in, in the place of another on the same field, and out again', () => {
    const isPublic = term('is', 'public')
    const withPublic = toggleTerm('shop is:unknown', isPublic)
    expect(withPublic).toBe('shop is:public')
    expect(hasTerm(withPublic, isPublic)).toBe(true)
    expect(toggleTerm(withPublic, isPublic)).toBe('shop')
  })
})

describe('values', () => {
  test.each(['0', '>100', '<=5', '=7'])('%s is a number', (value) => expect(count(value)).toBeUndefined())
  test.each(['', '>', 'many', '-1', '1.5', '>>1'])('%j is none', (value) =>
    expect(count(value)).toMatch(/write/),
  )
  test.each(['<30d', '>1y', '>=24h', '<2w', '<2026-11-01', '>=2024-02-29'])('%s is a moment', (value) =>
    expect(moment(value)).toBeUndefined(),
  )
  test.each(['', '30d', '<', '<30', '<30m', '<2026-13-01', '<2025-02-29', '2026-11-01', '<d'])(
    '%j is none',
    (value) => expect(moment(value)).toMatch(/write/),
  )
})
