import 'server-only'
import * as z from 'zod/mini'
import { recordRequest } from '@/lib/approvals/request-journal'
import { insertRequest, moveRequest } from '@/lib/approvals/request-rows'
import { type SeenPlan, sendInputSchema, withdrawInputSchema } from '@/lib/approvals/schema'
import { stepOn } from '@/lib/approvals/step-on'
import { permitWithin } from '@/lib/auth/judge'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { PlannedChange } from '@/lib/changes/change'
import { withObstacle } from '@/lib/changes/may-apply'
import { plannedOn } from '@/lib/changes/preview'
import { fail } from '@/lib/failures/result'
import { DuplicateChangeError } from '@/lib/journal/append'
import { tokensIn, withoutTokens } from '@/lib/permissions/without-tokens'
import type { ChangeRequest } from '@/lib/requests/change-request'

/** sent: it waits for somebody. changed-elsewhere: nothing was sent, and this is the plan on the state as it is now. */
export type SendAnswer =
  | { status: 'sent'; requestId: string }
  | { status: 'changed-elsewhere'; plan: PlannedChange }

/**
 * Asks somebody else for a change, with the plan that was seen. The same id again is the same request.
 * @throws FailureError `not-allowed` where nobody signs in, `invalid-input`, `record-unavailable`, and what reading answers.
 */
export const sendForApproval = verb({
  name: 'sendForApproval',
  input: sendInputSchema,
  operation: 'request:send',
  resource: ({ request }) => request.identity,
  work: async ({ permit, input }): Promise<SendAnswer> => {
    const { requestId, comment } = input
    const found = await planToSend(permit, input)
    if ('status' in found) return found
    const { identity } = input.request
    const named = { request: requestId, title: found.title }
    const event = { type: 'request-sent' as const, ...named, plan: found, comment }
    try {
      await recordRequest(permit, { requestId, identity }, event, (transaction) =>
        insertRequest(transaction, rowOf(permit, requestId, found)),
      )
    } catch (error) {
      if (!(error instanceof DuplicateChangeError)) throw error
    }
    return { status: 'sent', requestId }
  },
})

/** Sends a request again, with another plan: of its sender alone, until it is decided. @throws FailureError as sending, `changed-elsewhere` */
export const reviseRequest = verb({
  name: 'reviseRequest',
  input: z.extend(sendInputSchema, { revision: z.int().check(z.positive()) }),
  operation: 'request:send',
  resource: ({ request }) => request.identity,
  work: async ({ permit, input }): Promise<SendAnswer> => {
    const { requestId, comment, request, revision } = input
    const { identity } = request
    await stepOn(permit, { requestId, identity }, 'request-revised')
    const found = await planToSend(permit, input)
    if ('status' in found) return found
    const named = { request: requestId, title: found.title }
    const event = { type: 'request-revised' as const, ...named, plan: found, comment }
    const told = { ...planColumns(found), revision: revision + 1, changed_at: nowOf(permit) }
    await recordRequest(permit, { requestId, identity }, event, (transaction) =>
      moveRequest(transaction, { requestId, revision, move: 'request-revised' }, told),
    )
    return { status: 'sent', requestId }
  },
})

/** Takes a request back. @throws FailureError `changed-elsewhere`, `not-allowed` for another one's */
export const withdrawRequest = verb({
  name: 'withdrawRequest',
  input: withdrawInputSchema,
  operation: 'request:withdraw',
  resource: ({ identity }) => identity,
  work: async ({ permit, input }) => {
    const { requestId, identity } = input
    const { revision, seen } = await stepOn(permit, input, 'request-withdrawn')
    const event = { type: 'request-withdrawn' as const, request: requestId, title: seen.title }
    await recordRequest(permit, { requestId, identity }, event, (transaction) =>
      moveRequest(
        transaction,
        { requestId, revision, move: 'request-withdrawn' },
        { changed_at: nowOf(permit) },
      ),
    )
    return { requestId }
  },
})

const nowOf = ({ context }: Permit): string => context.now().toISOString()

const ALONE = 'Nobody signs in to this console, so there is nobody else who could approve it.'
const TOKENS =
  'It needs an event source token, which the console does not keep. Somebody who may apply it makes this change.'

async function planToSend(
  permit: Permit,
  { request, planHash }: { request: ChangeRequest; planHash: string },
): Promise<SeenPlan | Extract<SendAnswer, { status: 'changed-elsewhere' }>> {
  assertCovers(permit, request.identity)
  if (permit.actor.kind !== 'person') fail('not-allowed', ALONE)
  if (tokensIn(request).length > 0) fail('invalid-input', TOKENS)
  const plan = await plannedOn(permitWithin(permit, 'change:plan', request.identity), request)
  if (plan.planHash !== planHash)
    return { status: 'changed-elsewhere', plan: await withObstacle(permit, plan) }
  return seenOf(plan)
}

function seenOf(plan: PlannedChange): SeenPlan {
  const { title, request, before, after, calls, effect, planHash, readAt } = withoutTokens(plan)
  return { title, request, before, after, calls, effect, planHash, readAt }
}

const planColumns = ({ title, planHash }: SeenPlan) => ({ title, plan_hash: planHash })

function rowOf(permit: Permit, id: string, plan: SeenPlan) {
  const { account, region, functionName, qualifier } = plan.request.identity
  const { actor } = permit
  const now = nowOf(permit)
  return {
    ...{ id, account, region, function_name: functionName, qualifier },
    ...{ ...planColumns(plan), state: 'open', revision: 1 },
    ...{ requester_id: actor.id, requester_kind: actor.kind, requester_name: actor.name },
    ...{ sent_at: now, changed_at: now, looked_at: now },
    ...{ decider_id: null, decider_name: null, change_id: null },
  }
}
