import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { systemPermit } from '@/lib/auth/system-permit'
import { failureOf } from '@/lib/aws/failure-of'
import type { JournalEvent } from '@/lib/changes/change-events'
import type { FunctionLease } from '@/lib/changes/function-lease'
import type { Call } from '@/lib/changes/operations/table'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { type RecordOf, recordAfter } from '@/lib/changes/record'
import { readAgain } from '@/lib/changes/state'
import { type Failure, FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** Longest a single call may take, reading back included; in milliseconds. */
const CALL_DEADLINE = 40_000

/** One call of a plan that is being carried out. */
export interface CallStep {
  context: Context
  permit: Permit
  of: RecordOf
  lease: FunctionLease
  call: Call
  index: number
  /** The state that the plan expects before this call. */
  expected: QualifierState
}

/** How a step went, with the state it left as far as the plan and the answers tell. */
export type StepResult = { status: 'done'; state: QualifierState } | Stopped

/** Why a plan went no further. */
export interface Stopped {
  status: 'failed' | 'changed-elsewhere' | 'unknown'
  failure?: Failure
  /** `unknown`, since AWS refused the call and yet shows its effect. */
  isRefused?: true
}

type CallEnded = Extract<JournalEvent, { type: 'call-ended' }>

/**
 * The change was accepted, and no request waits for it any more: the console carries it out with a permit of its
 * own, for the function that is leased. Each step has its own time, and people wait for it.
 */
export function permitOfStep(context: Context, { actor, identity }: RecordOf): Permit {
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

/** The state as it is now; `undefined` where AWS cannot be read. */
export async function readBack(
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

/** The state that the plan expects after the step's call. */
export const stateAfter = ({ of, expected, call }: CallStep): QualifierState =>
  stateAfterCall(of.identity, expected, call)

/** Writes down how the call ended. */
export const ended = ({ of, index }: CallStep, rest: Omit<CallEnded, 'type' | 'step'>): Promise<void> =>
  recordAfter(of, { type: 'call-ended', step: index, ...rest })

/** What the call failed with, as a value. */
export function asFailure(error: unknown, { of, call }: Pick<CallStep, 'of' | 'call'>): Failure {
  if (error instanceof FailureError) return error.failure
  return failureOf(error, {
    operation: call.operation,
    resource: functionArn(of.identity),
    target: of.identity,
  })
}
