import 'server-only'
import type * as z from 'zod/mini'
import type { RequestEvent } from '@/lib/approvals/request-events'
import { recordRequest, recordWithin } from '@/lib/approvals/request-journal'
import { moveRequest } from '@/lib/approvals/request-rows'
import { answerInputSchema, approveInputSchema } from '@/lib/approvals/schema'
import { stepOn } from '@/lib/approvals/step-on'
import { permitWithin } from '@/lib/auth/judge'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { type VerbCall, verb } from '@/lib/auth/verb'
import { type ApplyAnswer, applyApproved } from '@/lib/changes/apply'
import { eventsOfChange } from '@/lib/changes/change-journal'
import type { Transaction } from '@/lib/db/port'
import { fail } from '@/lib/failures/result'

/** Columns of the row that say who decided, and when. */
const decided = ({ actor, context }: Permit) => ({
  decider_id: actor.id,
  decider_name: actor.name,
  changed_at: context.now().toISOString(),
})

/**
 * Approves a request and carries it out at once, in the name of both. Who approves is judged for what the plan comes to,
 * as whoever applies a change is. The approval and the intent of the change are written together: of two people at once
 * one has approved, and there is one change. Where the plan is not the one that was seen, nothing is approved.
 * @throws FailureError `changed-elsewhere` where it is decided or was revised, `not-allowed`, `proof-needed`,
 * `confirmation-mismatch`, `busy`, and whatever reading answers.
 */
export const approveRequest = verb({
  name: 'approveRequest',
  input: approveInputSchema,
  operation: 'request:decide',
  resource: ({ identity }) => identity,
  work: approve,
})

async function approve({
  permit,
  input,
}: VerbCall<z.output<typeof approveInputSchema>>): Promise<ApplyAnswer> {
  const { requestId, identity, revision, changeId, planHash, confirmation } = input
  assertCovers(permit, identity)
  if (await hasBegun(permit, changeId, requestId)) return { status: 'started', changeId }
  const request = await stepOn(permit, input, 'request-approved')
  if (request.revision !== revision)
    fail('changed-elsewhere', 'This request was revised since you looked at it.')
  const take = async (transaction: Transaction) => {
    const told = { ...decided(permit), change_id: changeId }
    await moveRequest(transaction, { requestId, revision, move: 'request-approved' }, told)
    const named = { request: requestId, title: request.seen.title, change: changeId }
    const { id, name } = request.requester
    const event = { type: 'request-approved' as const, ...named, planHash, requester: { id, name } }
    await recordWithin(transaction, permit, { requestId, identity }, event)
  }
  const approval = { asked: { requestId, by: request.requester }, take }
  const own = permitWithin(permit, 'change:apply', identity)
  return applyApproved(approval, own, { changeId, request: request.seen.request, planHash, confirmation })
}

/** The same approval once more, after its answer was lost. */
async function hasBegun(permit: Permit, changeId: string, requestId: string): Promise<boolean> {
  const [first] = await eventsOfChange(permitWithin(permit, 'change:read', {}), changeId)
  if (first?.event.type !== 'intent') return false
  if (first.event.asked?.requestId !== requestId)
    fail('invalid-input', 'This change id belongs to another change.')
  return true
}

/** Ends a request without doing it. @throws FailureError `changed-elsewhere`, `not-allowed` for one's own */
export const declineRequest = verb({
  name: 'declineRequest',
  input: answerInputSchema,
  operation: 'request:decide',
  resource: ({ identity }) => identity,
  work: (call) => answer(call, 'request-declined'),
})

/** Gives a request back to who sent it, with a question. @throws FailureError `changed-elsewhere`, `not-allowed` for one's own */
export const askBackRequest = verb({
  name: 'askBackRequest',
  input: answerInputSchema,
  operation: 'request:decide',
  resource: ({ identity }) => identity,
  work: (call) => answer(call, 'request-asked-back'),
})

async function answer(
  { permit, input }: VerbCall<z.output<typeof answerInputSchema>>,
  move: 'request-declined' | 'request-asked-back',
) {
  const { requestId, identity, revision, comment } = input
  const { seen } = await stepOn(permit, input, move)
  const event: RequestEvent = { type: move, request: requestId, title: seen.title, comment }
  await recordRequest(permit, { requestId, identity }, event, (transaction) =>
    moveRequest(transaction, { requestId, revision, move }, decided(permit)),
  )
  return { requestId }
}
