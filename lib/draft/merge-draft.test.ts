import { expect, test } from 'vitest'
import { isSame, mergeDraft } from '@/lib/draft/merge-draft'

test.each<[string, unknown, unknown, unknown, unknown]>([
  ['nothing changed meanwhile: the draft', { a: 1 }, { a: 2 }, { a: 1 }, { a: 2 }],
  ['changed elsewhere only: theirs', { a: 1, b: 1 }, { a: 1, b: 2 }, { a: 9, b: 1 }, { a: 9, b: 2 }],
  ['changed by both: the draft', { a: 1 }, { a: 2 }, { a: 9 }, { a: 2 }],
  [
    'inside an object',
    { o: { a: 1, b: 1 } },
    { o: { a: 2, b: 1 } },
    { o: { a: 1, b: 9 } },
    { o: { a: 2, b: 9 } },
  ],
  ['a list is one value', { l: ['x'] }, { l: ['x', 'y'] }, { l: ['z'] }, { l: ['x', 'y'] }],
  ['null is a value', { a: null }, { a: null }, { a: 5 }, { a: 5 }],
  ['a member the draft took away', { a: 1, b: 1 }, { b: 1 }, { a: 1, b: 1 }, { a: undefined, b: 1 }],
  ['a member that is new now', { a: 1 }, { a: 2 }, { a: 1, b: 1 }, { a: 2, b: 1 }],
])('%s', (_, base, draft, current, merged) => {
  expect(mergeDraft(base, draft, current)).toEqual(merged)
})

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [{ a: undefined }, {}, true],
  [{ a: null }, {}, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [Number.NaN, Number.NaN, true],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(isSame(a, b)).toBe(same)
})
