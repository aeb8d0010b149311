import type { Change, Outcome } from '@/lib/changes/change'
import { isSameState } from '@/lib/changes/plan/state-difference'
import type { Failure } from '@/lib/failures/result'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { counted } from '@/lib/text/counted'

interface Ending {
  plan: Pick<Change, 'calls'>
  /** How many calls, from the first on, are done. */
  done: number
  /** Why it stopped before the end. */
  stopped?: { status: 'failed' | 'changed-elsewhere' | 'unknown'; failure?: Failure; isRefused?: true }
  /** The state that the done calls lead to. */
  expected: QualifierState
  /** The state read back; absent where AWS could not be read. */
  now?: QualifierState
}

/** The verdict and its sentences: what was done, what was not, and whether somebody else has been there since. */
export function outcomeOf({ plan, done, stopped, expected, now }: Ending): Outcome {
  const total = plan.calls.length
  const elsewhere = now && !isSameState(now, expected)
  if (!stopped) {
    const message = elsewhere
      ? `All ${counted(total, 'call')} done. What was read back differs already: somebody else changed it at the same time.`
      : `All ${counted(total, 'call')} done${now ? ' and read back' : '; it could not be read back'}.`
    return {
      verdict: 'applied',
      message: total === 1 ? message.replace('All 1 call', 'The call is') : message,
      state: now,
    }
  }
  const { failure, status } = stopped
  if (status === 'unknown') {
    const message = `${unknownCall(done, total)} ${whyUnknown(stopped, now)}`
    return { verdict: 'unknown', message, failure, state: now }
  }
  const progress =
    done === 0
      ? 'Nothing was changed by this console.'
      : `${done} of ${counted(total, 'call')} done, ${total - done} not done.`
  if (status === 'changed-elsewhere')
    return {
      verdict: 'changed-elsewhere',
      message: `Stopped, because somebody else changed it in the meantime. ${progress}`,
      failure,
      state: now,
    }
  const message = elsewhere
    ? `${progress} What was read back is not what this leaves: somebody else changed it in the meantime.`
    : progress
  return { verdict: done === 0 ? 'nothing-done' : 'half-done', message, failure, state: now }
}

/** Not even "nothing was changed" is certain here. */
function unknownCall(done: number, total: number): string {
  if (total === 1) return 'Whether the call'
  const before = done === 0 ? '' : `${done} of ${counted(total, 'call')} done. `
  return `${before}Whether the ${done === 0 ? 'first' : 'next'} call`
}

function whyUnknown(
  { isRefused }: Pick<NonNullable<Ending['stopped']>, 'isRefused'>,
  now?: QualifierState,
): string {
  if (isRefused) return 'had its effect is not known: AWS refused it, but what was read back shows it.'
  return now
    ? 'had its effect is not known, since AWS could not be read right after it.'
    : 'had its effect is not known, since AWS could not be read.'
}
