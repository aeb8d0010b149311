import 'server-only'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import type { PlannedChange } from '@/lib/changes/change'
import { planChange } from '@/lib/changes/plan/plan-change'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { replacesPolicy, withoutPolicyApi } from '@/lib/changes/plan/without-policy-api'
import { planHash } from '@/lib/changes/plan-hash'
import { readConcurrencyEvidence } from '@/lib/changes/read-concurrency-evidence'
import { readQualifierState } from '@/lib/changes/state'
import { assertQualifierExists } from '@/lib/functions/read'
import { LATEST } from '@/lib/identity/qualifier'
import { eventsOf } from '@/lib/journal/journal'
import { isKnownToLackPolicyApi, lacksPolicyApi } from '@/lib/permissions/policy-api'
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
  const { identity } = request
  const continuation = await continuationOf(request)
  const withConcurrency = isAboutConcurrency(request, continuation)
  const [state, evidence] = await Promise.all([
    readQualifierState({ ctx, input: { identity, withConcurrency } }),
    withConcurrency ? readConcurrencyEvidence({ ctx, input: identity }) : undefined,
    needsQualifier ? assertQualifierExists({ ctx, input: identity }) : undefined,
  ])
  const planned = planChange(request, state, continuation, evidence)
  const lacksApi = replacesPolicy(planned)
    ? await lacksPolicyApi(ctx, identity)
    : isKnownToLackPolicyApi(identity)
  const change = lacksApi ? withoutPolicyApi(planned) : planned
  return { ...change, planHash: planHash(change), readAt: ctx.now().toISOString() }
}

const isUpdateOfAlias = ({ kind, identity }: ChangeRequest) =>
  kind === 'update' && identity.qualifier !== LATEST

const isAboutConcurrency = ({ kind }: ChangeRequest, continuation: Continuation | undefined) =>
  kind === 'stop-calls' || kind === 'let-calls-in' || continuation?.before.concurrency !== undefined

async function continuationOf(request: ChangeRequest): Promise<Continuation | undefined> {
  if (request.kind !== 'finish' && request.kind !== 'undo') return undefined
  const [first] = await eventsOf(request.changeId)
  return first?.event.type === 'intent' ? first.event : undefined
}
