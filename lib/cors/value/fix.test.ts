import { expect, test } from 'vitest'
import { applyFix } from '@/lib/cors/value/fix'
import { headerNameKey } from '@/lib/cors/value/header-name'

test.each([
  ['replaces in place', ['a/', 'b'], 0, ['a'], ['a', 'b']],
  ['splits in place', ['x', 'a, b', 'y'], 1, ['a', 'b'], ['x', 'a', 'b', 'y']],
  ['removes', ['a', 'a'], 1, [], ['a']],
  ['leaves out what the list has', ['a', 'a/'], 1, ['a'], ['a']],
  ['leaves out doubles of its own', ['a, a'], 0, ['a', 'a'], ['a']],
])('%s', (_, list, index, values, expected) => {
  expect(applyFix(list, index, { label: 'Fix it', values })).toEqual(expected)
})

test('header names are the same in other letters', () => {
  expect(applyFix(['X-A', 'x-a, x-b'], 1, { label: 'Split', values: ['x-a', 'x-b'] }, headerNameKey)).toEqual(
    ['X-A', 'x-b'],
  )
})
