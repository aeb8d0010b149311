import type { Settled } from '@/lib/changes/operations/operation'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import type { Statement } from '@/lib/permissions/schema'
import { isSameStatement } from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'

interface Wish {
  /** What the call was to leave under the id, and what was there before it. */
  wanted: Statement | undefined
  unwanted: Statement | undefined
}

/** What became of a call that writes the statement of one id. */
export function settleStatement(id: string, { wanted, unwanted }: Wish, now: QualifierState): Settled {
  const present = statementById(now, id)
  if (isEqual(present, wanted)) return 'done'
  return isEqual(present, unwanted) ? 'not-done' : 'other'
}

export const statementById = (state: QualifierState, id: string) =>
  statementsOf(state).find(({ Sid }) => Sid === id)

const isEqual = (a: Statement | undefined, b: Statement | undefined) =>
  a === undefined || b === undefined ? a === b : isSameStatement(a, b)
