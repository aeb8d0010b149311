import { expect, test } from 'vitest'
import { counted, formatNumber } from '@/lib/text/counted'

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
  expect(counted(count, 'change')).toBe(text)
})

test('takes the counted it is given', () => {
  expect(counted(2, 'entry', 'entries')).toBe('2 entries')
})
