import 'server-only'
import * as z from 'zod/mini'
import { commentSchema } from '@/lib/approvals/schema'
import { sendForApproval } from '@/lib/approvals/send'
import { maySee, permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { type Item, identityOf, itemsWith } from '@/lib/bulk/bulk-rows'
import { bulkIdSchema } from '@/lib/bulk/schema'
import { bulkOf } from '@/lib/bulk/steered-bulk'
import { plannedOn } from '@/lib/changes/preview'
import { type Failure, FailureError, fail } from '@/lib/failures/result'
import { changeRequestSchema } from '@/lib/requests/change-request'

/** More at once is nothing that somebody decides on. */
const MOST = 100

/**
 * Sends what a bulk change leaves out for want of a second person: each protected function URL as a request of its own.
 * Sending it again sends what was not sent yet. Answers how many were sent, and how many could not be planned any more.
 * @throws FailureError `invalid-input` where there is nothing to send, or too much; and of sending
 */
export const sendBulkForApproval = verb({
  name: 'sendBulkForApproval',
  input: z.object({ bulkId: bulkIdSchema, comment: commentSchema }),
  operation: 'bulk:plan',
  resource: () => ({}),
  work: async ({ permit, input: { bulkId, comment } }) => {
    await bulkOf(permit, bulkId)
    const refused = await itemsWith(permitWithin(permit, 'bulk:read', {}), bulkId, ['refused'])
    const items = refused.filter((item) => isAlone(item) && maySee(permit, 'request:send', identityOf(item)))
    if (items.length === 0) fail('invalid-input', 'Nothing of it takes a second person.')
    if (items.length > MOST)
      fail('invalid-input', `At most ${MOST} function URLs are asked for at once. Choose fewer.`)
    const told = { sent: 0, gone: 0 }
    for (const item of items) told[(await sendItem(permit, item, comment)) ? 'sent' : 'gone']++
    return told
  },
})

const isAlone = ({ failure, request, change_id }: Item): boolean =>
  request !== null &&
  change_id !== null &&
  failure !== null &&
  (JSON.parse(failure) as Failure).code === 'second-person'

/** Planned afresh; the id that its row has makes it one request, however often it is sent. */
async function sendItem(permit: Permit, item: Item, comment: string): Promise<boolean> {
  const request = changeRequestSchema.parse(JSON.parse(item.request ?? ''))
  const own = permitWithin(permit, 'change:plan', request.identity)
  try {
    const { planHash } = await plannedOn(own, request)
    const answer = await sendForApproval.within(permit, {
      ...{ requestId: item.change_id ?? '', request },
      ...{ planHash, comment },
    })
    return answer.status === 'sent'
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'not-found') return false
    throw error
  }
}
