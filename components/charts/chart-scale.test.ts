import { describe, expect, test } from 'vitest'
import { chartScale, pointNear, shortNumber, withGaps } from '@/components/charts/chart-scale'

const scale = chartScale({ start: 0, end: 1000, most: 87, width: 445, height: 120 })

describe('the scale of a chart', () => {
  test('goes from 0 to a round number above the largest value, from the first time to the last', () => {
    expect([scale.x(0), scale.x(1000)]).toEqual([scale.left, scale.right])
    expect(scale.y(0)).toBe(scale.bottom)
    expect(scale.levels.at(-1)).toBe(100)
    expect(scale.y(100)).toBeGreaterThan(0)
    expect(scale.timeAt(scale.x(250))).toBeCloseTo(250)
  })

  test('stands where there is nothing to show, and in no room at all', () => {
    expect(chartScale({ start: 5, end: 5, most: 0, width: 0, height: 10 }).levels).toContain(0)
  })
})

test('a period without a datum is a gap in the line', () => {
  const [first, second, third] = [
    { at: 0, value: 1 },
    { at: 10, value: 2 },
    { at: 40, value: 3 },
  ] as const
  expect(withGaps([first, second, third], 10)).toEqual([first, second, undefined, third])
})

test('the point under the pointer is that of its period; far from all there is none', () => {
  const points = [
    { at: 0, value: 1 },
    { at: 10, value: 2 },
  ]
  expect(pointNear(points, 9, 10)?.value).toBe(1)
  expect(pointNear(points, 12, 10)?.value).toBe(2)
  expect(pointNear(points, 90, 10)).toBeUndefined()
})

test.each([
  [0, '0'],
  [999, '999'],
  [1200, '1.2k'],
  [20_000, '20k'],
  [3_400_000, '3.4M'],
])('%j on an axis is %s', (value, text) => expect(shortNumber(value)).toBe(text))
