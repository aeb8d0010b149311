import 'server-only'
import { type LeaseRequest, releaseLease, renewLease } from '@/lib/db/lease-rows'

/** A lease that is renewed as long as its process lives. */
export interface KeptLease {
  /** False once another process may have taken over: nothing more may be written. */
  isHeld: () => boolean
  release: () => Promise<void>
}

/**
 * Keeps a lease that was just taken. How much of it is left is told by the one clock that never jumps, here and by
 * those who watch it. It is counted from before the asking (`askedAt`, of `performance.now`), they count from when
 * they see it: it is over here before anybody takes it.
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
