import 'server-only'
import { randomUUID } from 'node:crypto'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { describeConnection } from '@/lib/connection/read'
import { keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { fail } from '@/lib/failures/result'
import type { Target } from '@/lib/identity/schema'
import { addTarget } from '@/lib/inventory/sweep-rows'
import { sweepTarget } from '@/lib/sweep/sweep-target'
import { sweepLeaseKey } from '@/lib/sweep/sweeper'

const SECOND = 1_000
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND
const BY = 'the report'
const PROGRAM = { kind: 'system', id: 'system:report', name: BY } as const

const permitFor = (target: Partial<Target>) => systemPermit(backgroundContext(PROGRAM), target)

/**
 * Reads every account and region of the settings once, all at the same time, for a program that then ends. What is
 * being read by a console at this moment is left to it. Answers the accounts and regions that were.
 * @throws {FailureError} where it is not known which accounts there are
 */
export async function sweepOnce(signal: AbortSignal): Promise<{ left: Target[] }> {
  const { targets, failure } = await describeConnection.within(permitFor({}), {})
  if (failure) fail(failure.code, failure.message)
  const found = targets.flatMap(({ account, regions }) => regions.map((region) => ({ account, region })))
  const left: Target[] = []
  await Promise.all(
    found.map(async (target) => {
      await addTarget(permitFor(target), target)
      if (!(await sweepUnderLease(target, signal))) left.push(target)
    }),
  )
  return { left }
}

async function sweepUnderLease(target: Target, signal: AbortSignal): Promise<boolean> {
  const lease = { key: sweepLeaseKey(target), owner: randomUUID(), ttlMs: LEASE_TTL }
  const askedAt = performance.now()
  if (!(await acquireLease(lease))) return false
  const kept = keepLease({ ...lease, renewEveryMs: RENEW_EVERY }, askedAt)
  const lost = new AbortController()
  const watch = setInterval(() => !kept.isHeld() && lost.abort(), SECOND)
  try {
    await sweepTarget(target, BY, AbortSignal.any([signal, lost.signal]))
    return !lost.signal.aborted
  } finally {
    clearInterval(watch)
    await kept.release()
  }
}
