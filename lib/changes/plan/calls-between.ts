import {
  isSameConfig,
  isSameCors,
  statementsMissingFrom,
  statementsOf,
} from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable, opensFunctionUrl, permissionOf } from '@/lib/permissions/statement'
import type { Call } from '@/lib/requests/call'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type Base = { FunctionName: string; Qualifier?: string }

/**
 * The calls that lead from one state to another, in the order that is never more open than asked for:
 * what closes comes first (a switch to AWS_IAM, then removed statements, then a deletion), what opens comes
 * last, lambda:InvokeFunctionUrl as the very last. So whatever fails half-way is closed.
 * Statements that RemovePermission cannot name, and new ones that AddPermission cannot write, must not differ:
 * planners refuse them.
 */
export function callsBetween(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
): Call[] {
  const Qualifier = wireQualifier(identity.qualifier)
  const base: Base = { FunctionName: identity.functionName, ...(Qualifier ? { Qualifier } : {}) }
  const { closing, opening } = configCalls(base, before, after)
  const deletion: Call[] =
    before.config && !after.config ? [{ operation: 'DeleteFunctionUrlConfig', input: base }] : []
  const removed = statementsMissingFrom(statementsOf(after), statementsOf(before))
  const added = statementsMissingFrom(statementsOf(before), statementsOf(after))
  return withRevisions(before, [
    ...closing,
    ...removalOrder(removed).map((statement) => removal(base, statement)),
    ...deletion,
    ...opening,
    ...additionOrder(added).map((statement) => addition(base, identity, statement)),
  ])
}

/** Create, or Update before the statements where it closes (NONE → AWS_IAM) and after their removal otherwise. */
function configCalls(
  base: Base,
  before: QualifierState,
  after: QualifierState,
): { closing: Call[]; opening: Call[] } {
  if (!after.config || isSameConfig(before.config, after.config)) return { closing: [], opening: [] }
  const { AuthType, InvokeMode, Cors } = after.config
  if (!before.config) {
    const input = { ...base, AuthType, InvokeMode, ...(Cors ? { Cors } : {}) }
    return { closing: [], opening: [{ operation: 'CreateFunctionUrlConfig', input }] }
  }
  const update: Call = {
    operation: 'UpdateFunctionUrlConfig',
    input: {
      ...base,
      // Always sent: a service control policy that tests lambda:FunctionUrlAuthType must find it.
      AuthType,
      ...(InvokeMode === before.config.InvokeMode ? {} : { InvokeMode }),
      // Sent as a whole, since AWS replaces and never merges it; `{}` clears.
      ...(isSameCors(Cors, before.config.Cors) ? {} : { Cors: Cors ?? {} }),
    },
  }
  const isClosing = before.config.AuthType === 'NONE' && AuthType === 'AWS_IAM'
  return isClosing ? { closing: [update], opening: [] } : { closing: [], opening: [update] }
}

/** What opens the URL goes first; then by id, so that the plan does not depend on how AWS lists the policy. */
function removalOrder(statements: readonly Statement[]): Statement[] {
  const rank = (statement: Statement) => `${opensFunctionUrl(statement) ? 0 : 1} ${statement.Sid ?? ''}`
  return [...statements].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}

/** As asked for, but what opens the URL comes last. */
function additionOrder(statements: readonly Statement[]): Statement[] {
  return [
    ...statements.filter((statement) => !opensFunctionUrl(statement)),
    ...statements.filter(opensFunctionUrl),
  ]
}

function removal(base: Base, statement: Statement): Call {
  if (!isRemovable(statement)) throw new Error('This statement cannot be removed by RemovePermission.')
  return { operation: 'RemovePermission', input: { ...base, StatementId: statement.Sid } }
}

function addition(base: Base, identity: FunctionUrlIdentity, statement: Statement): Call {
  const permission = permissionOf(statement, functionArn(identity))
  if (!permission) throw new Error('This statement cannot be written by AddPermission.')
  return { operation: 'AddPermission', input: { ...base, ...permission } }
}

/**
 * Each policy call carries the RevisionId it builds on: the one just read for the first, a reference to the
 * policy call before it for the others, and none where there is no policy (AWS then has no revision to give).
 */
function withRevisions(before: QualifierState, calls: Call[]): Call[] {
  let size = statementsOf(before).length
  let RevisionId: string | { after: number } | undefined = before.policy?.RevisionId
  return calls.map((call, index): Call => {
    if (call.operation !== 'AddPermission' && call.operation !== 'RemovePermission') return call
    const revised = withRevision(call, RevisionId)
    size += call.operation === 'AddPermission' ? 1 : -1
    RevisionId = size > 0 ? { after: index } : undefined
    return revised
  })
}

type PolicyCall = Extract<Call, { operation: 'AddPermission' | 'RemovePermission' }>

function withRevision(call: PolicyCall, RevisionId: PolicyCall['input']['RevisionId']): Call {
  if (RevisionId === undefined) return call
  return call.operation === 'AddPermission'
    ? { ...call, input: { ...call.input, RevisionId } }
    : { ...call, input: { ...call.input, RevisionId } }
}
