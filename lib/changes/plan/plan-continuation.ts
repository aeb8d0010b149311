import type { Change } from '@/lib/changes/change'
import { callsAtOnce, callsBetween } from '@/lib/changes/plan/calls-between'
import { type ConcurrencyEvidence, concurrencyWarnings } from '@/lib/changes/plan/concurrency-warnings'
import { stopConfirmation } from '@/lib/changes/plan/plan-concurrency'
import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { statementsMoved } from '@/lib/changes/plan/statements-moved'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { changeNotFound } from '@/lib/failures/not-found'
import { fail, NOTHING_TO_DO } from '@/lib/failures/result'
import { isSameConfig, isSameCors } from '@/lib/function-urls/settings'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { isSameHead } from '@/lib/permissions/policy-document'
import { isSameStatement } from '@/lib/permissions/statement'
import { TOKEN_MARKER, withoutTokens } from '@/lib/permissions/without-tokens'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { listed } from '@/lib/text/listed'

type ContinuationRequest = Extract<ChangeRequest, { kind: 'finish' | 'undo' }>

/** An earlier change: what it was, what it began with and what it was to reach. */
export interface Continuation {
  title: string
  /** It was carried out to its end, so that taking it back is reverting it. */
  isApplied?: boolean
  request: ChangeRequest
  before: QualifierState
  after: QualifierState
}

/**
 * From the current state to where an earlier change was going (finish) or came from (undo).
 * Only what that change was about moves: what others have done since stays.
 */
export function planContinuation(
  request: ContinuationRequest,
  state: QualifierState,
  recorded: Continuation | undefined,
  evidence?: ConcurrencyEvidence,
): Change {
  const { identity, kind } = request
  const does = kind === 'finish' ? 'Finish' : recorded?.isApplied ? 'Revert' : 'Undo'
  if (!recorded || identityKey(recorded.request.identity) !== identityKey(identity)) throw changeNotFound()
  const continuation = withTokensOf(state, recorded)
  const after =
    kind === 'finish'
      ? movedBy(continuation.before, continuation.after, state)
      : movedBy(continuation.after, continuation.before, state)
  const lost = statementsOf(after).filter((statement) => JSON.stringify(statement).includes(TOKEN_MARKER))
  if (lost.length > 0)
    fail(
      'invalid-input',
      `The record keeps no event source tokens, so this statement cannot be written again: ${listed(lost.map(({ Sid }) => Sid ?? 'one without an id'))}. Grant it anew instead.`,
    )
  // What undo would have to put back is what a change from there to here could not take back.
  const outlook = kind === 'undo' ? undoOf(identity, after, state) : undefined
  if (outlook?.possible === false) fail('invalid-input', outlook.reason)
  const toCalls = continuation.request.kind === 'put-policy' ? callsAtOnce : callsBetween
  const calls = toCalls(identity, state, after)
  if (calls.length === 0)
    fail(
      'invalid-input',
      `Nothing is left to ${does.toLowerCase()}: the state is as it should be.`,
      NOTHING_TO_DO,
    )
  const isDeletion = state.config !== null && after.config === null
  return {
    request,
    title: `${does} “${continuation.title}”`,
    before: state,
    after,
    calls,
    warnings: [...warningsOf(state, after), ...concurrencyWarnings(state, after, evidence)],
    confirmation: isDeletion ? functionUrlName(identity) : stopConfirmation(identity, state, after),
    undo: undoOf(identity, state, after),
  }
}

/** The recorded states, in which statements that are there now have the event source tokens that the journal left out. */
function withTokensOf(now: QualifierState, { before, after, ...rest }: Continuation): Continuation {
  const present = statementsOf(now).map((statement) => ({ statement, bare: withoutTokens(statement) }))
  const restored = (state: QualifierState): QualifierState => ({
    ...state,
    policy: state.policy && {
      ...state.policy,
      statements: state.policy.statements.map(
        (stored) => present.find(({ bare }) => isSameStatement(bare, stored))?.statement ?? stored,
      ),
    },
  })
  return { ...rest, before: restored(before), after: restored(after) }
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
