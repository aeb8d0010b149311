import { describe, expect, test } from 'vitest'
import { fullBucket } from '@/lib/budget/bucket'
import type { BudgetRequest, SharedShare } from '@/lib/budget/budget-rows'
import { Clerk } from '@/lib/budget/shared-budget'

const share = (calls: number): SharedShare => ({
  ...{ calls, again: 0, left: { people: 0, background: 0 }, processes: 1 },
  bucket: { ...fullBucket(15, 0), calls: 0 },
})

/** A database that answers when it is told to. */
function slowDatabase() {
  const asked: { requests: BudgetRequest[]; answer: (calls: number) => void; fail: () => void }[] = []
  const take = (requests: BudgetRequest[]) =>
    new Promise<SharedShare[]>((resolve, reject) =>
      asked.push({
        requests,
        answer: (calls) => resolve(requests.map(() => share(calls))),
        fail: () => reject(new Error('away')),
      }),
    )
  const turn = async (number: number) => {
    await expect.poll(() => asked.length).toBeGreaterThan(number)
    const found = asked[number]
    if (!found) throw new Error('Nothing was asked.')
    return found
  }
  return { take, asked, turn }
}

const WANTED = { people: 3, background: 0 }

describe('the clerk of a process', () => {
  test('asks for all budgets of one moment at once', async () => {
    const { take, asked, turn } = slowDatabase()
    const clerk = new Clerk(take, () => 0)
    const answers = Promise.all(['one', 'two'].map((key) => clerk.budget(key, 15).take(WANTED)))
    ;(await turn(0)).answer(3)
    expect((await answers).map(({ calls }) => calls)).toEqual([3, 3])
    expect(asked.map(({ requests }) => requests.map(({ key }) => key))).toEqual([['one', 'two']])
  })

  test('goes on by itself where the database fails, tells it afterwards, and is told of a refusal', async () => {
    let now = 0
    const { take, turn } = slowDatabase()
    const budget = new Clerk(take, () => now).budget('one', 15)
    const first = budget.take(WANTED)
    ;(await turn(0)).fail()
    const calls = (await first).calls
    expect(calls).toBeGreaterThanOrEqual(3)
    budget.refused()
    // Nobody waits for the database now.
    expect(await budget.take(WANTED)).toMatchObject({ calls: 0 })
    now = 10_000
    const last = budget.take(WANTED)
    const { requests, answer } = await turn(1)
    expect(requests).toMatchObject([{ spent: calls, isRefused: true }])
    answer(3)
    expect((await last).calls).toBe(3)
  })

  test('waits for a slow database only a moment; what it answers later is not lost', async () => {
    let now = 0
    const { take, turn } = slowDatabase()
    const budget = new Clerk(take, () => now).budget('one', 15)
    const first = await budget.take(WANTED)
    expect(first.calls).toBeGreaterThanOrEqual(3)
    ;(await turn(0)).answer(3)
    await new Promise<void>((resolve) => void setImmediate(resolve))
    now = 10_000
    const last = budget.take(WANTED)
    const { requests, answer } = await turn(1)
    expect(requests).toMatchObject([{ spent: first.calls - 3 }])
    answer(1)
    await last
  })
})
