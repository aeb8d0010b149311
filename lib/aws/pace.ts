import 'server-only'
import type { Priority } from '@/lib/auth/context'

/** Time as the pace sees it; tests turn it by hand. */
export interface PaceClock {
  now: () => number
  /** Runs `work` after so many milliseconds. */
  after: (milliseconds: number, work: () => void) => void
}

export interface Pace {
  /** Resolves when the call may go out; rejects with the signal's reason when it is given up before. */
  enter: (priority: Priority, signal: AbortSignal) => Promise<void>
}

interface Waiting {
  admit: () => void
}

const SECOND = 1000
/** Calls that background reading leaves for a person who comes next. */
const KEPT_FOR_PEOPLE = 2
/** Calls let through at once. Fewer than the quota's 15: on the way to AWS calls bunch up a little. */
const MAX_BURST = 12

const systemClock: PaceClock = {
  now: () => performance.now(),
  after: (milliseconds, work) => void setTimeout(work, milliseconds),
}

/**
 * A leaky bucket in front of one AWS quota: at most `rate` calls (and 12) at once and `rate` more each second,
 * people before background reading, each in the order in which they came.
 */
export function createPace(rate: number, clock: PaceClock = systemClock): Pace {
  const queues: Record<Priority, Waiting[]> = { person: [], background: [] }
  const burst = Math.min(rate, MAX_BURST)
  const kept = Math.min(KEPT_FOR_PEOPLE, rate - 1)
  let tokens = burst
  let countedAt = clock.now()
  let isWaking = false

  const count = () => {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - countedAt) / SECOND) * rate)
    countedAt = now
  }
  const needed = () => (queues.person.length > 0 ? 1 : 1 + kept)
  const isWaiting = () => queues.person.length + queues.background.length > 0

  const letIn = () => {
    count()
    while (isWaiting() && tokens >= needed()) {
      tokens--
      const next = queues.person.shift() ?? queues.background.shift()
      next?.admit()
    }
    if (!isWaiting() || isWaking) return
    isWaking = true
    clock.after(Math.ceil(((needed() - tokens) / rate) * SECOND), () => {
      isWaking = false
      letIn()
    })
  }

  const enter = (priority: Priority, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const queue = queues[priority]
      const giveUp = () => {
        queue.splice(queue.indexOf(waiting), 1)
        reject(signal.reason)
      }
      const waiting: Waiting = {
        admit: () => {
          signal.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      signal.addEventListener('abort', giveUp, { once: true })
      queue.push(waiting)
      letIn()
    })

  return { enter }
}
