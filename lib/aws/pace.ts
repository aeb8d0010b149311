import 'server-only'
import type { Priority } from '@/lib/auth/context'
import type { Budget } from '@/lib/budget/budget'
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
  /** AWS has refused a call because there were too many: all go slower for a while. */
  refused: () => void
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

/**
 * Seconds of the quota that one person may have waiting. A request ends after 15 s: who comes later than this would
 * wait for nothing. Background work has time.
 */
const MOST_WAITING: Record<Priority, number> = { person: 12, background: 120 }
/** Longer than this nobody keeps what was granted; in milliseconds. */
const STOCK_KEEPS = 1000

const systemClock: PaceClock = {
  now: () => performance.now(),
  after: (milliseconds, work) => void setTimeout(work, milliseconds),
}

/**
 * The queue in front of one AWS quota: calls go as its budget lets them, people before background reading. Persons take
 * turns, and each one's calls go in the order in which they came.
 */
export function createPace(budget: Budget, clock: PaceClock = systemClock): Pace {
  const queues: Record<Priority, Turns> = { person: createTurns(), background: createTurns() }
  const stock: Stock = { calls: 0, until: 0 }
  /** A question under way or a rest before the next one; a person does not wait for a rest of background reading. */
  let state: 'idle' | 'asking' | 'resting for people' | 'resting' = 'idle'
  let rests = 0

  const wanted = () => ({ people: queues.person.count(), background: queues.background.count() })
  const isWaiting = () => wanted().people + wanted().background > 0

  const letIn = () => {
    if (clock.now() >= stock.until) stock.calls = 0
    for (; stock.calls > 0 && isWaiting(); stock.calls--) {
      const admit = queues.person.next() ?? queues.background.next()
      admit?.()
    }
    const isPressing = state === 'idle' || (state === 'resting' && wanted().people > 0)
    if (isWaiting() && isPressing) void ask()
  }

  const ask = async () => {
    state = 'asking'
    rests++
    const asked = wanted()
    const { calls, again } = await budget.take(asked)
    stock.calls += calls
    stock.until = clock.now() + STOCK_KEEPS
    if (again === 0) state = 'idle'
    else rest(asked.people > calls ? 'resting for people' : 'resting', again)
    letIn()
  }

  const rest = (how: typeof state, milliseconds: number) => {
    state = how
    const mine = rests
    clock.after(milliseconds, () => {
      if (mine !== rests) return
      state = 'idle'
      letIn()
    })
  }

  const enter = ({ priority, person }: Asker, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const queue = queues[priority]
      if (queue.countOf(person) >= MOST_WAITING[priority] * budget.most) return reject(new PaceFullError())
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

  return { enter, refused: budget.refused }
}

/** Calls that may go and have nobody yet. */
interface Stock {
  calls: number
  until: number
}

type Admit = () => void

interface Turns {
  join: (person: string, admit: Admit) => void
  leave: (person: string, admit: Admit) => void
  /** The one whose turn it is. */
  next: () => Admit | undefined
  countOf: (person: string) => number
  count: () => number
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
    count: () => [...waiting.values()].reduce((sum, own) => sum + own.size, 0),
  }
}
