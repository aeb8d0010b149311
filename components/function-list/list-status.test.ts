import { expect, test } from 'vitest'
import type { ReadingPhase } from '@/lib/functions/reading'
import { listStatusText, urlStatusText } from './list-status'

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
    listStatusText({
      shown: 1,
      read: 1,
      isFiltered: false,
      phase: 'complete',
      isRefreshing: false,
    }),
  ).toBe('1 function')
})

test.each<[string, { count: number; functions: number }, boolean]>([
  ['137 URLs', { count: 137, functions: 164 }, true],
  ['137 URLs', { count: 137, functions: 170 }, false],
  ['20 URLs, those of 64 functions not read yet', { count: 20, functions: 100 }, true],
  ['1 URL in the 100 functions whose URLs are read', { count: 1, functions: 100 }, false],
  ['no URLs read yet', { count: 0, functions: 0 }, true],
  ['', { count: 0, functions: 0 }, false],
])('counts URLs: "%s"', (text, urls, needsUrls) => {
  expect(urlStatusText({ read: 164, urls, needsUrls })).toBe(text)
})

test('says of how many URLs nobody has read who can call them', () => {
  const status = { read: 164, urls: { count: 137, functions: 164 }, needsUrls: true }
  expect(urlStatusText({ ...status, unjudged: 39 })).toBe('137 URLs, who can call 39 of them not read yet')
})
