import 'server-only'
import { authorize } from '@/lib/auth/authorize'
import { planChange } from '@/lib/changes/plan/plan-change'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { planHash } from '@/lib/changes/plan-hash'
import type { ChangeRequest, PlannedChange } from '@/lib/changes/schema'
import { readQualifierState } from '@/lib/changes/state'
import type { VerbCall } from '@/lib/context'
import { assertQualifierExists } from '@/lib/functions/read'
import { eventsOf } from '@/lib/journal/journal'

/**
 * Reads the state afresh and plans the request on it: the value that the review shows.
 * @throws FailureError of reading or planning.
 */
export async function preview({ ctx, input: request }: VerbCall<ChangeRequest>): Promise<PlannedChange> {
  authorize(ctx.actor, `change:${request.kind}`, request.identity)
  // No URL and no policy look the same on a function that does not exist: ask before promising anything on it.
  const isOnNothing = request.kind === 'create' || request.kind === 'grant'
  const [state] = await Promise.all([
    readQualifierState({ ctx, input: request.identity }),
    isOnNothing ? assertQualifierExists({ ctx, input: request.identity }) : undefined,
  ])
  const change = planChange(request, state, await continuationOf(request))
  return { ...change, planHash: planHash(change), readAt: ctx.now().toISOString() }
}

async function continuationOf(request: ChangeRequest): Promise<Continuation | undefined> {
  if (request.kind !== 'finish' && request.kind !== 'undo') return undefined
  const [first] = await eventsOf(request.changeId)
  return first?.event.type === 'intent' ? first.event : undefined
}
