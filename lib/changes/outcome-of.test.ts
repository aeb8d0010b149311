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
})
