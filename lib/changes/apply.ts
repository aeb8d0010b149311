import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { type VerbCall, verb } from '@/lib/auth/verb'
import { judgeCalls } from '@/lib/changes/call-rights'
import type { AskedFor, PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { execute } from '@/lib/changes/execute'
import { type FunctionLease, takeLease } from '@/lib/changes/function-lease'
import { refuseAlone, withObstacle } from '@/lib/changes/may-apply'
import { plannedOn } from '@/lib/changes/preview'
import { completeRecords, recordBefore } from '@/lib/changes/record'
import { settleBefore } from '@/lib/changes/recover'
import type { Transaction } from '@/lib/db/port'
import { fail } from '@/lib/failures/result'
import { DuplicateChangeError } from '@/lib/journal/append'
import { tokensIn, withoutTokens } from '@/lib/permissions/without-tokens'
import { singleton } from '@/lib/process/singleton'
import { type ApplyInput, applyInputSchema } from '@/lib/requests/change-request'
import { canonicalJson } from '@/lib/text/canonical-json'

/** started: follow it by its id. changed-elsewhere: nothing was done, and this is the plan on the state as it is now. */
export type ApplyAnswer =
  | { status: 'started'; changeId: string }
  | { status: 'changed-elsewhere'; plan: PlannedChange }

/** Changes that this process is carrying out, so that a stop signal can wait for them. */
const running = singleton('running-changes', () => new Map<string, Promise<void>>())

/**
 * Carries out what was reviewed: reads again, plans again, and goes on only if the plan is the same to the letter.
 * Answers as soon as the intent stands in the journal; the same id again answers the same change.
 * @throws FailureError `confirmation-mismatch`, `busy`, `record-unavailable`, `read-only`, and whatever reading answers.
 */
export const applyChange = verb({
  name: 'applyChange',
  input: applyInputSchema,
  operation: 'change:apply',
  resource: ({ request }) => request.identity,
  work: (call) => accept(call),
})

/**
 * The same for one item of a bulk change, which its intent then names, with the console's own permit for the account: whoever accepted the bulk change was judged for each of its items then.
 */
export const applyPartOf = (bulk: string, permit: Permit, input: ApplyInput): Promise<ApplyAnswer> =>
  accept({ permit, input }, { bulk })

/** A request that somebody else has sent, and that whoever applies it here approves by it. */
export interface Approval {
  /** Said in the intent. */
  asked: AskedFor
  /** The approval, in the transaction that writes the intent; where it throws, nothing begins. */
  take: (transaction: Transaction) => Promise<void>
}

/** The same for a request: there are two persons, so a protected function URL is no obstacle. Both happen, or none. */
export const applyApproved = (approval: Approval, permit: Permit, input: ApplyInput): Promise<ApplyAnswer> =>
  accept({ permit, input }, { approval })

/** What a change is applied for, where somebody does not just apply it. */
interface Occasion {
  bulk?: string
  approval?: Approval
}

async function accept(call: VerbCall<ApplyInput>, occasion: Occasion = {}): Promise<ApplyAnswer> {
  const { permit, input } = call
  const { changeId, request } = input
  if (await isKnown(call)) return { status: 'started', changeId }
  await completeRecords()
  const lease = await takeLease(permit, request.identity)
  try {
    const answer = (await isKnown(call)) ? undefined : await begin(call, lease, occasion)
    if (answer) return answer
  } catch (error) {
    await lease.release()
    throw error
  }
  await lease.release()
  return { status: 'started', changeId }
}

async function begin(
  call: VerbCall<ApplyInput>,
  lease: FunctionLease,
  { bulk, approval }: Occasion,
): Promise<ApplyAnswer | undefined> {
  const { permit, input } = call
  const { changeId, request } = input
  await settleBefore(permit, request.identity)
  const plan = await plannedOn(permit, request)
  if (plan.planHash !== input.planHash) {
    await lease.release()
    return { status: 'changed-elsewhere', plan: await withObstacle(permit, plan) }
  }
  judgeCalls(permit, request.identity, plan.calls)
  if (!approval) await refuseAlone(permit, plan)
  if (plan.confirmation !== null && plan.confirmation !== input.confirmation)
    fail('confirmation-mismatch', `Type ${plan.confirmation} to confirm.`, {
      issues: [{ path: 'confirmation', message: `This must be exactly ${plan.confirmation}.` }],
    })
  const of = {
    changeId,
    actor: permit.actor,
    identity: request.identity,
    requestId: permit.context.requestId,
    tokens: tokensIn([request, plan]),
  }
  const { title, before, after, calls, planHash, undo } = plan
  const told = { title, request, before, after, calls, planHash, undo, bulk, asked: approval?.asked }
  const take = approval?.take ?? ((transaction: Transaction) => refuseAlone(permit, plan, transaction))
  try {
    await recordBefore(of, { type: 'intent', ...told }, take)
  } catch (error) {
    if (!(error instanceof DuplicateChangeError)) throw error
    if (await isKnown(call)) return undefined
    fail('invalid-input', OTHER_CHANGE)
  }
  const execution = execute(permit.context, of, plan, lease).finally(lease.release)
  running.set(changeId, execution)
  void execution.finally(() => running.delete(changeId))
  return { status: 'started', changeId }
}

const OTHER_CHANGE = 'This change id belongs to another change.'

/** Whether this id has been accepted before. The same id with another request is a mistake, not a repeat. */
async function isKnown({ permit, input }: VerbCall<ApplyInput>): Promise<boolean> {
  const { changeId, request } = input
  const [intent] = await eventsOfChange(permitWithin(permit, 'change:read', {}), changeId)
  if (!intent) return false
  if (
    intent.event.type === 'intent' &&
    canonicalJson(intent.event.request) !== canonicalJson(withoutTokens(request))
  )
    fail('invalid-input', OTHER_CHANGE)
  return true
}

/** How many changes this process is carrying out. */
export const changesUnderWay = (): number => running.size

/** Resolves when every change under way in this process has its outcome. */
export async function runningChangesEnded(): Promise<void> {
  await Promise.allSettled(running.values())
}

/** Resolves when a change has its outcome, as far as this process carries it out. */
export async function changeEnded(changeId: string): Promise<void> {
  await running.get(changeId)
}
