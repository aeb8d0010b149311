import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { documentOf, MAX_POLICY_LENGTH, policyText } from '@/lib/permissions/policy-document'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * What stays of a policy when its URL is closed or deleted. What RemovePermission cannot name goes with
 * PutResourcePolicy; where the rest is longer than that takes, it stays, since closing must never fail for it.
 */
export function statementsLeft(
  before: QualifierState,
  isKept: (statement: Statement) => boolean,
): Statement[] {
  const existing = statementsOf(before)
  const left = existing.filter(isKept)
  const isTooLong = policyText(documentOf(policyWith(left, before))).length > MAX_POLICY_LENGTH
  return isTooLong ? existing.filter((each) => isKept(each) || !isRemovable(each)) : left
}
