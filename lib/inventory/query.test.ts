import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hasTerm,
  parseQuery,
  printQuery,
  QUERY_FIELDS,
  QUERY_VALUES,
  type QueryTerm,
  toggleTerm,
} from '@/lib/inventory/query'

const term = (field: QueryTerm['field'], value: string, isNegated = false): QueryTerm => ({
  field,
  value,
  isNegated,
})

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
    ['half"quoted', [term(null, 'half"quoted')]],
    ['-', [term(null, '-')]],
  ])('%j is read', (text, terms) => {
    expect(parseQuery(text)).toEqual({ terms, problems: [] })
  })

  test.each<[string, number, number, RegExp]>([
    ['checkout acount:1', 9, 17, /There is no acount: here; write account:/],
    ['is:open', 0, 7, /^is: is one of public, /],
    ['shop auth:SIGV4 api', 5, 15, /^auth: is one of NONE, AWS_IAM\.$/],
    ['mode:', 0, 5, /^mode: is one of buffered, stream\.$/],
    ['shop region: api', 5, 12, /^Write behind region: what to look for\.$/],
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
      const values = field ? QUERY_VALUES[field] : undefined
      const value = values ? fc.constantFrom(...values) : word
      return fc.record({ field: fc.constant(field), value, isNegated: fc.boolean() })
    })
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 6 }), (terms) => {
        expect(parseQuery(printQuery(terms))).toEqual({ terms, problems: [] })
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

  test('takes a condition in, in the place of another on the same field, and out again', () => {
    const isPublic = term('is', 'public')
    const withPublic = toggleTerm('shop is:unknown', isPublic)
    expect(withPublic).toBe('shop is:public')
    expect(hasTerm(withPublic, isPublic)).toBe(true)
    expect(toggleTerm(withPublic, isPublic)).toBe('shop')
  })
})
