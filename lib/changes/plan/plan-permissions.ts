import type { Change } from '@/lib/changes/change'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { policyWith, statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail, NOTHING_TO_DO } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { statementIdIssues, statementsToAdd } from '@/lib/permissions/grant'
import type { Statement } from '@/lib/permissions/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { counted } from '@/lib/text/counted'
import { listedOr } from '@/lib/text/listed'

type GrantRequest = Extract<ChangeRequest, { kind: 'grant' }>
type RevokeRequest = Extract<ChangeRequest, { kind: 'revoke' }>

/** Add statements to the policy of one qualifier, whether or not it has a URL yet. */
export function planGrant(request: GrantRequest, before: QualifierState): Change {
  const existing = statementsOf(before)
  const issues = statementIdIssues(request.grants, existing)
  if (issues.length > 0) fail('already-exists', 'A statement with this id exists already.', { issues })
  const added = statementsToAdd(request.grants, existing, request.identity)
  if (added.length === 0)
    fail('invalid-input', 'Nothing would change: this is granted already.', NOTHING_TO_DO)
  const count = added.length === 1 ? 'a statement' : counted(added.length, 'statement')
  return permissionChange(request, request.identity, before, [...existing, ...added], `Add ${count} to`)
}

/** Remove statements by their ids, or as they stand where they have none. */
export function planRevoke(request: RevokeRequest, before: QualifierState): Change {
  const { statementIds, statements = [] } = request
  const existing = statementsOf(before)
  const unknown = statementIds.filter((id) => !existing.some((statement) => statement.Sid === id))
  if (unknown.length > 0)
    fail(
      'not-found',
      `The policy of ${functionUrlName(request.identity)} has no statement ${listedOr(unknown)}.`,
    )
  if (statementsMissingFrom(existing, statements).length > 0)
    fail('not-found', `The policy of ${functionUrlName(request.identity)} no longer has this statement.`)
  const named = existing.filter(({ Sid }) => Sid === undefined || !statementIds.includes(Sid))
  const left = statementsMissingFrom(statements, named)
  const removed = existing.length - left.length
  const count = removed === 1 ? 'a statement' : counted(removed, 'statement')
  return permissionChange(request, request.identity, before, left, `Remove ${count} from`)
}

function permissionChange(
  request: ChangeRequest,
  identity: FunctionUrlIdentity,
  before: QualifierState,
  statements: Statement[],
  does: string,
): Change {
  const after = { config: before.config, policy: policyWith(statements, before) }
  return {
    request,
    title: `${does} the policy of ${functionUrlName(identity)}`,
    before,
    after,
    calls: callsBetween(identity, before, after),
    warnings: warningsOf(before, after),
    confirmation: null,
    undo: undoOf(identity, before, after),
  }
}
