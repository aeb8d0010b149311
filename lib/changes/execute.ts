import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { systemPermit } from '@/lib/auth/system-permit'
import { failureOf, isSafeToRepeat, isUnclear } from '@/lib/aws/failure-of'
import type { Change } from '@/lib/changes/change'
import type { JournalEvent } from '@/lib/changes/change-events'
import type { FunctionLease } from '@/lib/changes/function-lease'
import { intoIndex } from '@/lib/changes/into-index'
import { makeCall } from '@/lib/changes/make-call'
import type { Call } from '@/lib/changes/operations/table'
import { outcomeOf } from '@/lib/changes/outcome-of'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { type RecordOf, recordAfter, recordBefore } from '@/lib/changes/record'
import { isAsExpected, settle } from '@/lib/changes/settle'
import { readAgain } from '@/lib/changes/state'
import { type Failure, FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const SECOND = 1_000
/** Longest a single call may take, reading back included. */
const CALL_DEADLINE = 40 * SECOND
/** Waits before a call that certainly had no effect (throttled, connection never made) is made again. */
const REPEAT_AFTER = [250, 500, 1_000, 2_000, 4_000, 8_000]
/** After a lost reply the effect may still be on its way: "not done" is believed only when it stays so. */
const READ_BACK_AFTER = [0, 400, 1_500]

type CallEnded = Extract<JournalEvent, { type: 'call-ended' }>

/** How a step went, with the state it left as far as the plan and the answers tell. */
type StepResult =
  | { status: 'done'; state: QualifierState }
  | { status: 'failed' | 'changed-elsewhere' | 'unknown'; failure?: Failure }

interface Step {
  context: Context
  permit: Permit
  of: RecordOf
  lease: FunctionLease
  call: Call
  index: number
  /** The state that the plan expects before this call. */
  expected: QualifierState
}

/**
 * Follows a plan call by call, writing each beginning and end to the journal, and stops at the first call that
 * is not done. Never throws; the outcome is the last event.
 */
export async function execute(
  context: Context,
  of: RecordOf,
  plan: Change,
  lease: FunctionLease,
): Promise<void> {
  let state = plan.before
  let stopped: Exclude<StepResult, { status: 'done' }> | undefined
  let done = 0
  for (const [index, call] of plan.calls.entries()) {
    const result = await runStep({
      context,
      permit: permitOfStep(context, of),
      of,
      lease,
      call,
      index,
      expected: state,
    })
    if (result.status !== 'done') {
      stopped = result
      break
    }
    state = result.state
    done++
  }
  const now = await readBack(permitOfStep(context, of), of.identity, state)
  if (now) await intoIndex(permitOfStep(context, of), of.identity, now)
  await recordAfter(of, {
    type: 'outcome',
    outcome: outcomeOf({ plan, done, stopped, expected: state, now }),
  })
}

/**
 * The change was accepted, and no request waits for it any more: the console carries it out with a permit of its
 * own, for the function that is leased. Each step has its own time, and people wait for it.
 */
function permitOfStep(context: Context, { actor, identity }: RecordOf): Permit {
  const { account, region, functionName } = identity
  const own: Context = {
    ...context,
    actor,
    signal: AbortSignal.timeout(CALL_DEADLINE),
    deadline: Date.now() + CALL_DEADLINE,
    priority: 'person',
  }
  return systemPermit(own, { account, region, functionName })
}

async function runStep(step: Step): Promise<StepResult> {
  const ready = await prepare(step)
  if (ready.status !== 'ready') return ready
  const { permit, of, call } = step
  for (let attempt = 1; ; attempt++) {
    const obstacle = await obstacleTo(step, attempt, ready.RevisionId)
    if (obstacle) return withoutEffect(step, obstacle, attempt - 1)
    try {
      const output = await makeCall(permit, of.identity, call, ready.RevisionId)
      await ended(step, { status: 'done', requestId: output.requestId, attempts: attempt })
      return { status: 'done', state: stateAfter(step) }
    } catch (error) {
      const pause = REPEAT_AFTER[attempt - 1]
      if (isSafeToRepeat(error) && pause !== undefined && Date.now() + pause < permit.context.deadline) {
        await wait(pause)
        continue
      }
      return conclude(step, error, attempt)
    }
  }
}

/** Why the call may not go out: another process may have taken over, or its beginning cannot be written down. */
async function obstacleTo(
  { of, lease, index, call }: Step,
  attempt: number,
  RevisionId?: string,
): Promise<Failure | undefined> {
  if (!lease.isHeld()) return lostLease()
  try {
    await recordBefore(of, { type: 'call-begun', step: index, attempt, input: { RevisionId } })
    return undefined
  } catch (error) {
    return asFailure(error, { of, call })
  }
}

/** Every attempt so far certainly had no effect, and no further one is made. */
async function withoutEffect(step: Step, failure: Failure, attempts: number): Promise<StepResult> {
  if (attempts > 0) await ended(step, { status: 'failed', attempts, failure })
  return { status: 'failed', failure }
}

/** The guard in front of every later call: nobody else has touched what it changes; and the RevisionId it needs. */
async function prepare(
  step: Step,
): Promise<{ status: 'ready'; RevisionId?: string } | Exclude<StepResult, { status: 'done' }>> {
  const { permit, of, call, index, expected } = step
  const planned = 'RevisionId' in call.input ? call.input.RevisionId : undefined
  if (index === 0) return { status: 'ready', RevisionId: typeof planned === 'string' ? planned : undefined }
  try {
    const now = await readAgain(permit, of.identity, expected)
    if (!isAsExpected(call, expected, now)) return { status: 'changed-elsewhere' }
    return { status: 'ready', RevisionId: planned === undefined ? undefined : now.policy?.RevisionId }
  } catch (error) {
    return { status: 'failed', failure: asFailure(error, step) }
  }
}

/** After an error: a plain refusal is a fact; anything unclear is read back before a word is said. */
async function conclude(step: Step, error: unknown, attempts: number): Promise<StepResult> {
  const failure = asFailure(error, step)
  if (!isUnclear(error)) {
    await ended(step, { status: 'failed', attempts, failure, requestId: failure.aws?.requestId })
    return { status: failure.code === 'changed-elsewhere' ? 'changed-elsewhere' : 'failed', failure }
  }
  const settled = await settleByReading(step)
  if (settled === 'done') {
    const note =
      'AWS’s reply was lost. Reading back shows the effect: made by this change, or by somebody else at the same moment.'
    await ended(step, { status: 'done', attempts, note })
    return { status: 'done', state: stateAfter(step) }
  }
  if (settled === 'unknown') {
    const note = 'AWS’s reply was lost and AWS could not be read since: whether it was done is not known.'
    await ended(step, { status: 'unknown', attempts, failure, note })
    return { status: 'unknown', failure }
  }
  const note =
    settled === 'other'
      ? 'AWS’s reply was lost. Reading back shows neither the old nor the new value: somebody else changed it.'
      : 'AWS’s reply was lost. Reading back shows no effect.'
  await ended(step, { status: 'failed', attempts, failure, note })
  return { status: settled === 'other' ? 'changed-elsewhere' : 'failed', failure }
}

async function settleByReading(step: Step) {
  let settled: ReturnType<typeof settle> | 'unknown' = 'unknown'
  for (const pause of READ_BACK_AFTER) {
    await wait(pause)
    const now = await readBack(permitOfStep(step.context, step.of), step.of.identity, step.expected)
    if (now) settled = settle(step.call, step.expected, stateAfter(step), now)
    if (settled === 'done' || settled === 'other') return settled
  }
  return settled
}

async function readBack(
  permit: Permit,
  identity: FunctionUrlIdentity,
  like: QualifierState,
): Promise<QualifierState | undefined> {
  try {
    return await readAgain(permit, identity, like)
  } catch {
    return undefined
  }
}

const stateAfter = ({ of, expected, call }: Step) => stateAfterCall(of.identity, expected, call)

const ended = ({ of, index }: Step, rest: Omit<CallEnded, 'type' | 'step'>) =>
  recordAfter(of, { type: 'call-ended', step: index, ...rest })

function asFailure(error: unknown, { of, call }: Pick<Step, 'of' | 'call'>): Failure {
  if (error instanceof FailureError) return error.failure
  return failureOf(error, {
    operation: call.operation,
    resource: functionArn(of.identity),
    target: of.identity,
  })
}

const lostLease = (): Failure => ({
  code: 'busy',
  message:
    'This process was held up for so long that another one may have taken over this function; it stopped here.',
})
