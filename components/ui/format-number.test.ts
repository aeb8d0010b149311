import { expect, test } from 'vitest'
import { formatNumber, plural } from './format-number'

test.each([
  [0, '0'],
  [999, '999'],
  [148_220, '148,220'],
  [2_310_442.126, '2,310,442.13'],
])('writes %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test.each([
  [0, '0 changes'],
  [1, '1 change'],
  [1_240, '1,240 changes'],
])('counts %d', (count, text) => {
  expect(plural(count, 'change')).toBe(text)
})

test('takes the plural it is given', () => {
  expect(plural(2, 'entry', 'entries')).toBe('2 entries')
})
