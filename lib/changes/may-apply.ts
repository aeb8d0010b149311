import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { judgeCalls } from '@/lib/changes/call-rights'
import type { Obstacle, PlannedChange } from '@/lib/changes/change'
import { secondPersonStep } from '@/lib/changes/plan/second-person-step'
import type { Transaction } from '@/lib/db/port'
import { type Failure, FailureError } from '@/lib/failures/result'
import { protectionOf } from '@/lib/protection/protection-rows'
import { secondPersonNeeded } from '@/lib/protection/second-person'

const isPerson = (permit: Permit): boolean => permit.actor.kind === 'person'

/**
 * What a protected function URL does not bear by one person alone is not begun. In the transaction that writes the
 * intent, so that no mark comes in between. @throws {FailureError} `second-person`
 */
export async function refuseAlone(
  permit: Permit,
  plan: PlannedChange,
  transaction?: Transaction,
): Promise<void> {
  const { identity } = plan.request
  const step = secondPersonStep(plan)
  if (step === undefined || !(await protectionOf(permit, identity, transaction))) return
  throw secondPersonNeeded(identity, step, { isSignedIn: isPerson(permit) })
}

/** The plan as it is put before somebody: with the mark of its function URL, and what keeps them from applying it. */
export async function withObstacle(permit: Permit, plan: PlannedChange): Promise<PlannedChange> {
  const protection = await protectionOf(permit, plan.request.identity)
  const failure = notAllowed(permit, plan) ?? (await failureOf(() => refuseAlone(permit, plan)))
  const canBeSent = isPerson(permit) && failure?.right?.canBeAskedFor === true
  const obstacle: Obstacle | undefined = failure && { failure, canBeSent }
  return { ...plan, ...(protection && { protection }), ...(obstacle && { obstacle }) }
}

/** The first right that is missing; a proof that is to be given first is none. */
function notAllowed(permit: Permit, { request: { identity }, calls }: PlannedChange): Failure | undefined {
  const tries = [
    () => void permitWithin(permit, 'change:apply', identity),
    ...calls.map((call) => () => judgeCalls(permit, identity, [call])),
  ]
  for (const judge of tries) {
    try {
      judge()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      if (error.failure.code === 'not-allowed') return error.failure
    }
  }
  return undefined
}

async function failureOf(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}
