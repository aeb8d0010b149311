import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { acquireLease, releaseLease, renewLease } from '@/lib/db/lease-rows'
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
export interface FunctionLease {
  /** False once another process may have taken over: nothing more may be written. */
  isHeld: () => boolean
  release: () => Promise<void>
}

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
    if (await acquireLease({ key, owner, ttlMs: LEASE_TTL })) return keepAlive(key, owner, askedAt)
    if (performance.now() >= giveUpAt)
      fail('busy', `Another change of ${identity.functionName} is under way. Try again in a few seconds.`)
    await wait(ASK_AGAIN)
  }
}

/**
 * How much of the lease is left is told by the one clock that never jumps, here and by those who watch it. It is
 * counted from before the asking, they count from when they see it: it is over here before anybody takes it.
 */
function keepAlive(key: string, owner: string, askedAt: number): FunctionLease {
  let heldUntil = askedAt + LEASE_TTL
  const timer = setInterval(async () => {
    const renewedAt = performance.now()
    const isRenewed = await renewLease({ key, owner, ttlMs: LEASE_TTL }).catch(() => undefined)
    if (isRenewed) heldUntil = renewedAt + LEASE_TTL
    if (isRenewed === false) heldUntil = 0
  }, RENEW_EVERY)
  timer.unref()
  return {
    isHeld: () => performance.now() < heldUntil,
    release: async () => {
      clearInterval(timer)
      await releaseLease({ key, owner }).catch(() => undefined)
    },
  }
}
