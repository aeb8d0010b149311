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
    const succeeded = `${total} of ${counted(total, 'call')} succeeded`
    const message = elsewhere
      ? `${succeeded}. The state read afterwards differs: somebody else changed it at the same time.`
      : `${succeeded}${now ? ' and verified' : '; the result could not be verified'}.`
    return { verdict: 'applied', message, state: now }
  }
  const { failure, status } = stopped
  if (status === 'unknown') {
    const message = `${unknownCall(done, total)} ${whyUnknown(stopped, now)}`
    return { verdict: 'unknown', message, failure, state: now }
  }
  const progress =
    done === 0
      ? 'Nothing was changed by this console.'
      : `${done} of ${counted(total, 'call')} succeeded, ${total - done} not made.`
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
  const before = done === 0 ? '' : `${done} of ${counted(total, 'call')} succeeded. `
  return `${before}Whether the ${done === 0 ? 'first' : 'next'} call`
}

function whyUnknown(
  { isRefused }: Pick<NonNullable<Ending['stopped']>, 'isRefused'>,
  now?: QualifierState,
): string {
  if (isRefused) return 'took effect is not known: AWS refused it, but the state read afterwards shows it.'
  return now
    ? 'took effect is not known, because AWS could not be read right after it.'
    : 'took effect is not known, because AWS could not be read.'
}
