import 'server-only'
import type { Actor, Context } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import type { CallStatus } from '@/lib/changes/change'
import type { JournalEvent } from '@/lib/changes/change-events'
import { type ChangeRecord, eventsOfChange, unfinishedChanges } from '@/lib/changes/change-journal'
import { takeLease } from '@/lib/changes/function-lease'
import type { Call } from '@/lib/changes/operations/table'
import { outcomeOf } from '@/lib/changes/outcome-of'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { completeRecords, recordAfter } from '@/lib/changes/record'
import { settle } from '@/lib/changes/settle'
import { readAgain } from '@/lib/changes/state'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { withoutTokens } from '@/lib/permissions/without-tokens'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { observe } from '@/lib/telemetry/observe'

const RECOVERER: Actor = { kind: 'system', id: 'system:recovery', name: 'recovery' }

/**
 * Settles changes that a process left unfinished: reads AWS and writes what it finds to the journal, and makes
 * no write itself. A change whose function is still leased is left alone: its process may be alive.
 * Returns how many were settled and how many have to wait.
 */
export async function recoverChanges(): Promise<{ settled: number; waiting: number }> {
  const counts = { settled: 0, waiting: 0 }
  const context = backgroundContext(RECOVERER)
  for (const { changeId, identity } of await unfinishedChanges(systemPermit(context, {}))) {
    const isSettled = await recoverChange(context, changeId, identity).catch(() => false)
    counts[isSettled ? 'settled' : 'waiting']++
  }
  return counts
}

const permitOfFunction = (context: Context, { account, region, functionName }: FunctionUrlIdentity): Permit =>
  systemPermit(context, { account, region, functionName })

async function recoverChange(
  context: Context,
  changeId: string,
  identity: FunctionUrlIdentity,
): Promise<boolean> {
  const permit = permitOfFunction(context, identity)
  const lease = await takeLease(permit, identity, 0).catch((error: unknown) => {
    if (error instanceof FailureError && error.failure.code === 'busy') return undefined
    throw error
  })
  if (!lease) return false
  try {
    await settleChange(permit, changeId)
    return true
  } finally {
    await lease.release()
  }
}

/**
 * Settles what dead processes left on one function, for the holder of its lease: a new change on top would hide
 * from AWS's answers what became of the old one.
 * @throws {FailureError} when AWS or the journal cannot be read now.
 */
export async function settleBefore(permit: Permit, identity: FunctionUrlIdentity): Promise<void> {
  const own = permitOfFunction({ ...permit.context, actor: RECOVERER }, identity)
  for (const { changeId } of await unfinishedChanges(own)) await settleChange(own, changeId)
}

/** Under the lease: whoever held it before may have finished, or have its last words still in memory here. */
async function settleChange(permit: Permit, changeId: string): Promise<void> {
  await completeRecords()
  const events = await readable(permit, changeId)
  const [first] = events
  if (first?.event.type !== 'intent') return
  if (events.some(({ event }) => event.type === 'outcome' || event.type === 'recovery')) return
  const { identity } = first.event.request
  const recovery = await recoveryOf(permit, identity, first.event, events)
  if (recovery.type === 'recovery')
    observe({ kind: 'change', change: first.event.request.kind, outcome: recovery.outcome.verdict })
  await recordAfter({ changeId, actor: RECOVERER, identity, requestId: permit.context.requestId }, recovery)
}

/** None of a change whose entries were tampered with: what became of it cannot be told, and nobody waits for it. */
async function readable(permit: Permit, changeId: string): Promise<ChangeRecord[]> {
  try {
    return await eventsOfChange(permit, changeId)
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'record-tampered') return []
    throw error
  }
}

async function recoveryOf(
  permit: Permit,
  identity: FunctionUrlIdentity,
  intent: Extract<JournalEvent, { type: 'intent' }>,
  events: readonly ChangeRecord[],
): Promise<JournalEvent> {
  // The journal keeps no event source tokens: what AWS says is compared without them too.
  const now = withoutTokens(await readAgain(permit, identity, intent.before))
  const steps = settledSteps(identity, intent.before, intent.calls, events, now)
  const done = steps.filter(({ status }) => status === 'done').length
  const isComplete = done === intent.calls.length
  const isElsewhere = steps.some(({ settled }) => settled === 'other')
  const expected = intent.calls
    .slice(0, done)
    .reduce((state, call) => stateAfterCall(identity, state, call), intent.before)
  const outcome = outcomeOf({
    plan: intent,
    done,
    stopped: isComplete ? undefined : { status: isElsewhere ? 'changed-elsewhere' : 'failed' },
    expected,
    now,
  })
  const message = `The console stopped while this was under way. ${outcome.message}`
  const calls = steps.map(({ step, status, note }) => ({ step, status, note }))
  return { type: 'recovery', calls, outcome: { ...outcome, message, recovered: true } }
}

interface SettledStep {
  step: number
  status: CallStatus
  note?: string
  settled?: ReturnType<typeof settle>
}

/** Per call: what the journal says, else what AWS says, and nothing after the first that is not done. */
function settledSteps(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  calls: readonly Call[],
  events: readonly ChangeRecord[],
  now: QualifierState,
): SettledStep[] {
  const steps: SettledStep[] = []
  let expected = before
  for (const [step, call] of calls.entries()) {
    const hasStopped = steps.some(({ status }) => status !== 'done')
    const after = stateAfterCall(identity, expected, call)
    steps.push(
      hasStopped ? { step, status: 'skipped' } : settledStep(step, call, expected, after, events, now),
    )
    expected = after
  }
  return steps
}

function settledStep(
  step: number,
  call: Call,
  before: QualifierState,
  after: QualifierState,
  events: readonly ChangeRecord[],
  now: QualifierState,
): SettledStep {
  const ofStep = events.map(({ event }) => event).filter((event) => 'step' in event && event.step === step)
  const end = ofStep.find((event) => event.type === 'call-ended')
  if (end?.type === 'call-ended' && end.status !== 'unknown')
    return { step, status: end.status, note: end.note }
  if (ofStep.length === 0) return { step, status: 'skipped' }
  const settled = settle(call, before, after, now)
  if (settled === 'done')
    return {
      step,
      settled,
      status: 'done',
      note: 'The console stopped before AWS responded. The change is there: made by this call, or by somebody else since.',
    }
  const note =
    settled === 'not-done'
      ? 'The console stopped before AWS responded. It had no effect.'
      : 'The console stopped before AWS responded. The value is neither the old nor the new one.'
  return { step, settled, status: 'failed', note }
}
