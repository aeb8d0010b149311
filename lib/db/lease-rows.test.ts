import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { acquireLease, leaseOf, releaseLease, renewLease } from '@/lib/db/lease-rows'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)
afterEach(() => vi.useRealTimers())

const TEN_SECONDS = 10_000
const request = (owner: string, ttlMs = TEN_SECONDS) => ({ key: 'fn', owner, ttlMs })
/** A lease that has run out as soon as it is taken. */
const expired = (owner: string) => request(owner, 0)

/** How long a lease has to run by this process's clock, which is the database's too unless a test moves it. */
const secondsLeft = async () => (Date.parse((await leaseOf('fn'))?.expiresAt ?? '') - Date.now()) / 1000

describe('acquireLease', () => {
  test('one holder until it expires', async () => {
    expect(await acquireLease(request('a'))).toBe(true)
    expect(await acquireLease(request('b'))).toBe(false)
    expect(await leaseOf('fn')).toMatchObject({ owner: 'a' })
    expect(await renewLease(expired('a'))).toBe(true)
    expect(await acquireLease(request('b'))).toBe(true)
    expect(await leaseOf('fn')).toMatchObject({ owner: 'b' })
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

describe('the clock is the database’s', () => {
  const HOUR = 3_600_000
  /** This process's clock jumps; the database's does not. */
  const jump = (milliseconds: number) =>
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds })

  test('a process whose clock is ahead steals no lease', async () => {
    await acquireLease(request('a'))
    jump(HOUR)
    expect(await acquireLease(request('b'))).toBe(false)
  })

  test('a process whose clock is ahead prolongs none', async () => {
    jump(HOUR)
    await acquireLease(request('a'))
    await renewLease(request('a'))
    vi.useRealTimers()
    expect(await secondsLeft()).toBeLessThanOrEqual(10)
  })

  test('a process whose clock is behind still takes what has expired', async () => {
    await acquireLease(expired('a'))
    jump(-HOUR)
    expect(await acquireLease(request('b'))).toBe(true)
    vi.useRealTimers()
    expect(await secondsLeft()).toBeGreaterThan(5)
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
