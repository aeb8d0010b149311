import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { type KeptLease, keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { fail } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

const SECOND = 1_000
/**
 * How long a dead process holds a function up; a living one renews long before. Longer than renewing and the
 * longest write together, so that what was on the wire when a process died is decided before anybody judges it.
 */
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND
/** How long a second person waits for the first one's change before being told that the function is busy. */
const PATIENCE = 8 * SECOND
const ASK_AGAIN = 50

/** The right to change one function, held from the fresh read to the recorded outcome. */
export type FunctionLease = KeptLease

export const leaseKey = ({ account, region, functionName }: FunctionIdentity): string =>
  `change:${identityKey({ account, region, functionName })}`

/**
 * Takes the lease on the function of a function URL that the permit is for, waiting a few seconds for a change that is under way.
 * @throws FailureError `busy`
 */
export async function takeLease(
  permit: Permit,
  identity: FunctionUrlIdentity,
  patience = PATIENCE,
): Promise<FunctionLease> {
  assertCovers(permit, identity)
  const key = leaseKey(identity)
  const owner = randomUUID()
  const giveUpAt = performance.now() + patience
  for (;;) {
    const askedAt = performance.now()
    if (await acquireLease({ key, owner, ttlMs: LEASE_TTL }))
      return keepLease({ key, owner, ttlMs: LEASE_TTL, renewEveryMs: RENEW_EVERY }, askedAt)
    if (performance.now() >= giveUpAt)
      fail('busy', `Another change of ${identity.functionName} is under way. Try again in a few seconds.`)
    await wait(ASK_AGAIN)
  }
}
