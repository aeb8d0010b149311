import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { isUnclear } from '@/lib/aws/failure-of'
import {
  asFailure,
  type CallStep,
  ended,
  permitOfStep,
  readBack,
  type StepResult,
  stateAfter,
} from '@/lib/changes/call-step'
import { type Settled, settle } from '@/lib/changes/settle'
import type { Failure, FailureCode } from '@/lib/failures/result'

/** After a lost reply the effect may still be on its way: "not done" is believed only when it stays so. */
const READ_BACK_AFTER = [0, 400, 1_500]

/**
 * What AWS says to a call whose effect is there already. A gateway that sends a request twice turns a success into
 * one of these.
 */
const SAID_TO_A_REPEAT: ReadonlySet<FailureCode> = new Set([
  'already-exists',
  'changed-elsewhere',
  'not-found',
  'refused-by-aws',
])

/** After an error nothing is said before AWS was read: neither of an unclear reply nor of a refusal. */
export async function conclude(step: CallStep, error: unknown, attempts: number): Promise<StepResult> {
  const failure = asFailure(error, step)
  return isUnclear(error)
    ? concludeUnclear(step, failure, attempts)
    : concludeRefused(step, failure, attempts)
}

/** A refusal is a fact unless what is read back contradicts it. */
async function concludeRefused(step: CallStep, failure: Failure, attempts: number): Promise<StepResult> {
  const requestId = failure.aws?.requestId
  if ((await settleOnce(step)) !== 'done') {
    await ended(step, { status: 'failed', attempts, failure, requestId })
    return { status: failure.code === 'changed-elsewhere' ? 'changed-elsewhere' : 'failed', failure }
  }
  if (SAID_TO_A_REPEAT.has(failure.code)) {
    const note =
      'AWS refused the call, but reading back shows the effect: made by this change, whose request arrived twice, or by somebody else at the same moment.'
    await ended(step, { status: 'done', attempts, note, requestId })
    return { status: 'done', state: stateAfter(step) }
  }
  const note = 'AWS refused the call, but reading back shows its effect: who made it is not known.'
  await ended(step, { status: 'unknown', attempts, failure, note, requestId })
  return { status: 'unknown', isRefused: true, failure }
}

async function concludeUnclear(step: CallStep, failure: Failure, attempts: number): Promise<StepResult> {
  const lost = failure.code === 'not-from-aws' ? 'What responded was not AWS.' : 'AWS’s response was lost.'
  const settled = await settleByReading(step)
  if (settled === 'done') {
    const note = `${lost} The change is there: made by this call, or by somebody else at the same moment.`
    await ended(step, { status: 'done', attempts, note })
    return { status: 'done', state: stateAfter(step) }
  }
  if (settled === 'unknown') {
    const note = `${lost} AWS could not be read since: whether it was done is not known.`
    await ended(step, { status: 'unknown', attempts, failure, note })
    return { status: 'unknown', failure }
  }
  const found =
    settled === 'other'
      ? 'The value is neither the old nor the new one: somebody else changed it.'
      : 'It had no effect.'
  await ended(step, { status: 'failed', attempts, failure, note: `${lost} ${found}` })
  return { status: settled === 'other' ? 'changed-elsewhere' : 'failed', failure }
}

async function settleByReading(step: CallStep): Promise<Settled | 'unknown'> {
  let settled: Settled | 'unknown' = 'unknown'
  for (const pause of READ_BACK_AFTER) {
    await wait(pause)
    settled = (await settleOnce(step)) ?? settled
    if (settled === 'done' || settled === 'other') return settled
  }
  return settled
}

/** What AWS shows now; `undefined` where it cannot be read. */
async function settleOnce(step: CallStep): Promise<Settled | undefined> {
  const now = await readBack(permitOfStep(step.context, step.of), step.of.identity, step.expected)
  return now && settle(step.call, step.expected, stateAfter(step), now)
}
