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

async function take(process: string, part: Partial<BudgetRequest>) {
  const [share] = await takeShares(process, [request(part)])
  if (!share) throw new Error('No share came.')
  return share
}

/** As if this much time had passed since everything was written. */
async function later(milliseconds: number): Promise<void> {
  const { db } = await database()
  const back = (iso: string) => new Date(Date.parse(iso) - milliseconds).toISOString()
  for (const { key, process, wanted_at } of await db.selectFrom('budget_wants').selectAll().execute())
    await db
      .updateTable('budget_wants')
      .set({ wanted_at: back(wanted_at) })
      .where((eb) => eb.and({ key, process }))
      .execute()
  for (const { key, counted_at, lowered_at } of await db.selectFrom('budget_buckets').selectAll().execute())
    await db
      .updateTable('budget_buckets')
      .set({ counted_at: back(counted_at), lowered_at: back(lowered_at) })
      .where('key', '=', key)
      .execute()
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
    const person = await take('web', { people: 5 })
    expect(person.calls).toBe(2)
    await later(200)
    expect((await take('worker', { background: 20 })).calls).toBe(0)
    expect((await take('web', { people: 3 })).calls).toBe(3)
  })

  test('each knows whether it is alone, and forgets who has not asked for long', async () => {
    expect((await take('a', { background: 1 })).processes).toBe(1)
    expect((await take('b', { background: 1 })).processes).toBe(2)
    await later(11_000)
    expect((await take('b', { background: 1 })).processes).toBe(1)
  })

  test('what nobody asks for any more holds nothing back', async () => {
    await take('dead', { people: 40 })
    await later(1_500)
    expect((await take('a', { background: 20 })).calls).toBe(10)
  })

  test('a refusal that one process meets makes all go slower, and it passes', async () => {
    await take('a', { background: 1 })
    const refused = await take('a', { background: 20, isRefused: true })
    expect(refused).toMatchObject({ calls: 0, bucket: { rate: 13.5 } })
    expect((await take('b', { people: 3 })).bucket.rate).toBeCloseTo(13.5, 1)
    await later(60_000)
    expect((await take('b', { people: 3 })).bucket.rate).toBe(15)
  })

  test('what was spent while the database was away is counted, what was not used comes back', async () => {
    expect((await take('a', { people: 3, spent: 9 })).calls).toBe(3)
    expect((await take('a', { people: 3, spent: -5 })).calls).toBe(3)
  })
})
