import 'server-only'
import type { Context } from '@/lib/auth/context'

/** How long one call of background work may take, its turn at the pace not counted; in milliseconds. */
const BACKGROUND_CALL = 30_000

export interface CallLimit {
  /** Aborted when the call has had its time, or when its context ends. */
  signal: AbortSignal
  /** A wait for the call's turn. A person's time runs on; that of background work stands still. */
  whileWaiting: <T>(turn: Promise<T>) => Promise<T>
  /** No time is measured any more. */
  end: () => void
}

/**
 * The time of one call to AWS. A person waits until the deadline and no longer, whatever the time was spent on.
 * Background work stands behind people at the pace, perhaps for long, which says nothing about AWS: there each call
 * has its time from when its turn has come.
 */
export function callLimit(
  { signal, deadline, now, priority }: Context,
  perCall = BACKGROUND_CALL,
): CallLimit {
  const late = new AbortController()
  const untilDeadline = Math.max(0, deadline - now().getTime())
  const isPatient = priority === 'background'
  let left = isPatient ? Math.min(perCall, untilDeadline) : untilDeadline
  let since = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const pause = () => {
    clearTimeout(timer)
    left -= performance.now() - since
  }
  const run = () => {
    since = performance.now()
    timer = setTimeout(giveUp, Math.max(0, left))
  }
  const giveUp = () => late.abort(new DOMException('The call took longer than it may.', 'TimeoutError'))

  run()
  return {
    signal: AbortSignal.any([signal, late.signal]),
    whileWaiting: async (turn) => {
      if (!isPatient) return turn
      pause()
      try {
        return await turn
      } finally {
        run()
      }
    },
    end: () => clearTimeout(timer),
  }
}
