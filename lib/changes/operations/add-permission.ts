import type { Needed, Operation, Revision } from '@/lib/changes/operations/operation'
import { type QualifiedInput, qualifiedInput } from '@/lib/changes/operations/qualified-input'
import { settleStatement, statementById } from '@/lib/changes/operations/settle-statement'
import { policyWith, statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import { opensFunctionUrl, permissionOf, statementOf } from '@/lib/permissions/statement'

type Input = QualifiedInput & AddPermissionInput & { RevisionId?: Revision }

/** Lambda API reference, "AddPermission". What it cannot write is written by PutResourcePolicy. */
export const addPermission: Operation<Input> = {
  command: 'add-permission',
  action: 'lambda:AddPermission',
  touches: 'policy',
  hasRevision: true,
  needed: ({ identity, before, after, policyBy }) =>
    policyBy === 'whole'
      ? []
      : statementsMissingFrom(statementsOf(before), statementsOf(after)).map((statement) =>
          addition(identity, statement),
        ),
  stateAfter: (state, input, identity) => {
    const added = statementOf(input, functionArn(identity))
    return { ...state, policy: policyWith([...statementsOf(state), added], state) }
  },
  settle: ({ after, now }, { StatementId }) =>
    settleStatement(StatementId, { wanted: statementById(after, StatementId), unwanted: undefined }, now),
  subject: ({ StatementId }) => StatementId,
}

/** As asked for, but what opens the URL comes last. */
function addition(identity: FunctionUrlIdentity, statement: Statement): Needed<Input> {
  const permission = permissionOf(statement, functionArn(identity))
  if (!permission) throw new Error('This statement cannot be written by AddPermission.')
  return {
    place: opensFunctionUrl(statement) ? 'adds-opener' : 'adds',
    input: { ...qualifiedInput(identity), ...permission },
  }
}
