import type { Change } from '@/lib/changes/change'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { policyWith } from '@/lib/changes/plan/state-difference'
import { statementsLeft } from '@/lib/changes/plan/statements-left'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import type { Statement } from '@/lib/permissions/schema'
import { servesOnlyFunctionUrl } from '@/lib/permissions/statement'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type DeleteRequest = Extract<ChangeRequest, { kind: 'delete' }>

/** Close first (the statements that only serve this URL), then delete. Needs the typed confirmation. */
export function planDelete(request: DeleteRequest, before: QualifierState): Change {
  const { identity } = request
  if (!before.config) fail('not-found', `${functionUrlName(identity)} has no function URL.`)
  const isKept = (statement: Statement) => request.statements === 'keep' || !servesOnlyFunctionUrl(statement)
  const left = statementsLeft(before, isKept)
  const after: QualifierState = { config: null, policy: policyWith(left, before) }
  return {
    request,
    title: `Delete the function URL of ${functionUrlName(identity)}`,
    before,
    after,
    calls: callsBetween(identity, before, after),
    warnings: warningsOf(before, after),
    confirmation: functionUrlName(identity),
    undo: undoOf(identity, before, after),
  }
}
