import type { Change } from '@/lib/changes/change'
import { OPERATIONS } from '@/lib/changes/operations/table'
import { callsBetween, isWritableByStatement } from '@/lib/changes/plan/calls-between'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { fail } from '@/lib/failures/result'

/** Whether a plan writes the policy as a whole. */
export const replacesPolicy = ({ calls }: Pick<Change, 'calls'>) =>
  calls.some(({ operation }) => OPERATIONS[operation].replacesPolicy)

/**
 * The same change where AWS does not know PutResourcePolicy: statement by statement.
 * @throws FailureError `operation-unknown` where it cannot be written so.
 */
export function withoutPolicyApi(change: Change): Change {
  const { before, after, request } = change
  const { identity } = request
  if (!isWritableByStatement(identity, before, after))
    fail(
      'operation-unknown',
      `${identity.region} does not know PutResourcePolicy yet, and AddPermission and RemovePermission cannot write this change.`,
    )
  const undo = change.undo.possible ? undoOf(identity, before, after, 'statement') : change.undo
  return { ...change, calls: callsBetween(identity, before, after, 'statement'), undo }
}
