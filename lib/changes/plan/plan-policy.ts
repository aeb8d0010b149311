import type { Change } from '@/lib/changes/change'
import { callsAtOnce } from '@/lib/changes/plan/calls-between'
import { isSamePolicy, policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { statementsMoved } from '@/lib/changes/plan/statements-moved'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import { policyOf } from '@/lib/permissions/policy-document'
import { policyIssues } from '@/lib/permissions/policy-issues'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type PutPolicyRequest = Extract<ChangeRequest, { kind: 'put-policy' }>

/** The policy as edited. */
export function planPutPolicy(request: PutPolicyRequest, before: QualifierState): Change {
  const { identity } = request
  const policy = policyAfter(request, before)
  if (isSamePolicy(before.policy, policy))
    fail('invalid-input', 'Nothing would change: this is the policy as it is.')
  const issues = policyIssues(policy?.statements ?? [], identity, statementsOf(before))
  if (issues.length > 0)
    fail('invalid-input', 'AWS would refuse this policy.', {
      issues: issues.map(({ index, part, message }) => ({ path: `to.${index}.${part}`, message })),
    })
  const after = { ...before, policy }
  return {
    request,
    title: `Change the policy of ${functionUrlName(identity)}`,
    before,
    after,
    calls: callsAtOnce(identity, before, after),
    warnings: warningsOf(before, after),
    confirmation: null,
    undo: undoOf(identity, before, after),
  }
}

/** What the person changed, done to the policy as it is now. */
function policyAfter({ from, to, head }: PutPolicyRequest, before: QualifierState): QualifierState['policy'] {
  const policy = policyWith(statementsMoved(from, to, statementsOf(before)), before)
  if (!policy || !head) return policy
  const { head: _, ...rest } = policy
  return { ...rest, ...policyOf({ ...head, Statement: policy.statements }) }
}
