import type { Operation, Revision } from '@/lib/changes/operations/operation'
import { placeOfPolicy } from '@/lib/changes/operations/place-of-policy'
import { isSamePolicy, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'

type Input = {
  ResourceArn: string
  RevisionId?: Revision
}

/** Lambda API reference, "DeleteResourcePolicy" (2026-07-09): PutResourcePolicy takes no policy without statements. */
export const deleteResourcePolicy: Operation<Input> = {
  command: 'delete-resource-policy',
  action: 'lambda:DeleteResourcePolicy',
  touches: 'policy',
  hasRevision: true,
  replacesPolicy: true,
  needed: ({ identity, before, after, policyBy }) =>
    policyBy === 'whole' && statementsOf(before).length > 0 && after.policy === null
      ? [
          {
            place: placeOfPolicy(identity, before, after),
            input: { ResourceArn: functionArn(identity) },
          },
        ]
      : [],
  stateAfter: (state) => ({ ...state, policy: null }),
  settle: ({ before, now }) => {
    if (statementsOf(now).length === 0) return 'done'
    return isSamePolicy(now.policy, before.policy) ? 'not-done' : 'other'
  },
  subject: () => 'removes the policy with every statement',
}
