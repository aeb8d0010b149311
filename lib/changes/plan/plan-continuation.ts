import type { Change } from '@/lib/changes/change'
import { callsAtOnce, callsBetween } from '@/lib/changes/plan/calls-between'
import { type ConcurrencyEvidence, concurrencyWarnings } from '@/lib/changes/plan/concurrency-warnings'
import { stopConfirmation } from '@/lib/changes/plan/plan-concurrency'
import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { statementsMoved } from '@/lib/changes/plan/statements-moved'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail } from '@/lib/failures/result'
import { isSameConfig, isSameCors } from '@/lib/function-urls/settings'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { isSameHead } from '@/lib/permissions/policy-document'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type ContinuationRequest = Extract<ChangeRequest, { kind: 'finish' | 'undo' }>

/** The half-done change: what it was, what it began with and what it was to reach. */
export interface Continuation {
  title: string
  request: ChangeRequest
  before: QualifierState
  after: QualifierState
}

/**
 * From the state as it is now to where the half-done change was going (finish) or came from (undo).
 * Only what that change was about moves: what others have done since stays.
 */
export function planContinuation(
  request: ContinuationRequest,
  state: QualifierState,
  continuation: Continuation | undefined,
  evidence?: ConcurrencyEvidence,
): Change {
  const { identity, kind } = request
  if (!continuation || identityKey(continuation.request.identity) !== identityKey(identity))
    fail('not-found', 'The journal has no such change of this function URL.')
  const after =
    kind === 'finish'
      ? movedBy(continuation.before, continuation.after, state)
      : movedBy(continuation.after, continuation.before, state)
  // What undo would have to put back is what a change from there to here could not take back.
  const outlook = kind === 'undo' ? undoOf(identity, after, state) : undefined
  if (outlook?.possible === false) fail('invalid-input', outlook.reason)
  const toCalls = continuation.request.kind === 'put-policy' ? callsAtOnce : callsBetween
  const calls = toCalls(identity, state, after)
  if (calls.length === 0) fail('invalid-input', `Nothing is left to ${kind}: the state is as it should be.`)
  const isDeletion = state.config !== null && after.config === null
  return {
    request,
    title: `${kind === 'finish' ? 'Finish' : 'Undo'} “${continuation.title}”`,
    before: state,
    after,
    calls,
    warnings: [...warningsOf(state, after), ...concurrencyWarnings(state, after, evidence)],
    confirmation: isDeletion ? functionUrlName(identity) : stopConfirmation(identity, state, after),
    undo: undoOf(identity, state, after),
  }
}

function movedBy(from: QualifierState, to: QualifierState, now: QualifierState): QualifierState {
  const statements = statementsMoved(statementsOf(from), statementsOf(to), statementsOf(now))
  return {
    config: configMoved(from.config, to.config, now.config),
    policy: policyMoved(from.policy, to.policy, policyWith(statements, now)),
    concurrency: from.concurrency === to.concurrency ? now.concurrency : to.concurrency,
  }
}

type Policy = QualifierState['policy']

/** Version and Id move like the statements: only where the change was about them. */
function policyMoved(from: Policy, to: Policy, policy: Policy): Policy {
  if (!policy || !to || isSameHead(from?.head, to.head)) return policy
  const { head: _, ...rest } = policy
  return to.head ? { ...rest, head: to.head } : rest
}

type Config = QualifierState['config']

/** Setting by setting: one that the change did not touch stays as it is now. */
function configMoved(from: Config, to: Config, now: Config): Config {
  if (isSameConfig(from, to)) return now
  if (to === null) return null
  if (from === null) return now ?? to
  if (now === null)
    fail('changed-elsewhere', 'The function URL has been deleted since; it cannot be put back as it was.')
  const isOf = (setting: 'AuthType' | 'InvokeMode') => from[setting] !== to[setting]
  return {
    ...now,
    AuthType: isOf('AuthType') ? to.AuthType : now.AuthType,
    InvokeMode: isOf('InvokeMode') ? to.InvokeMode : now.InvokeMode,
    Cors: isSameCors(from.Cors, to.Cors) ? now.Cors : to.Cors,
  }
}
