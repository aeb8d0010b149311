import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { narrowed, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { accountNames } from '@/lib/aws/targets'
import type { PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { foldChange } from '@/lib/changes/fold'
import { withObstacle } from '@/lib/changes/may-apply'
import { planChange } from '@/lib/changes/plan/plan-change'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { replacesPolicy } from '@/lib/changes/plan/replaces-policy'
import { cutsOff, reviewOf } from '@/lib/changes/plan/review-of'
import { withoutPolicyApi } from '@/lib/changes/plan/without-policy-api'
import { planHash } from '@/lib/changes/plan-hash'
import { readConcurrencyEvidence } from '@/lib/changes/read-concurrency-evidence'
import { recentTraffic } from '@/lib/changes/recent-traffic'
import { readQualifierState } from '@/lib/changes/state'
import { env } from '@/lib/env'
import { changeNotFound } from '@/lib/failures/not-found'
import { assertQualifierExists } from '@/lib/functions/read'
import { LATEST } from '@/lib/identity/qualifier'
import { isKnownToLackPolicyApi, lacksPolicyApi } from '@/lib/permissions/policy-api'
import { type ChangeRequest, changeRequestSchema } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * Reads the state afresh and plans the request on it: the value that the review shows.
 * @throws FailureError of reading or planning.
 */
export const preview = verb({
  name: 'previewChange',
  input: changeRequestSchema,
  operation: 'change:plan',
  resource: ({ identity }) => identity,
  work: async ({ permit, input }) => withObstacle(permit, await plannedOn(permit, input)),
})

/**
 * Plans a request on the state as it is, which is read unless it was read just now.
 * @throws FailureError of reading or planning.
 */
export async function plannedOn(
  permit: Permit,
  request: ChangeRequest,
  justRead?: QualifierState,
): Promise<PlannedChange> {
  // No URL and no policy look the same on a function that does not exist, and a URL outlives its alias but cannot
  // be changed without it: ask before promising anything.
  const needsQualifier = request.kind === 'create' || request.kind === 'grant' || isUpdateOfAlias(request)
  const { identity } = request
  const continuation = await changeNamedBy(permit, request)
  const withConcurrency = isAboutConcurrency(request, continuation)
  const [state, evidence] = await Promise.all([
    justRead ?? readQualifierState(permit, { identity, withConcurrency }),
    withConcurrency ? readConcurrencyEvidence(permit, identity) : undefined,
    needsQualifier ? assertQualifierExists.within(permit, identity) : undefined,
  ])
  const planned = planChange(request, state, continuation, evidence)
  const lacksApi = replacesPolicy(planned)
    ? await lacksPolicyApi(permitWithin(permit, 'policy:read', identity), identity)
    : isKnownToLackPolicyApi(identity)
  const change = lacksApi ? withoutPolicyApi(planned) : planned
  const account = await markOf(identity.account)
  const traffic = cutsOff(change) ? await recentTraffic(permit, identity) : undefined
  const reviewed = reviewOf(change, { account, traffic })
  return { ...reviewed, planHash: planHash(change), readAt: permit.context.now().toISOString() }
}

async function markOf(account: string) {
  const { productionAccounts } = env()
  return { name: (await accountNames())[account], isProduction: productionAccounts.includes(account) }
}

const isUpdateOfAlias = ({ kind, identity }: ChangeRequest) =>
  kind === 'update' && identity.qualifier !== LATEST

const isAboutConcurrency = ({ kind }: ChangeRequest, continuation: Continuation | undefined) =>
  kind === 'stop-calls' || kind === 'let-calls-in' || continuation?.before.concurrency !== undefined

/**
 * The earlier change that a request takes up. It must be one of the same function URL: the journal is asked with a
 * permit for that alone, so that another one's id is as unknown as one that nobody has given.
 */
async function changeNamedBy(permit: Permit, request: ChangeRequest): Promise<Continuation | undefined> {
  const changeId = idNamedBy(request)
  if (changeId === undefined) return undefined
  const ofThisUrl = narrowed(permitWithin(permit, 'change:read', {}), { resource: request.identity })
  const events = await eventsOfChange(ofThisUrl, changeId)
  const [first] = events
  if (first?.event.type !== 'intent') throw changeNotFound()
  return { ...first.event, isApplied: foldChange(events)?.outcome?.verdict === 'applied' }
}

function idNamedBy(request: ChangeRequest): string | undefined {
  if (request.kind === 'finish' || request.kind === 'undo') return request.changeId
  return request.kind === 'create' ? request.recreates : undefined
}
