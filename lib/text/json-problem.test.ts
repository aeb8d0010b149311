import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemText, readJson } from '@/lib/text/json-problem'

const said = (text: string) => {
  const read = readJson(text, 'Enter something.')
  return read.ok ? read.value : read.problems.map(problemText)
}

const WRONG = 'This is not valid JSON: look for a missing comma or quote, or a comma too many.'
const CUT = 'The JSON is not complete: a bracket, a brace or a quote is still open.'

test.each([
  ['', ['Enter something.']],
  ['{"a": [}', [`Line 1, column 8: ${WRONG}`]],
  ['{"a": 1,}', [`Line 1, column 9: ${WRONG}`]],
  ['[1,]', [`Line 1, column 4: ${WRONG}`]],
  ['{\n  "a": 1\n  "b": 2\n}', [`Line 3, column 3: ${WRONG}`]],
  ['{a: 1}', [`Line 1, column 2: ${WRONG}`]],
  ["{'a': 1}", [`Line 1, column 2: ${WRONG}`]],
  ['{"a" 1}', [`Line 1, column 6: ${WRONG}`]],
  ['[1] 2', [`Line 1, column 5: ${WRONG}`]],
  ['[01]', [`Line 1, column 3: ${WRONG}`]],
  ['{"a": 1', [`Line 1, column 8: ${CUT}`]],
  ['{"a', [`Line 1, column 4: ${CUT}`]],
  ['{"a": "b\n}', [`Line 1, column 7: ${WRONG}`]],
  ['[1, 2]', [1, 2]],
  ['{"a": 1, "a": 1}', ['Line 1, column 10: "a" stands here a second time.']],
  [
    '{"a": {"b": 1},\n "c": [{"b": 1, "d": 2, "b": {}}]}',
    ['Line 2, column 25: "b" stands here a second time.'],
  ],
  // Written in two ways it is one name.
  ['{"a": 1, "\\u0061": 2}', ['Line 1, column 10: "\\u0061" stands here a second time.']],
  ['{"a": "a", "b": {"a": ["a", "a"]}}', [{ a: 'a', b: { a: ['a', 'a'] } }].flat()[0]],
])('%j', (text, expected) => {
  expect(said(text)).toEqual(expected)
})

test('whatever is done to a JSON text, the place is within it', () => {
  const spoiled = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', 'x'))
    .map(([json, at, sign]) => {
      const place = at % (json.length + 1)
      return json.slice(0, place) + sign + json.slice(place + 1)
    })
  fc.assert(
    fc.property(spoiled, (text) => {
      const read = readJson(text, 'Enter something.')
      if (read.ok) return
      expect(read.problems).toHaveLength(1)
      expect(read.problems[0]?.message).not.toBe('')
    }),
  )
})
