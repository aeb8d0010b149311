import { type Needed, PLACES } from '@/lib/changes/operations/operation'
import { CALL_OPERATIONS, type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * The calls that lead from one state to another, in the order that is never more open than asked for: each
 * operation says which of its calls are needed, and their places. Statements that RemovePermission cannot name, and
 * new ones that AddPermission cannot write, must not differ: planners refuse them.
 */
export function callsBetween(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
): Call[] {
  const needed = CALL_OPERATIONS.flatMap((operation) => neededOf(operation, { identity, before, after }))
  return withRevisions(
    identity,
    before,
    needed.sort(byPlace).map(({ call }) => call),
  )
}

interface Placed extends Omit<Needed<unknown>, 'input'> {
  call: Call
}

function neededOf(
  operation: CallOperation,
  way: Parameters<(typeof OPERATIONS)['AddPermission']['needed']>[0],
) {
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
