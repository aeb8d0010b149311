import { describe, expect, test } from 'vitest'
import type { Call } from '@/lib/changes/operations/table'
import { outcomeOf } from '@/lib/changes/outcome-of'
import type { Failure } from '@/lib/failures/result'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const CALL: Call = { operation: 'DeleteFunctionUrlConfig', input: { FunctionName: 'checkout' } }
const planOf = (calls: number) => ({ calls: Array.from({ length: calls }, () => CALL) })
const GONE: QualifierState = { config: null, policy: null }
const THEIRS: QualifierState = {
  config: null,
  policy: { RevisionId: 'r2', statements: [{ Effect: 'Deny' }] },
}
const DENIED: Failure = { code: 'access-denied', message: 'The console may not do this.' }

describe('every call done', () => {
  test.each([
    [1, GONE, '1 of 1 call succeeded and verified.'],
    [3, GONE, '3 of 3 calls succeeded and verified.'],
    [1, undefined, '1 of 1 call succeeded; the result could not be verified.'],
    [
      3,
      THEIRS,
      '3 of 3 calls succeeded. The state read afterwards differs: somebody else changed it at the same time.',
    ],
  ])('%i calls', (total, now, message) => {
    const outcome = outcomeOf({ plan: planOf(total), done: total, expected: GONE, now })
    expect(outcome).toEqual({ verdict: 'applied', message, state: now })
  })
})

describe('stopped', () => {
  test.each([
    ['failed', 0, 1, 'nothing-done', 'Nothing was changed by this console.'],
    ['failed', 2, 3, 'half-done', '2 of 3 calls succeeded, 1 not made.'],
    [
      'changed-elsewhere',
      1,
      2,
      'changed-elsewhere',
      'Stopped, because somebody else changed it in the meantime. 1 of 2 calls succeeded, 1 not made.',
    ],
  ] as const)('%s after %i of %i', (status, done, total, verdict, message) => {
    const stopped = { status, failure: DENIED }
    const outcome = outcomeOf({ plan: planOf(total), done, stopped, expected: GONE, now: GONE })
    expect(outcome).toEqual({ verdict, message, failure: DENIED, state: GONE })
  })

  test.each([
    [0, 1, 'Whether the call took effect is not known, because AWS could not be read.'],
    [0, 3, 'Whether the first call took effect is not known, because AWS could not be read.'],
    [
      2,
      3,
      '2 of 3 calls succeeded. Whether the next call took effect is not known, because AWS could not be read.',
    ],
  ])('an unclear call after %i of %i never says that nothing was changed', (done, total, message) => {
    const outcome = outcomeOf({ plan: planOf(total), done, stopped: { status: 'unknown' }, expected: GONE })
    expect(outcome).toMatchObject({ verdict: 'unknown', message })
  })

  test.each([
    [0, 1, 'Whether the call'],
    [0, 3, 'Whether the first call'],
    [2, 3, '2 of 3 calls succeeded. Whether the next call'],
  ])('a refused call after %i of %i that left its effect is not called undone', (done, total, call) => {
    const stopped = { status: 'unknown', failure: DENIED, isRefused: true } as const
    const outcome = outcomeOf({ plan: planOf(total), done, stopped, expected: GONE, now: THEIRS })
    const message = `${call} took effect is not known: AWS refused it, but the state read afterwards shows it.`
    expect(outcome).toEqual({ verdict: 'unknown', message, failure: DENIED, state: THEIRS })
  })

  test('a lost reply where AWS answered only later', () => {
    const stopped = { status: 'unknown' } as const
    const outcome = outcomeOf({ plan: planOf(1), done: 0, stopped, expected: GONE, now: THEIRS })
    expect(outcome.message).toBe(
      'Whether the call took effect is not known, because AWS could not be read right after it.',
    )
  })

  test.each([
    [0, 'nothing-done', 'Nothing was changed by this console.'],
    [1, 'half-done', '1 of 2 calls succeeded, 1 not made.'],
  ])('a failed call after %i of 2, and a state that is not what this leaves', (done, verdict, progress) => {
    const stopped = { status: 'failed', failure: DENIED } as const
    const outcome = outcomeOf({ plan: planOf(2), done, stopped, expected: GONE, now: THEIRS })
    const message = `${progress} What was read back is not what this leaves: somebody else changed it in the meantime.`
    expect(outcome).toEqual({ verdict, message, failure: DENIED, state: THEIRS })
  })
})
