import { describe, expect, test } from 'vitest'
import { FAILURES } from '@/lib/failures/failure-table'
import { FAILURE_CODES } from '@/lib/failures/result'

describe('FAILURES', () => {
  test('has exactly one row for each code', () => {
    expect(Object.keys(FAILURES).sort()).toEqual([...FAILURE_CODES].sort())
  })

  test.each(FAILURE_CODES)('%s says cause and next step in whole sentences', (code) => {
    const { title, cause, cure } = FAILURES[code]
    expect(title.split(' ').length).toBeLessThanOrEqual(5)
    expect(title).not.toMatch(/\.$/)
    for (const text of [cause, cure]) expect(text).toMatch(/^[A-Z].*\.$/)
  })

  test('no two codes read the same', () => {
    expect(new Set(Object.values(FAILURES).map(({ title }) => title)).size).toBe(FAILURE_CODES.length)
  })
})
