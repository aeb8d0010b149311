import { type Needed, PLACES, type Way } from '@/lib/changes/operations/operation'
import { CALL_OPERATIONS, type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { isSameHead } from '@/lib/permissions/policy-document'
import { isRemovable, permissionOf } from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * The calls that lead from one state to another, in the order that is never more open than asked for: each
 * operation says which of its calls are needed, and their places. The policy is written statement by statement; as a
 * whole where AddPermission and RemovePermission cannot write the difference, or where the caller wants it so.
 */
export function callsBetween(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
  policyBy: Way['policyBy'] = isWritableByStatement(identity, before, after) ? 'statement' : 'whole',
): Call[] {
  const way = { identity, before, after, policyBy }
  const needed = CALL_OPERATIONS.flatMap((operation) => neededOf(operation, way))
  return withRevisions(
    identity,
    before,
    needed.sort(byPlace).map(({ call }) => call),
  )
}

interface Placed extends Omit<Needed<unknown>, 'input'> {
  call: Call
}

/** The same with the policy in one call where it takes more than one statement, so that nobody is locked out in between. */
export function callsAtOnce(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
): Call[] {
  const calls = callsBetween(identity, before, after)
  return calls.length > 1 ? callsBetween(identity, before, after, 'whole') : calls
}

/** Whether RemovePermission can name all that goes, and AddPermission can write all that comes. */
export function isWritableByStatement(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
): boolean {
  const [was, becomes] = [statementsOf(before), statementsOf(after)]
  const isRewritten = after.policy !== null && !isSameHead(before.policy?.head, after.policy.head)
  return (
    !isRewritten &&
    statementsMissingFrom(becomes, was).every(isRemovable) &&
    statementsMissingFrom(was, becomes).every(
      (statement) => permissionOf(statement, functionArn(identity)) !== undefined,
    )
  )
}

function neededOf(operation: CallOperation, way: Way) {
  return OPERATIONS[operation].needed(way).map(({ input, ...place }): Placed => {
    return { ...place, call: { operation, input } as Call }
  })
}

function byPlace(a: Placed, b: Placed): number {
  const [tieA, tieB] = [a.tie ?? '', b.tie ?? '']
  return PLACES.indexOf(a.place) - PLACES.indexOf(b.place) || (tieA < tieB ? -1 : tieA > tieB ? 1 : 0)
}

/**
 * Each call that AWS guards by a revision carries the one it builds on: the one just read for the first, a reference
 * to such a call before it for the others, and none where there is no policy (AWS then has no revision to give).
 */
function withRevisions(identity: FunctionUrlIdentity, before: QualifierState, calls: Call[]): Call[] {
  let state = before
  let RevisionId: string | { after: number } | undefined = before.policy?.RevisionId
  return calls.map((call, index): Call => {
    state = stateAfterCall(identity, state, call)
    if (!OPERATIONS[call.operation].hasRevision) return call
    const input = RevisionId === undefined ? call.input : { ...call.input, RevisionId }
    RevisionId = state.policy === null ? undefined : { after: index }
    return { ...call, input } as Call
  })
}
