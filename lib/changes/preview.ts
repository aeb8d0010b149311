import 'server-only'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import type { PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { planChange } from '@/lib/changes/plan/plan-change'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { planHash } from '@/lib/changes/plan-hash'
import { readQualifierState } from '@/lib/changes/state'
import { assertQualifierExists } from '@/lib/functions/read'
import { LATEST } from '@/lib/identity/qualifier'
import type { ChangeRequest } from '@/lib/requests/change-request'

/**
 * Reads the state afresh and plans the request on it: the value that the review shows.
 * @throws FailureError of reading or planning.
 */
export async function preview({ ctx, input: request }: VerbCall<ChangeRequest>): Promise<PlannedChange> {
  authorize(ctx.actor, `change:${request.kind}`, request.identity)
  // No URL and no policy look the same on a function that does not exist, and a URL outlives its alias but cannot be
  // changed without it: ask before promising anything.
  const needsQualifier = request.kind === 'create' || request.kind === 'grant' || isUpdateOfAlias(request)
  const [state] = await Promise.all([
    readQualifierState({ ctx, input: request.identity }),
    needsQualifier ? assertQualifierExists({ ctx, input: request.identity }) : undefined,
  ])
  const change = planChange(request, state, await continuationOf(request))
  return { ...change, planHash: planHash(change), readAt: ctx.now().toISOString() }
}

const isUpdateOfAlias = ({ kind, identity }: ChangeRequest) =>
  kind === 'update' && identity.qualifier !== LATEST

async function continuationOf(request: ChangeRequest): Promise<Continuation | undefined> {
  if (request.kind !== 'finish' && request.kind !== 'undo') return undefined
  const [first] = await eventsOfChange(request.changeId)
  return first?.event.type === 'intent' ? first.event : undefined
}
