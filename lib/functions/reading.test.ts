import { describe, expect, test } from 'vitest'
import type { Failure } from '@/lib/failures/result'
import {
  allFunctions,
  functionsOf,
  oldestReadAt,
  type PlacedPage,
  placePages,
  readingPhase,
  type TargetReading,
} from './reading'

const FAILURE: Failure = { code: 'access-denied', message: 'Not allowed.' }
const EARLY = '2026-01-01T00:00:00.000Z'

function reading(region: string, pages: string[][], rest: Partial<TargetReading> = {}): TargetReading {
  const target = { account: '111111111111', region }
  return {
    target,
    pages: pages.map((names, index) => ({
      readAt: `2026-01-01T00:00:0${index + 1}.000Z`,
      functions: names.map((functionName) => ({
        ...target,
        functionName,
        FunctionArn: `arn:aws:lambda:${region}:111111111111:function:${functionName}`,
        Description: '',
        LastModified: EARLY,
      })),
    })),
    hasMore: true,
    isReading: true,
    ...rest,
  }
}

const namesOf = (readings: TargetReading[], placed: PlacedPage[]) =>
  functionsOf(readings, placed).map(({ functionName }) => functionName)

describe('placePages in the order of targets', () => {
  test('holds a target back while one before it is still being read', () => {
    const readings = [reading('eu-central-1', [['a']]), reading('us-east-1', [['z']])]
    expect(namesOf(readings, placePages([], readings, true))).toEqual(['a'])
  })

  test('goes on to the next target when one is finished', () => {
    const readings = [reading('eu-central-1', [['a']], { hasMore: false }), reading('us-east-1', [['z']])]
    expect(namesOf(readings, placePages([], readings, true))).toEqual(['a', 'z'])
  })

  test('is not held up by a target that failed', () => {
    const readings = [reading('eu-central-1', [], { failure: FAILURE }), reading('us-east-1', [['z']])]
    expect(namesOf(readings, placePages([], readings, true))).toEqual(['z'])
  })

  test('is not held up by a target that is late', () => {
    const readings = [reading('eu-central-1', [['a']], { isLate: true }), reading('us-east-1', [['z']])]
    expect(namesOf(readings, placePages([], readings, true))).toEqual(['a', 'z'])
  })

  test('appends what a failed target brings after a retry, never above what is shown', () => {
    const failed = [reading('eu-central-1', [['a']], { failure: FAILURE }), reading('us-east-1', [['z']])]
    const placed = placePages([], failed, true)
    const retried = [reading('eu-central-1', [['a'], ['b']]), reading('us-east-1', [['z'], ['y']])]
    const later = placePages(placed, retried, true)
    expect(namesOf(retried, later)).toEqual(['a', 'z', 'b'])
    const finished = [reading('eu-central-1', [['a'], ['b']], { hasMore: false }), ...retried.slice(1)]
    expect(namesOf(finished, placePages(later, finished, true))).toEqual(['a', 'z', 'b', 'y'])
  })
})

describe('placePages without that order', () => {
  test('places everything read, and later pages behind it', () => {
    const first = [reading('eu-central-1', [['a']]), reading('us-east-1', [['z']])]
    const placed = placePages([], first, false)
    const more = [reading('eu-central-1', [['a'], ['b']]), reading('us-east-1', [['z']])]
    expect(namesOf(more, placePages(placed, more, false))).toEqual(['a', 'z', 'b'])
  })

  test('answers the same array when nothing came', () => {
    const readings = [reading('eu-central-1', [['a']])]
    const placed = placePages([], readings, false)
    expect(placePages(placed, readings, false)).toBe(placed)
  })
})

describe('functionsOf', () => {
  test('shows a function once although two pages carry it', () => {
    const readings = [
      reading('eu-central-1', [
        ['a', 'b'],
        ['b', 'c'],
      ]),
    ]
    expect(namesOf(readings, placePages([], readings, true))).toEqual(['a', 'b', 'c'])
    expect(allFunctions(readings)).toHaveLength(3)
  })

  test('keeps functions of the same name in different regions apart', () => {
    expect(allFunctions([reading('eu-central-1', [['a']]), reading('us-east-1', [['a']])])).toHaveLength(2)
  })

  test('survives a list that became shorter when it was read again', () => {
    const placed = placePages([], [reading('eu-central-1', [['a'], ['b']])], true)
    expect(namesOf([reading('eu-central-1', [['a']])], placed)).toEqual(['a'])
  })
})

describe('readingPhase', () => {
  const done = reading('eu-central-1', [['a']], { hasMore: false, isReading: false })
  const failed = reading('us-east-1', [], { isReading: false, failure: FAILURE })
  const going = reading('eu-west-1', [['b']])

  test.each<[string, TargetReading[], boolean, string]>([
    ['complete when every last page is here, stopped or not', [done], true, 'complete'],
    ['reading while one target goes on', [done, failed, going], false, 'reading'],
    ['stopped by the person', [done, going], true, 'stopped'],
    ['failed when nothing but failures is left', [done, failed], false, 'failed'],
    [
      'reading again while a failed one is tried once more',
      [done, { ...failed, isReading: true }],
      false,
      'reading',
    ],
    ['complete without any target', [], false, 'complete'],
  ])('is %s', (_title, readings, isStopped, phase) => {
    expect(readingPhase(readings, isStopped)).toBe(phase)
  })
})

test('says when the oldest page was read', () => {
  expect(oldestReadAt([reading('eu-central-1', [['a'], ['b']])])).toBe('2026-01-01T00:00:01.000Z')
  expect(oldestReadAt([])).toBeUndefined()
})
