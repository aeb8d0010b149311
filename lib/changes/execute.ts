import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '@/lib/auth/context'
import { isClockSkew, isSafeToRepeat } from '@/lib/aws/failure-of'
import {
  asFailure,
  type CallStep,
  ended,
  permitOfStep,
  readBack,
  type StepResult,
  type Stopped,
  stateAfter,
} from '@/lib/changes/call-step'
import type { Change } from '@/lib/changes/change'
import { conclude } from '@/lib/changes/conclude'
import type { FunctionLease } from '@/lib/changes/function-lease'
import { intoIndex } from '@/lib/changes/into-index'
import { makeCall } from '@/lib/changes/make-call'
import { outcomeOf } from '@/lib/changes/outcome-of'
import { type RecordOf, recordAfter, recordBefore } from '@/lib/changes/record'
import { isAsExpected } from '@/lib/changes/settle'
import { readAgain } from '@/lib/changes/state'
import type { Failure } from '@/lib/failures/result'
import { observe } from '@/lib/telemetry/observe'

/** Waits before a call that certainly had no effect (throttled, connection never made) is made again. */
const REPEAT_AFTER = [250, 500, 1_000, 2_000, 4_000, 8_000]

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
  let stopped: Stopped | undefined
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
  const outcome = outcomeOf({ plan, done, stopped, expected: state, now })
  observe({ kind: 'change', change: plan.request.kind, outcome: outcome.verdict })
  await recordAfter(of, { type: 'outcome', outcome })
}

async function runStep(step: CallStep): Promise<StepResult> {
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
      const pause = pauseBeforeRepeat(error, attempt)
      if (pause === undefined || permit.context.signal.aborted) return conclude(step, error, attempt)
      await wait(pause)
    }
  }
}

/** How long to wait before a call that had no effect is made again; `undefined` where it is not. */
function pauseBeforeRepeat(error: unknown, attempt: number): number | undefined {
  if (isClockSkew(error)) return attempt === 1 ? 0 : undefined
  return isSafeToRepeat(error) ? REPEAT_AFTER[attempt - 1] : undefined
}

/** Why the call may not go out: another process may have taken over, or its beginning cannot be written down. */
async function obstacleTo(
  { of, lease, index, call }: CallStep,
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
async function withoutEffect(step: CallStep, failure: Failure, attempts: number): Promise<StepResult> {
  if (attempts > 0) await ended(step, { status: 'failed', attempts, failure })
  return { status: 'failed', failure }
}

/** The guard in front of every later call: nobody else has touched what it changes; and the RevisionId it needs. */
async function prepare(step: CallStep): Promise<{ status: 'ready'; RevisionId?: string } | Stopped> {
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

const lostLease = (): Failure => ({
  code: 'busy',
  message:
    'This process was held up for so long that another one may have taken over this function; it stopped here.',
})
