import Libsql from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sharedBudget } from '@/lib/budget/shared-budget'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { env } from '@/lib/env'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

test('while another process holds the database people go on, and nothing else waits for it', async () => {
  await database()
  const budget = sharedBudget('control plane', 15)
  await budget.take({ people: 1, background: 0 })
  const other = new Libsql(env().databasePath)
  other.exec('begin immediate')
  let turns = 0
  const loop = setInterval(() => {
    turns += 1
  }, 5)
  const { calls } = await budget.take({ people: 3, background: 0 })
  const again = await budget.take({ people: 3, background: 0 })
  clearInterval(loop)
  other.exec('rollback')
  other.close()
  expect([calls, again.calls].every((granted) => granted >= 3)).toBe(true)
  expect(turns).toBeGreaterThan(5)
})
