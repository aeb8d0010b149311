import type { Change, Warning } from '@/lib/changes/change'
import { callsBetween, isWritableByStatement } from '@/lib/changes/plan/calls-between'
import { policyWith, statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { statementNames, warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'

/**
 * The same change where AWS does not know PutResourcePolicy: statement by statement. Closing or deleting a URL goes on
 * without what RemovePermission cannot name: that stays, and a warning says so.
 * @throws FailureError `operation-unknown` where it cannot be written so.
 */
export function withoutPolicyApi(planned: Change): Change {
  const change = withWhatStays(planned)
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

function withWhatStays(change: Change): Change {
  const { request, before } = change
  if (request.kind !== 'update' && request.kind !== 'delete') return change
  const left = statementsOf(change.after)
  const stays = statementsMissingFrom(left, statementsOf(before)).filter((each) => !isRemovable(each))
  if (stays.length === 0) return change
  const after = { ...change.after, policy: policyWith([...left, ...stays], before) }
  return { ...change, after, warnings: [...warningsOf(before, after), cannotRemove(request.identity, stays)] }
}

const cannotRemove = ({ region }: FunctionUrlIdentity, stays: readonly Statement[]): Warning => ({
  id: 'cannot-remove-statements',
  tone: 'warn',
  message: `RemovePermission cannot name ${statementNames(stays)}, and ${region} does not know PutResourcePolicy yet: the policy keeps ${stays.length === 1 ? 'it' : 'them'}.`,
})
