import type { Part, Readback, Settled } from '@/lib/changes/operations/operation'
import { type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { isSamePolicy, statementsOf } from '@/lib/changes/plan/state-difference'
import { isSameConfig } from '@/lib/function-urls/settings'
import type { QualifierState } from '@/lib/requests/qualifier-state'

export type { Settled } from '@/lib/changes/operations/operation'

/**
 * What became of a call whose reply was lost, told from the state read back. `before` and `after` are the
 * states that the plan expected around the call. "done" may also be somebody else's equal call at the same
 * moment: the service cannot tell, so nobody can.
 */
export function settle<Name extends CallOperation>(
  { operation, input }: Call<Name>,
  before: QualifierState,
  after: QualifierState,
  now: QualifierState,
): Settled {
  const readback: Readback = { before, after, now }
  return OPERATIONS[operation].settle(readback, input)
}

/** Whether what the plan expected before a call is what is there: the guard in front of every later call. */
export function isAsExpected(call: Call, expected: QualifierState, now: QualifierState): boolean {
  return IS_UNTOUCHED[OPERATIONS[call.operation].touches](expected, now)
}

const IS_UNTOUCHED: Record<Part, (expected: QualifierState, now: QualifierState) => boolean> = {
  config: (expected, now) =>
    isSameConfig(expected.config, now.config) &&
    (expected.config?.LastModifiedTime ?? '') === (now.config?.LastModifiedTime ?? ''),
  policy: (expected, now) => isSamePolicy(expected.policy, now.policy) || isBothEmpty(expected, now),
  concurrency: (expected, now) => expected.concurrency === now.concurrency,
}

/** A policy without statements is as good as none. */
const isBothEmpty = (a: QualifierState, b: QualifierState) =>
  statementsOf(a).length === 0 && statementsOf(b).length === 0
