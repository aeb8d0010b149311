import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CORS_METHODS } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { changesText, corsDifferences, countCorsChanges } from '@/lib/function-urls/setting-differences'
import { isSameCors } from '@/lib/function-urls/settings'

const stored: Cors = {
  AllowOrigins: ['https://a.example', 'https://b.example'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['content-type'],
  AllowCredentials: true,
  MaxAge: 321,
}

describe('the number of changes', () => {
  test.each<[string, Cors | undefined, Cors | undefined, number]>([
    ['nothing', stored, stored, 0],
    ['off and cleared', undefined, {}, 0],
    ['switched off', stored, {}, 1],
    ['switched on with one origin', undefined, { AllowOrigins: ['https://a.example'] }, 1],
    ['switched on, all empty', undefined, { AllowOrigins: [] }, 1],
    [
      'one origin more, one less',
      stored,
      { ...stored, AllowOrigins: ['https://a.example', 'https://c.example'] },
      2,
    ],
    ['another order', stored, { ...stored, AllowOrigins: ['https://b.example', 'https://a.example'] }, 0],
    ['header names in other letters', stored, { ...stored, AllowHeaders: ['Content-Type'] }, 0],
    ['methods in other letters', stored, { ...stored, AllowMethods: ['get', 'POST'] }, 2],
    [
      'credentials, max age and a method',
      stored,
      { ...stored, AllowCredentials: false, MaxAge: 600, AllowMethods: ['GET'] },
      3,
    ],
    ['a member that was absent is now empty', stored, { ...stored, ExposeHeaders: [] }, 1],
  ])('%s', (_, before, after, count) => {
    expect(countCorsChanges(before, after)).toBe(count)
  })

  test.each([
    [0, 'No changes'],
    [1, '1 change'],
    [3, '3 changes'],
  ])('%i reads %s', (count, text) => {
    expect(changesText(count)).toBe(text)
  })
})

test('a row for each member that differs, with what came and went', () => {
  const after = {
    ...stored,
    AllowOrigins: ['https://b.example', 'https://c.example'],
    MaxAge: undefined,
    ExposeHeaders: [],
  }
  expect(corsDifferences(stored, after)).toEqual([
    {
      member: 'AllowOrigins',
      label: 'Allow origins',
      before: 'https://a.example, https://b.example',
      after: 'https://b.example, https://c.example',
      added: ['https://c.example'],
      removed: ['https://a.example'],
    },
    {
      member: 'ExposeHeaders',
      label: 'Expose headers',
      before: 'not set',
      after: 'empty',
      added: [],
      removed: [],
    },
    { member: 'MaxAge', label: 'Max age', before: '321 seconds', after: 'not set', added: [], removed: [] },
  ])
})

test('there is a difference exactly where the planner sees one', () => {
  const names = fc.subarray(['x-a', 'X-A', 'x-b', 'X-B'])
  const anyCors = fc.record(
    {
      AllowOrigins: fc.subarray(['https://a.example', 'https://b.example', '*']),
      AllowMethods: fc.subarray([...CORS_METHODS]),
      AllowHeaders: names,
      ExposeHeaders: names,
      AllowCredentials: fc.boolean(),
      MaxAge: fc.integer({ min: 0, max: 2 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(anyCors, anyCors, (before, after) => {
      expect(countCorsChanges(before, after) === 0).toBe(isSameCors(before, after))
    }),
    { numRuns: 2_000 },
  )
})
