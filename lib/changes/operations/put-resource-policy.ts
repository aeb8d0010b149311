import type { Operation, Revision } from '@/lib/changes/operations/operation'
import { placeOfPolicy } from '@/lib/changes/operations/place-of-policy'
import { isSamePolicy } from '@/lib/changes/plan/state-difference'
import { fail } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import {
  documentOf,
  MAX_POLICY_LENGTH,
  type PolicyDocument,
  policyOf,
  policySizeText,
  policyText,
} from '@/lib/permissions/policy-document'
import { counted } from '@/lib/text/counted'

type Input = {
  /** In full, with the qualifier: this operation takes no function name. */
  ResourceArn: string
  /** AWS takes it as text. */
  Policy: PolicyDocument
  RevisionId?: Revision
}

/** Lambda API reference, "PutResourcePolicy" (2026-07-09). It replaces everything that is there, whoever put it there. */
export const putResourcePolicy: Operation<Input> = {
  command: 'put-resource-policy',
  action: 'lambda:PutResourcePolicy',
  touches: 'policy',
  hasRevision: true,
  replacesPolicy: true,
  needed: ({ identity, before, after, policyBy }) => {
    if (policyBy !== 'whole' || !after.policy || isSamePolicy(before.policy, after.policy)) return []
    const Policy = documentOf(after.policy)
    if (policyText(Policy).length > MAX_POLICY_LENGTH)
      fail('policy-too-large', `The policy would be too large: ${policySizeText(Policy)}.`)
    const input = { ResourceArn: functionArn(identity), Policy }
    return [{ place: placeOfPolicy(identity, before, after), input }]
  },
  stateAfter: (state, { Policy }) => ({
    ...state,
    policy: { RevisionId: state.policy?.RevisionId ?? '', ...policyOf(Policy) },
  }),
  settle: ({ before, after, now }) => {
    if (isSamePolicy(now.policy, after.policy)) return 'done'
    return isSamePolicy(now.policy, before.policy) ? 'not-done' : 'other'
  },
  subject: ({ Policy }) =>
    `replaces the policy: ${counted(Policy.Statement.length, 'statement')}, ${policySizeText(Policy)}`,
}
