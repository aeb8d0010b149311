import type { Needed, Operation, Revision } from '@/lib/changes/operations/operation'
import { type QualifiedInput, qualifiedInput } from '@/lib/changes/operations/qualified-input'
import { settleStatement, statementById } from '@/lib/changes/operations/settle-statement'
import { policyWith, statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable, opensFunctionUrl } from '@/lib/permissions/statement'

type Input = QualifiedInput & {
  StatementId: string
  RevisionId?: Revision
}

/** Lambda API reference, "RemovePermission". What it cannot name is removed by PutResourcePolicy. */
export const removePermission: Operation<Input> = {
  command: 'remove-permission',
  action: 'lambda:RemovePermission',
  touches: 'policy',
  hasRevision: true,
  needed: ({ identity, before, after, policyBy }) =>
    policyBy === 'whole'
      ? []
      : statementsMissingFrom(statementsOf(after), statementsOf(before)).map((statement) =>
          removal(identity, statement),
        ),
  stateAfter: (state, { StatementId }) => {
    const left = statementsOf(state).filter(({ Sid }) => Sid !== StatementId)
    return { ...state, policy: policyWith(left, state) }
  },
  settle: ({ before, now }, { StatementId }) =>
    settleStatement(StatementId, { wanted: undefined, unwanted: statementById(before, StatementId) }, now),
  subject: ({ StatementId }) => StatementId,
}

/** What opens the URL goes first; then by id, so that the plan does not depend on how AWS lists the policy. */
function removal(identity: FunctionUrlIdentity, statement: Statement): Needed<Input> {
  if (!isRemovable(statement)) throw new Error('This statement cannot be removed by RemovePermission.')
  return {
    place: opensFunctionUrl(statement) ? 'removes-opener' : 'removes',
    tie: statement.Sid,
    input: { ...qualifiedInput(identity), StatementId: statement.Sid },
  }
}
