import 'server-only'
import { type RequestMove, refusalOf } from '@/lib/approvals/fold'
import { recordedRequest } from '@/lib/approvals/request-journal'
import { UNDECIDED } from '@/lib/approvals/request-states'
import type { RequestProgress } from '@/lib/approvals/schema'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { requestNotFound } from '@/lib/failures/not-found'
import { fail } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * The request, as somebody is about to take a step with it: they were judged for the function URL that they named, and
 * it is about that one.
 * @throws {FailureError} `not-found`; `changed-elsewhere` where it is past this step; `not-allowed` where it is not theirs to take
 */
export async function stepOn(
  permit: Permit,
  { requestId, identity }: { requestId: string; identity: FunctionUrlIdentity },
  move: RequestMove,
): Promise<RequestProgress> {
  assertCovers(permit, identity)
  const request = await recordedRequest(permit, requestId)
  if (!request || identityKey(request.seen.request.identity) !== identityKey(identity))
    throw requestNotFound()
  const refusal = refusalOf(request, permit.actor, move)
  if (refusal !== undefined)
    fail(UNDECIDED.includes(request.state) ? 'not-allowed' : 'changed-elsewhere', refusal)
  return request
}
