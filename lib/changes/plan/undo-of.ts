import type { UndoOutlook } from '@/lib/changes/change'
import type { Way } from '@/lib/changes/operations/operation'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { permissionOf } from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/**
 * Whether `before` can be reached again from `after` through these APIs: a deleted address never, a removed
 * statement always by PutResourcePolicy, and where a region lacks it (`policyBy` is `statement`) only when
 * AddPermission can write it exactly as it was.
 */
export function undoOf(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
  policyBy: Way['policyBy'] = 'whole',
): UndoOutlook {
  if (before.config && !after.config)
    return {
      possible: false,
      reason: 'A deleted function URL cannot be put back: a new one gets another address.',
    }
  if (policyBy === 'whole') return { possible: true }
  const removed = statementsMissingFrom(statementsOf(after), statementsOf(before))
  const lost = removed.filter((statement) => !permissionOf(statement, functionArn(identity)))
  if (lost.length === 0) return { possible: true }
  const ids = listed(
    lost.map(({ Sid }) => (Sid === undefined ? 'a statement without an id' : visibleText(Sid))),
  )
  return { possible: false, reason: `AddPermission cannot write this statement again as it was: ${ids}.` }
}
