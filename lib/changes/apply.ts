import 'server-only'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import type { PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { execute } from '@/lib/changes/execute'
import { type FunctionLease, takeLease } from '@/lib/changes/function-lease'
import { preview } from '@/lib/changes/preview'
import { completeRecords, recordBefore } from '@/lib/changes/record'
import { settleBefore } from '@/lib/changes/recover'
import { tokensIn, withoutTokens } from '@/lib/changes/without-tokens'
import { fail } from '@/lib/failures/result'
import { DuplicateChangeError } from '@/lib/journal/append'
import { singleton } from '@/lib/process/singleton'
import type { ApplyInput } from '@/lib/requests/change-request'
import { canonicalJson } from '@/lib/text/canonical-json'

/** started: follow it by its id. changed-elsewhere: nothing was done, and this is the plan on the state as it is now. */
export type ApplyAnswer =
  | { status: 'started'; changeId: string }
  | { status: 'changed-elsewhere'; plan: PlannedChange }

/** Changes that this process is carrying out, so that a stop signal can wait for them. */
const running = singleton('running-changes', () => new Set<Promise<void>>())

/**
 * Carries out what was reviewed: reads again, plans again, and goes on only if the plan is the same to the letter.
 * Answers as soon as the intent stands in the journal; the same id again answers the same change.
 * @throws FailureError `confirmation-mismatch`, `busy`, `record-unavailable`, `read-only`, and whatever reading answers.
 */
export async function applyChange({ ctx, input }: VerbCall<ApplyInput>): Promise<ApplyAnswer> {
  const { changeId, request } = input
  authorize(ctx.actor, `change:${request.kind}`, request.identity)
  if (await isKnown(input)) return { status: 'started', changeId }
  await completeRecords()
  const lease = await takeLease(request.identity)
  try {
    const answer = (await isKnown(input)) ? undefined : await begin({ ctx, input }, lease)
    if (answer) return answer
  } catch (error) {
    await lease.release()
    throw error
  }
  await lease.release()
  return { status: 'started', changeId }
}

async function begin(
  { ctx, input }: VerbCall<ApplyInput>,
  lease: FunctionLease,
): Promise<ApplyAnswer | undefined> {
  const { changeId, request } = input
  await settleBefore(ctx, request.identity)
  const plan = await preview({ ctx, input: request })
  if (plan.planHash !== input.planHash) {
    await lease.release()
    return { status: 'changed-elsewhere', plan }
  }
  if (plan.confirmation !== null && plan.confirmation !== input.confirmation)
    fail('confirmation-mismatch', `Type ${plan.confirmation} to confirm.`, {
      issues: [{ path: 'confirmation', message: `This must be exactly ${plan.confirmation}.` }],
    })
  const of = {
    changeId,
    actor: ctx.actor,
    identity: request.identity,
    requestId: ctx.requestId,
    tokens: tokensIn([request, plan]),
  }
  const { title, before, after, calls, planHash, undo } = plan
  try {
    await recordBefore(of, { type: 'intent', title, request, before, after, calls, planHash, undo })
  } catch (error) {
    if (error instanceof DuplicateChangeError) return undefined
    throw error
  }
  const execution = execute(ctx, of, plan, lease).finally(lease.release)
  running.add(execution)
  void execution.finally(() => running.delete(execution))
  return { status: 'started', changeId }
}

/** Whether this id has been accepted before. The same id with another request is a mistake, not a repeat. */
async function isKnown({ changeId, request }: ApplyInput): Promise<boolean> {
  const [intent] = await eventsOfChange(changeId)
  if (!intent) return false
  if (
    intent.event.type === 'intent' &&
    canonicalJson(intent.event.request) !== canonicalJson(withoutTokens(request))
  )
    fail('invalid-input', 'This change id belongs to another change.')
  return true
}

/** Resolves when every change under way in this process has its outcome. */
export async function runningChangesEnded(): Promise<void> {
  await Promise.allSettled(running)
}
