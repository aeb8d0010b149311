import { isSameConfig, isSameStatements, statementsOf } from '@/lib/changes/plan/state-difference'
import type { Statement } from '@/lib/permissions/schema'
import { isSameStatement } from '@/lib/permissions/statement'
import type { Call } from '@/lib/requests/call'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** done, not done, or neither: what is there now is somebody else's doing. */
export type Settled = 'done' | 'not-done' | 'other'

/**
 * What became of a call whose reply was lost, told from the state read back. `before` and `after` are the
 * states that the plan expected around the call. "done" may also be somebody else's equal call at the same
 * moment: the service cannot tell, so nobody can.
 */
export function settle(
  call: Call,
  before: QualifierState,
  after: QualifierState,
  now: QualifierState,
): Settled {
  switch (call.operation) {
    case 'CreateFunctionUrlConfig':
      if (now.config === null) return 'not-done'
      return isSameConfig(now.config, after.config) ? 'done' : 'other'
    case 'UpdateFunctionUrlConfig':
      return settleUpdate(before, after, now)
    case 'DeleteFunctionUrlConfig':
      if (now.config === null) return 'done'
      return now.config.FunctionUrl === before.config?.FunctionUrl ? 'not-done' : 'other'
    case 'AddPermission':
      return settleStatement(
        statementById(after, call.input.StatementId),
        undefined,
        call.input.StatementId,
        now,
      )
    case 'RemovePermission':
      return settleStatement(
        undefined,
        statementById(before, call.input.StatementId),
        call.input.StatementId,
        now,
      )
  }
}

function settleUpdate(before: QualifierState, after: QualifierState, now: QualifierState): Settled {
  if (now.config === null) return 'other'
  const isTouched = now.config.LastModifiedTime !== before.config?.LastModifiedTime
  if (isTouched && isSameConfig(now.config, after.config)) return 'done'
  return !isTouched ? 'not-done' : 'other'
}

function settleStatement(
  wanted: Statement | undefined,
  unwanted: Statement | undefined,
  id: string,
  now: QualifierState,
): Settled {
  const present = statementById(now, id)
  if (isEqual(present, wanted)) return 'done'
  return isEqual(present, unwanted) ? 'not-done' : 'other'
}

const statementById = (state: QualifierState, id: string) => statementsOf(state).find(({ Sid }) => Sid === id)

const isEqual = (a: Statement | undefined, b: Statement | undefined) =>
  a === undefined || b === undefined ? a === b : isSameStatement(a, b)

/** Whether what the plan expected before a call is what is there: the guard in front of every later call. */
export function isAsExpected(call: Call, expected: QualifierState, now: QualifierState): boolean {
  if (call.operation === 'AddPermission' || call.operation === 'RemovePermission')
    return isSameStatements(statementsOf(expected), statementsOf(now))
  return (
    isSameConfig(expected.config, now.config) &&
    (expected.config?.LastModifiedTime ?? '') === (now.config?.LastModifiedTime ?? '')
  )
}
