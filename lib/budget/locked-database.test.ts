import { afterEach, beforeEach, expect, test } from 'vitest'
import { sharedBudget } from '@/lib/budget/shared-budget'
import { database } from '@/lib/db/database'
import { lockedFromOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

test('while another process holds the database people go on, and nothing else waits for it', async () => {
  await database()
  const budget = sharedBudget('control plane', 15)
  await budget.take({ people: 1, background: 0 })
  const letGo = await lockedFromOutside()
  let turns = 0
  const loop = setInterval(() => {
    turns += 1
  }, 5)
  const { calls } = await budget.take({ people: 3, background: 0 })
  const again = await budget.take({ people: 3, background: 0 })
  clearInterval(loop)
  await letGo()
  expect([calls, again.calls].every((granted) => granted >= 3)).toBe(true)
  expect(turns).toBeGreaterThan(5)
})
