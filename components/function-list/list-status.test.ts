import { expect, test } from 'vitest'
import type { ReadingPhase } from '@/lib/functions/reading'
import { listStatusText } from './list-status'

test.each<[string, ReadingPhase, boolean, boolean]>([
  ['1,240 functions read, still reading', 'reading', false, false],
  ['3 of 1,240 functions read, still reading', 'reading', true, false],
  ['3 of 1,240 functions read, reading stopped', 'stopped', true, false],
  ['1,240 functions read, the rest could not be read', 'failed', false, false],
  ['1,240 functions', 'complete', false, false],
  ['3 of 1,240 functions', 'complete', true, false],
  ['1,240 functions, reading again', 'complete', false, true],
])('says "%s"', (text, phase, isFiltered, isRefreshing) => {
  expect(listStatusText({ shown: 3, read: 1_240, isFiltered, phase, isRefreshing })).toBe(text)
})

test('counts one function as one', () => {
  expect(
    listStatusText({ shown: 1, read: 1, isFiltered: false, phase: 'complete', isRefreshing: false }),
  ).toBe('1 function')
})
