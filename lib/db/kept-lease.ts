import 'server-only'
import { type LeaseRequest, releaseLease, renewLease } from '@/lib/db/lease-rows'

/** A lease that is renewed as long as its process lives. */
export interface KeptLease {
  /** False once another process may have taken over: nothing more may be written. */
  isHeld: () => boolean
  release: () => Promise<void>
}

/**
 * Keeps a lease that was just taken. It runs by the database's clock, and how much of it is left is told by the one
 * clock here that never jumps. It is counted from before the asking (`askedAt`, of `performance.now`), which may have
 * waited for the database: sooner over here than there.
 */
export function keepLease(
  { renewEveryMs, ...lease }: LeaseRequest & { renewEveryMs: number },
  askedAt: number,
): KeptLease {
  let heldUntil = askedAt + lease.ttlMs
  const timer = setInterval(async () => {
    const renewedAt = performance.now()
    const isRenewed = await renewLease(lease).catch(() => undefined)
    if (isRenewed) heldUntil = renewedAt + lease.ttlMs
    if (isRenewed === false) heldUntil = 0
  }, renewEveryMs)
  timer.unref()
  return {
    isHeld: () => performance.now() < heldUntil,
    release: async () => {
      clearInterval(timer)
      await releaseLease(lease).catch(() => undefined)
    },
  }
}
