import type { Change } from '@/lib/changes/change'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { type ConcurrencyEvidence, concurrencyWarnings } from '@/lib/changes/plan/concurrency-warnings'
import { fail, NOTHING_TO_DO } from '@/lib/failures/result'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type ConcurrencyRequest = Extract<ChangeRequest, { kind: 'stop-calls' | 'let-calls-in' }>

/**
 * Reserve 0 so that every call is throttled, or reserve what lets calls in again. The concurrency is the function's:
 * URL and policy stay as they are. Stopping needs the typed confirmation, since it stops everything at once.
 */
export function planConcurrency(
  request: ConcurrencyRequest,
  before: QualifierState,
  evidence?: ConcurrencyEvidence,
): Change {
  const { identity } = request
  const concurrency = request.kind === 'stop-calls' ? 0 : request.ReservedConcurrentExecutions
  const after: QualifierState = { ...before, concurrency }
  const calls = callsBetween(identity, before, after)
  if (calls.length === 0) fail('invalid-input', `Nothing would change: ${asItIs(concurrency)}`, NOTHING_TO_DO)
  return {
    request,
    title: titleOf(identity.functionName, before, after),
    before,
    after,
    calls,
    warnings: concurrencyWarnings(before, after, evidence),
    confirmation: stopConfirmation(identity, before, after),
    undo: { possible: true },
  }
}

function asItIs(concurrency: number | null): string {
  if (concurrency === null) return 'no concurrency is reserved for this function.'
  const also = concurrency === 0 ? ' already, so every call gets 429' : ' already'
  return `its reserved concurrency is ${concurrency}${also}.`
}

function titleOf(
  functionName: string,
  { concurrency: was }: QualifierState,
  { concurrency }: QualifierState,
) {
  if (concurrency === 0) return `Stop all calls of ${functionName}`
  return was === 0
    ? `Let calls of ${functionName} in again`
    : `Change the reserved concurrency of ${functionName}`
}

/** What a person types to stop every call: the function's name, since all its URLs and triggers are meant. */
export function stopConfirmation(
  { functionName }: ChangeRequest['identity'],
  before: QualifierState,
  after: QualifierState,
): string | null {
  return after.concurrency === 0 && before.concurrency !== 0 ? functionName : null
}
