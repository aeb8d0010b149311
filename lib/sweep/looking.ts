import 'server-only'
import { logLine } from '@/lib/process/log'

/** Something that looks now and then whether there is work, and what of it is under way. */
export interface Looking {
  running: Map<string, Promise<void>>
  stopped: AbortController
  timer?: ReturnType<typeof setTimeout>
  look?: Promise<void>
}

export const newLooking = (): Looking => ({ running: new Map(), stopped: new AbortController() })

interface Rounds {
  look: () => Promise<void>
  /** Milliseconds from the end of one look to the next. */
  every: number
  /** Called when a look fails; the next one comes all the same. */
  onProblem: (error: unknown) => void
}

/** Looks in so many milliseconds, and from then on again and again until it is stopped. */
export function lookLater(own: Looking, milliseconds: number, rounds: Rounds): void {
  clearTimeout(own.timer)
  own.timer = setTimeout(() => {
    own.look = rounds
      .look()
      .catch(rounds.onProblem)
      .finally(() => {
        own.look = undefined
        if (!own.stopped.signal.aborted) lookLater(own, rounds.every, rounds)
      })
  }, milliseconds)
  own.timer.unref()
}

/** Ends what is under way. Resolves when nothing is written any more. */
export async function stopLooking({ stopped, timer, look, running }: Looking): Promise<void> {
  stopped.abort()
  clearTimeout(timer)
  await look
  await Promise.allSettled(running.values())
}

/** Tells the log of what went wrong in the background, under this name. */
export const problemLogger = (event: string) => (error: unknown) => {
  const stack = error instanceof Error ? error.stack : String(error)
  logLine({ level: 'error', event, stack })
}
