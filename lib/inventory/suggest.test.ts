import { describe, expect, test } from 'vitest'
import { parseQuery } from '@/lib/inventory/query'
import { QUERY_FIELDS, queryKey } from '@/lib/inventory/query-keys'
import { placeAt, suggestionsAt, withSuggestion } from '@/lib/inventory/suggest'

/** `|` is where the caret stands. */
const at = (marked: string) => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  return { text, place: placeAt(text, caret) }
}
const REGIONS = [
  { value: 'eu-central-1', count: 12 },
  { value: 'us-east-1', count: 3 },
]
const suggested = (marked: string, known = REGIONS) => {
  const { place } = at(marked)
  return place ? suggestionsAt(place, known).map(({ text }) => text) : undefined
}
const picked = (marked: string, put: string, known = REGIONS) => {
  const { text, place } = at(marked)
  const suggestion = place && suggestionsAt(place, known).find((each) => each.text === put)
  if (!place || !suggestion) throw new Error(`${put} is not suggested`)
  const { text: next, caret } = withSuggestion(text, place, suggestion)
  return `${next.slice(0, caret)}|${next.slice(caret)}`
}

describe('what is suggested', () => {
  test('every key where nothing is typed', () => {
    for (const marked of ['|', 'shop |', '| shop'])
      expect(suggested(marked)).toEqual(QUERY_FIELDS.map((field) => `${field}:`))
  })
  test.each<[string, string[]]>([
    ['re|', ['region:', 'requests30d:', 'read:']],
    ['-reg|', ['region:']],
    ['publ|', ['is:public']],
    ['shop -str|', ['mode:stream']],
    ['reg|:eu-*', ['region:']],
    ['alias|', ['qualifier:', 'is:alias-deleted', 'finding:alias-behind']],
    ['auth:|', ['NONE', 'AWS_IAM']],
    ['auth:iam|', ['AWS_IAM']],
    ['region:|', ['eu-central-1', 'us-east-1']],
    ['region:us|', ['us-east-1']],
    ['region:"ce|', ['eu-central-1']],
    ['modified:>|', ['>90d', '>1y']],
    ['zzz|', []],
  ])('%s', (marked, expected) => {
    expect(suggested(marked)).toEqual(expect.arrayContaining(expected))
    if (expected.length < 3) expect(suggested(marked)?.slice(0, expected.length)).toEqual(expected)
  })
  test('nothing behind a key that there is not', () => expect(suggested('acount:1|')).toBeUndefined())
  test('how many have a value, for values that are known beforehand too', () => {
    const { place } = at('auth:|')
    expect(place && suggestionsAt(place, [{ value: 'NONE', count: 7 }])[0]).toMatchObject({
      text: 'NONE',
      count: 7,
    })
  })
  test('the example of every key can be meant', () => {
    for (const field of QUERY_FIELDS) {
      const { terms, problems } = parseQuery(queryKey(field).example)
      expect(problems).toEqual([])
      expect(terms).toMatchObject([{ field }])
    }
  })
})

describe('a suggestion that is taken', () => {
  test.each<[string, string, string]>([
    ['re|', 'region:', 'region:|'],
    ['shop -re| api', 'region:', 'shop -region:| api'],
    ['region:eu|', 'eu-central-1', 'region:eu-central-1 |'],
    ['-region:|us api', 'us-east-1', '-region:us-east-1 |api'],
    ['publ|', 'is:public', 'is:public |'],
    ['|shop', 'auth:', 'auth:|shop'],
  ])('%s with %s is %s', (marked, put, expected) => expect(picked(marked, put)).toBe(expected))
  test('is quoted where it has to be', () => {
    const known = [{ value: 'two words', count: 1 }]
    expect(picked('account:two|', '"two words"', known)).toBe('account:"two words" |')
  })
})
