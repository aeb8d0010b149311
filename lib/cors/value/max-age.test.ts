import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxAgeInSeconds, maxAgeOf, maxAgeText } from '@/lib/cors/value/max-age'

test.each([
  [0, 0, 'seconds', '0 seconds'],
  [1, 1, 'seconds', '1 second'],
  [90, 90, 'seconds', '90 seconds'],
  [600, 10, 'minutes', '10 minutes'],
  [3_600, 1, 'hours', '1 hour'],
  [5_400, 90, 'minutes', '90 minutes'],
  [86_400, 24, 'hours', '24 hours'],
  [7_201, 7_201, 'seconds', '7,201 seconds'],
] as const)('%i seconds are %i %s', (seconds, value, unit, text) => {
  expect(maxAgeOf(seconds)).toEqual({ value, unit })
  expect(maxAgeText(seconds)).toBe(text)
})

test('there and back is the same for every max age that AWS takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
      const { value, unit } = maxAgeOf(seconds)
      expect(maxAgeInSeconds(value, unit)).toBe(seconds)
    }),
  )
})

test.each([
  [1.1, 'minutes', 66],
  [0.5, 'hours', 1_800],
  [1.5, 'seconds', 1.5],
  [Number.NaN, 'hours', Number.NaN],
] as const)('%d %s are %d seconds', (value, unit, seconds) => {
  expect(maxAgeInSeconds(value, unit)).toBe(seconds)
})
