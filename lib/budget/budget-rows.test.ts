import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BudgetRequest, takeShares } from '@/lib/budget/budget-rows'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const request = (part: Partial<BudgetRequest> = {}): BudgetRequest => ({
  ...{ key: 'control plane', most: 15, people: 0, background: 0, spent: 0, isRefused: false },
  ...part,
})

/** The one share, and no time has passed since the last one. */
async function take(process: string, part: Partial<BudgetRequest>) {
  await written(-3_600_000)
  return takeNow(process, part)
}

async function takeNow(process: string, part: Partial<BudgetRequest>) {
  const [share] = await takeShares(process, [request(part)])
  if (!share) throw new Error('No share came.')
  return share
}

/** As if everything had been written so many milliseconds ago; what lies ahead has not passed at all. */
async function written(ago: number): Promise<void> {
  const { db } = await database()
  const at = new Date(Date.now() - ago).toISOString()
  await db.updateTable('budget_wants').set({ wanted_at: at }).execute()
  await db.updateTable('budget_buckets').set({ counted_at: at }).execute()
}

describe('one budget on one database', () => {
  test('two processes take from one bucket, each budget from its own', async () => {
    expect((await take('a', { background: 20 })).calls).toBe(10)
    expect((await take('b', { background: 20 })).calls).toBe(0)
    expect((await take('b', { key: 'GetPolicy', background: 20 })).calls).toBe(10)
    const both = await takeShares('c', [
      request({ key: 'one', people: 3 }),
      request({ key: 'two', people: 1 }),
    ])
    expect(both.map(({ calls }) => calls)).toEqual([6, 4])
  })

  test('a person in another process goes at once, and before what reads in the background', async () => {
    await take('worker', { background: 20 })
    const person = await take('web', { people: 40 })
    expect(person.calls).toBe(2)
    await written(200)
    expect((await takeNow('worker', { background: 20 })).calls).toBe(0)
    expect((await take('web', { people: 3 })).calls).toBe(3)
  })

  test('each knows whether it is alone, and forgets who has not asked for long', async () => {
    expect((await take('a', { background: 1 })).processes).toBe(1)
    expect((await take('b', { background: 1 })).processes).toBe(2)
    await written(11_000)
    expect((await takeNow('b', { background: 1 })).processes).toBe(1)
  })

  test('what nobody asks for any more holds nothing back', async () => {
    await take('dead', { people: 40 })
    await written(1_500)
    expect((await takeNow('a', { background: 20 })).calls).toBe(10)
  })

  test('a refusal that one process meets makes all go slower, and it passes', async () => {
    await take('a', { background: 20 })
    const refused = await take('a', { background: 20, isRefused: true })
    expect(refused).toMatchObject({ calls: 0, bucket: { rate: 13.5 } })
    expect((await take('b', { people: 3 })).bucket.rate).toBeCloseTo(13.5, 1)
    await written(60_000)
    expect((await takeNow('b', { people: 3 })).bucket.rate).toBe(15)
  })

  test('what was spent while the database was away is counted, what was not used comes back', async () => {
    expect((await take('a', { people: 3, spent: 9 })).calls).toBe(3)
    expect((await take('a', { people: 3, spent: -5 })).calls).toBe(3)
  })
})
