import 'server-only'
import type { Priority } from '@/lib/auth/context'
import { KnownError } from '@/lib/failures/known-error'

/** Time as the pace sees it; tests turn it by hand. */
export interface PaceClock {
  now: () => number
  /** Runs `work` after so many milliseconds. */
  after: (milliseconds: number, work: () => void) => void
}

export interface Pace {
  /** Resolves when the call may go out; rejects with the signal's reason when it is given up before. */
  enter: (caller: Asker, signal: AbortSignal) => Promise<void>
}

/** Whose call it is: who wait at the same time take turns, however much one of them asks for. */
export interface Asker {
  priority: Priority
  person: string
}

/** Somebody has more waiting than can be answered before they have given up. */
export class PaceFullError extends KnownError {
  static override readonly errorName = 'PaceFullError'

  constructor() {
    super('Too many calls are waiting for AWS.')
  }
}

const SECOND = 1000
/** Calls that background reading leaves for a person who comes next. */
const KEPT_FOR_PEOPLE = 2
/**
 * Seconds of the quota that one person may have waiting. A request ends after 15 s: who comes later than this would
 * wait for nothing. Background work has time.
 */
const MOST_WAITING: Record<Priority, number> = { person: 12, background: 120 }
/** Calls let through at once. Fewer than the quota's 15: on the way to AWS calls bunch up a little. */
const MAX_BURST = 12

const systemClock: PaceClock = {
  now: () => performance.now(),
  after: (milliseconds, work) => void setTimeout(work, milliseconds),
}

/**
 * A leaky bucket in front of one AWS quota: at most `rate` calls (and 12) at once and `rate` more each second,
 * people before background reading. Persons take turns, and each one's calls go in the order in which they came.
 */
export function createPace(rate: number, clock: PaceClock = systemClock): Pace {
  const queues: Record<Priority, Turns> = { person: createTurns(), background: createTurns() }
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
  const needed = () => (queues.person.isEmpty() ? 1 + kept : 1)
  const isWaiting = () => !queues.person.isEmpty() || !queues.background.isEmpty()

  const letIn = () => {
    count()
    while (isWaiting() && tokens >= needed()) {
      tokens--
      const admit = queues.person.next() ?? queues.background.next()
      admit?.()
    }
    if (!isWaiting() || isWaking) return
    isWaking = true
    clock.after(Math.ceil(((needed() - tokens) / rate) * SECOND), () => {
      isWaking = false
      letIn()
    })
  }

  const enter = ({ priority, person }: Asker, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const queue = queues[priority]
      if (queue.countOf(person) >= MOST_WAITING[priority] * rate) return reject(new PaceFullError())
      const giveUp = () => {
        queue.leave(person, admit)
        reject(signal.reason)
      }
      const admit = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      signal.addEventListener('abort', giveUp, { once: true })
      queue.join(person, admit)
      letIn()
    })

  return { enter }
}

type Admit = () => void

interface Turns {
  join: (person: string, admit: Admit) => void
  leave: (person: string, admit: Admit) => void
  /** The one whose turn it is. */
  next: () => Admit | undefined
  countOf: (person: string) => number
  isEmpty: () => boolean
}

/** Queues of persons who take turns: the one served last comes last. */
function createTurns(): Turns {
  const waiting = new Map<string, Set<Admit>>()
  const leave = (person: string, admit: Admit) => {
    const own = waiting.get(person)
    own?.delete(admit)
    if (own?.size === 0) waiting.delete(person)
  }
  return {
    join: (person, admit) => {
      const own = waiting.get(person) ?? new Set()
      waiting.set(person, own.add(admit))
    },
    leave,
    next: () => {
      for (const [person, own] of waiting)
        for (const admit of own) {
          leave(person, admit)
          if (waiting.delete(person)) waiting.set(person, own)
          return admit
        }
      return undefined
    },
    countOf: (person) => waiting.get(person)?.size ?? 0,
    isEmpty: () => waiting.size === 0,
  }
}
