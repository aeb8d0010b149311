import { expect, test } from 'vitest'
import { companyDays } from '@/lib/start/demo-past'

const NOW = Date.parse('2026-11-28T12:00:00Z')

test('the company has two months of days, in which its function URLs become more and more of them public', () => {
  const days = companyDays(NOW)
  const sums = new Map<string, { urls: number; public: number }>()
  for (const { day, urls, public: open } of days) {
    const known = sums.get(day) ?? { urls: 0, public: 0 }
    sums.set(day, { urls: known.urls + urls, public: known.public + open })
  }
  expect(sums.size).toBe(60)
  const [first, last] = [[...sums.values()][0], [...sums.values()].at(-1)]
  expect(last?.urls).toBeGreaterThanOrEqual(first?.urls ?? Number.POSITIVE_INFINITY)
  expect(last?.public).toBeGreaterThan(first?.public ?? Number.POSITIVE_INFINITY)
  expect([...sums.keys()].at(-1)).toBe('2026-11-27')
})
