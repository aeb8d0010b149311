import { callsBetween } from '@/lib/changes/plan/calls-between'
import { nameOf } from '@/lib/changes/plan/change-title'
import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import type { Change, ChangeRequest, QualifierState } from '@/lib/changes/schema'
import { confirmationText } from '@/lib/function-urls/identity'
import { isRemovable, servesOnlyFunctionUrl } from '@/lib/permissions/statement'
import { fail } from '@/lib/result'

type DeleteRequest = Extract<ChangeRequest, { kind: 'delete' }>

/** Close first (the statements that only serve this URL), then delete. Needs the typed confirmation. */
export function planDelete(request: DeleteRequest, before: QualifierState): Change {
  const { identity } = request
  if (!before.config) fail('not-found', `${nameOf(identity)} has no function URL.`)
  const existing = statementsOf(before)
  const left =
    request.statements === 'keep'
      ? existing
      : existing.filter((statement) => !servesOnlyFunctionUrl(statement) || !isRemovable(statement))
  const after: QualifierState = { config: null, policy: policyWith(left, before) }
  return {
    request,
    title: `Delete the function URL of ${nameOf(identity)}`,
    before,
    after,
    calls: callsBetween(identity, before, after),
    warnings: warningsOf(before, after),
    confirmation: confirmationText(identity),
    undo: undoOf(identity, before, after),
  }
}
