import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { acquireLease, leaseOf, releaseLease, renewLease } from '@/lib/db/lease-rows'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds))
const request = (owner: string, seconds: number) => ({ key: 'fn', owner, ttlMs: 10_000, now: at(seconds) })

describe('acquireLease', () => {
  test('one holder until it expires', async () => {
    expect(await acquireLease(request('a', 0))).toBe(true)
    expect(await acquireLease(request('b', 9))).toBe(false)
    expect(await leaseOf('fn')).toEqual({ owner: 'a', expiresAt: at(10).toISOString() })
    expect(await acquireLease(request('b', 10))).toBe(true)
    expect(await leaseOf('fn')).toMatchObject({ owner: 'b' })
  })

  test('the same holder may take it again', async () => {
    expect(await acquireLease(request('a', 0))).toBe(true)
    expect(await acquireLease(request('a', 5))).toBe(true)
    expect(await leaseOf('fn')).toEqual({ owner: 'a', expiresAt: at(15).toISOString() })
  })

  test('of many at once exactly one gets it', async () => {
    const owners = Array.from({ length: 50 }, (_, index) => `owner-${index}`)
    const taken = await Promise.all(owners.map((owner) => acquireLease(request(owner, 0))))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('keys do not touch each other', async () => {
    expect(await acquireLease(request('a', 0))).toBe(true)
    expect(await acquireLease({ ...request('b', 0), key: 'other' })).toBe(true)
  })
})

describe('renewLease and releaseLease', () => {
  test('renewing prolongs the own lease and notices a lost one', async () => {
    await acquireLease(request('a', 0))
    expect(await renewLease(request('a', 8))).toBe(true)
    expect(await leaseOf('fn')).toEqual({ owner: 'a', expiresAt: at(18).toISOString() })
    expect(await renewLease(request('b', 8))).toBe(false)
  })

  test('releasing frees the own lease only', async () => {
    await acquireLease(request('a', 0))
    await releaseLease({ key: 'fn', owner: 'b' })
    expect(await leaseOf('fn')).toMatchObject({ owner: 'a' })
    await releaseLease({ key: 'fn', owner: 'a' })
    expect(await leaseOf('fn')).toBeUndefined()
  })
})
