import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { FailureError } from '@/lib/failures/result'
import { takeSendingPlace } from '@/lib/probe/sending-places'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const isRefused = (actor: string) =>
  takeSendingPlace(actor).then(
    () => false,
    (error) => {
      expect(error).toBeInstanceOf(FailureError)
      return true
    },
  )

/** As if so many milliseconds had passed; less than none: as if the clock had been put back. */
async function passed(milliseconds: number): Promise<void> {
  const { db } = await database()
  const rows = await db.selectFrom('sending_places').select(['id', 'begun_at']).execute()
  for (const { id, begun_at } of rows) {
    const earlier = new Date(Date.parse(begun_at) - milliseconds).toISOString()
    await db.updateTable('sending_places').set({ begun_at: earlier }).where('id', '=', id).execute()
  }
}

/** What another process on this database has written. */
async function begunElsewhere(actor: string, count: number, isUnderWay: boolean): Promise<void> {
  const { db } = await database()
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ id: `${actor} ${index}`, actor_id: actor, begun_at: new Date(Date.now() - 500).toISOString() },
    under_way: isUnderWay ? 1 : 0,
  }))
  await db.insertInto('sending_places').values(rows).execute()
}

test('a person begins 120 requests within a minute and no more; another person is another matter', async () => {
  await begunElsewhere('ann', 119, false)
  expect(await isRefused('ann')).toBe(false)
  expect(await isRefused('ann')).toBe(true)
  expect(await isRefused('bob')).toBe(false)
  await passed(60_500)
  expect(await isRefused('ann')).toBe(false)
})

test('six are under way at most, whichever process sends them, and one that is over makes room', async () => {
  await begunElsewhere('ann', 5, true)
  const leave = await takeSendingPlace('ann')
  expect(await isRefused('ann')).toBe(true)
  leave()
  await expect.poll(() => isRefused('ann')).toBe(false)
})

test('of requests that come in the same moment no more than six begin', async () => {
  const refused = await Promise.all(Array.from({ length: 20 }, () => isRefused('ann')))
  expect(refused.filter((each) => each)).toHaveLength(14)
})

test('a place that nobody gave back is free when every reply would have been cut off', async () => {
  await begunElsewhere('ann', 6, true)
  expect(await isRefused('ann')).toBe(true)
  await passed(75_001)
  expect(await isRefused('ann')).toBe(false)
})

test('a clock that was set back does not keep anybody out', async () => {
  await begunElsewhere('ann', 6, true)
  await passed(-3_600_000)
  expect(await isRefused('ann')).toBe(false)
})
