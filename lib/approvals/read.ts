import 'server-only'
import * as z from 'zod/mini'
import { endOf, endRequest } from '@/lib/approvals/ending'
import { isSamePerson } from '@/lib/approvals/fold'
import { recordedRequest } from '@/lib/approvals/request-journal'
import { countWaiting, pageOfRequests } from '@/lib/approvals/request-rows'
import { UNDECIDED } from '@/lib/approvals/request-states'
import {
  type RequestDetails,
  type RequestPlan,
  requestIdSchema,
  requestsQuerySchema,
} from '@/lib/approvals/schema'
import { maySee, permitWithin } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { withObstacle } from '@/lib/changes/may-apply'
import { plannedOn } from '@/lib/changes/preview'
import { requestNotFound } from '@/lib/failures/not-found'
import { FailureError } from '@/lib/failures/result'

/** Requests of what may be seen, the one sent last first. */
export const listRequests = verb({
  name: 'listRequests',
  input: requestsQuerySchema,
  operation: 'request:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { requests, ...page } = await pageOfRequests(permit, input)
    return { ...page, requests: new Unjudged(requests) }
  },
  rows: { requests: { operation: 'function-url:read', resource: (row) => row } },
})

/** How many wait for a decision of who asks. */
export const countWaitingRequests = verb({
  name: 'countWaitingRequests',
  input: z.object({}),
  operation: 'request:read',
  resource: () => ({}),
  work: async ({ permit }) => ({ count: await countWaiting(permit) }),
})

const ofRequest = z.object({ requestId: requestIdSchema })

/** A request as it stands. @throws FailureError `not-found` */
export const getRequest = verb({
  name: 'getRequest',
  input: ofRequest,
  operation: 'request:read',
  resource: () => ({}),
  work: ({ permit, input }) => detailsOf(permit, input.requestId),
})

async function detailsOf(permit: Permit, requestId: string): Promise<RequestDetails> {
  assertOperation(permit, 'request:read')
  const request = await recordedRequest(permit, requestId)
  if (!request || !maySee(permit, 'function:read', request.seen.request.identity)) throw requestNotFound()
  const isMine = isSamePerson(request.requester, permit.actor)
  return {
    request,
    isMine,
    mayDecide: !isMine && maySee(permit, 'request:decide', request.seen.request.identity),
  }
}

/**
 * A request planned on the state as it is now. One whose thing is gone ends by being looked at.
 * @throws FailureError `not-found`, and of reading
 */
export const planRequest = verb({
  name: 'planRequest',
  input: ofRequest,
  operation: 'request:read',
  resource: () => ({}),
  work: async ({ permit, input: { requestId } }): Promise<RequestPlan> => {
    const details = await detailsOf(permit, requestId)
    const { request } = details
    if (!UNDECIDED.includes(request.state)) return details
    const { identity } = request.seen.request
    const own = permitWithin(permit, 'change:plan', identity)
    try {
      return { ...details, plan: await withObstacle(own, await plannedOn(own, request.seen.request)) }
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const reason = endOf(error.failure)
      if (reason === undefined) throw error
      await endRequest(own, request, reason)
      return { ...(await detailsOf(permit, requestId)), problem: reason }
    }
  },
})
