import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { acquireLease, leaseOf, releaseLease, renewLease, watchLeases } from '@/lib/db/lease-rows'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)
afterEach(() => vi.useRealTimers())

const TEN_SECONDS = 10_000
/** A lease that holds so short a time that a test can watch it. */
const SILENT = 50
const request = (owner: string, ttlMs = TEN_SECONDS) => ({ key: 'fn', owner, ttlMs })
/** How long a lease has to run by this process's clock, which is the database's too unless a test moves it. */
const secondsLeft = async () => (Date.parse((await leaseOf('fn'))?.expiresAt ?? '') - Date.now()) / 1000

describe('acquireLease', () => {
  test('one holder until it was silent for as long as a lease holds', async () => {
    expect(await acquireLease(request('a'))).toBe(true)
    expect(await acquireLease(request('b'))).toBe(false)
    expect(await leaseOf('fn')).toMatchObject({ owner: 'a' })
    await expect.poll(() => acquireLease(request('b', SILENT))).toBe(true)
    expect(await leaseOf('fn')).toMatchObject({ owner: 'b' })
  })

  test('every renewal is a sign of life', async () => {
    await acquireLease(request('a'))
    for (let turn = 0; turn < 20; turn++) {
      await renewLease(request('a', TEN_SECONDS + turn))
      expect(await acquireLease(request('b', TEN_SECONDS / 2))).toBe(false)
    }
  })

  test('who has watched it for long enough need not wait', async () => {
    await acquireLease(request('a'))
    await watchLeases()
    const watchedSince = performance.now()
    await expect.poll(() => performance.now() - watchedSince).toBeGreaterThan(SILENT)
    expect(await acquireLease(request('b', SILENT))).toBe(true)
  })

  test('the same holder may take it again, from then on', async () => {
    expect(await acquireLease(request('a', 1000))).toBe(true)
    expect(await acquireLease(request('a'))).toBe(true)
    expect(await secondsLeft()).toBeGreaterThan(5)
    expect(await secondsLeft()).toBeLessThanOrEqual(10)
  })

  test('of many at once exactly one gets it', async () => {
    const owners = Array.from({ length: 50 }, (_, index) => `owner-${index}`)
    const taken = await Promise.all(owners.map((owner) => acquireLease(request(owner))))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('keys do not touch each other', async () => {
    expect(await acquireLease(request('a'))).toBe(true)
    expect(await acquireLease({ ...request('b'), key: 'other' })).toBe(true)
  })
})

describe('no clock of the day is compared', () => {
  const HOUR = 3_600_000

  /** The computer's clock jumps: what stands in the row is as far away. */
  const jump = async (milliseconds: number) => {
    const { db } = await database()
    const expires_at = new Date(Date.now() - milliseconds).toISOString()
    await db.updateTable('leases').set({ expires_at }).execute()
  }

  test('one that jumps forward ends no lease of a holder who lives', async () => {
    await acquireLease(request('a'))
    await jump(HOUR)
    expect(await acquireLease(request('b'))).toBe(false)
    expect(await renewLease(request('a'))).toBe(true)
  })

  test('one that jumps back keeps no lease of a dead one', async () => {
    await acquireLease(request('a'))
    await jump(-HOUR)
    await expect.poll(() => acquireLease(request('b', SILENT))).toBe(true)
  })

  test('a process whose own clock is ahead or behind steals none', async () => {
    await acquireLease(request('a'))
    for (const hours of [HOUR, -HOUR]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours })
      expect(await acquireLease(request('b'))).toBe(false)
      vi.useRealTimers()
    }
  })
})

describe('renewLease and releaseLease', () => {
  test('renewing prolongs the own lease and notices a lost one', async () => {
    await acquireLease(request('a', 1000))
    expect(await renewLease(request('a'))).toBe(true)
    expect(await secondsLeft()).toBeGreaterThan(5)
    expect(await renewLease(request('b'))).toBe(false)
  })

  test('releasing frees the own lease only', async () => {
    await acquireLease(request('a'))
    await releaseLease({ key: 'fn', owner: 'b' })
    expect(await leaseOf('fn')).toMatchObject({ owner: 'a' })
    await releaseLease({ key: 'fn', owner: 'a' })
    expect(await leaseOf('fn')).toBeUndefined()
  })
})
