import { expect, it } from 'vitest'
import { formatNumber, plural } from './format-number'

it.each([
  [0, '0'],
  [999, '999'],
  [148_220, '148,220'],
  [2_310_442.126, '2,310,442.13'],
])('writes %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

it.each([
  [0, '0 changes'],
  [1, '1 change'],
  [1_240, '1,240 changes'],
])('counts %d', (count, text) => {
  expect(plural(count, 'change')).toBe(text)
})

it('takes the plural it is given', () => {
  expect(plural(2, 'entry', 'entries')).toBe('2 entries')
})
