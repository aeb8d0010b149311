import { expect, test } from 'vitest'
import type { ReadingPhase } from '@/lib/functions/reading'
import { listStatusText } from './list-status'

const NO_URLS = { urls: { count: 0, functions: 0 }, needsUrls: false }

test.each<[string, ReadingPhase, boolean, boolean]>([
  ['1,240 functions read, still reading', 'reading', false, false],
  ['3 of 1,240 functions read, still reading', 'reading', true, false],
  ['3 of 1,240 functions read, reading stopped', 'stopped', true, false],
  ['1,240 functions read, the rest could not be read', 'failed', false, false],
  ['1,240 functions', 'complete', false, false],
  ['3 of 1,240 functions', 'complete', true, false],
  ['1,240 functions, reading again', 'complete', false, true],
])('says "%s"', (text, phase, isFiltered, isRefreshing) => {
  expect(listStatusText({ shown: 3, read: 1_240, isFiltered, phase, isRefreshing, ...NO_URLS })).toBe(text)
})

test('counts one function as one', () => {
  expect(
    listStatusText({
      shown: 1,
      read: 1,
      isFiltered: false,
      phase: 'complete',
      isRefreshing: false,
      ...NO_URLS,
    }),
  ).toBe('1 function')
})

test.each<[string, { count: number; functions: number }, boolean]>([
  ['3 of 164 functions · 137 URLs', { count: 137, functions: 164 }, true],
  ['3 of 164 functions · 20 URLs, those of 64 functions not read yet', { count: 20, functions: 100 }, true],
  ['3 of 164 functions · 1 URL in 100 of them', { count: 1, functions: 100 }, false],
  ['3 of 164 functions · no URLs read yet', { count: 0, functions: 0 }, true],
])('counts URLs: "%s"', (text, urls, needsUrls) => {
  const status = { shown: 3, read: 164, isFiltered: true, phase: 'complete', isRefreshing: false } as const
  expect(listStatusText({ ...status, urls, needsUrls })).toBe(text)
})
