import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { narrowed, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { planChange } from '@/lib/changes/plan/plan-change'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { dangerOf, replacesPolicy } from '@/lib/changes/plan/told-by-calls'
import { withoutPolicyApi } from '@/lib/changes/plan/without-policy-api'
import { planHash } from '@/lib/changes/plan-hash'
import { readConcurrencyEvidence } from '@/lib/changes/read-concurrency-evidence'
import { readQualifierState } from '@/lib/changes/state'
import { changeNotFound } from '@/lib/failures/not-found'
import { assertQualifierExists } from '@/lib/functions/read'
import { LATEST } from '@/lib/identity/qualifier'
import { isKnownToLackPolicyApi, lacksPolicyApi } from '@/lib/permissions/policy-api'
import { type ChangeRequest, changeRequestSchema } from '@/lib/requests/change-request'

/**
 * Reads the state afresh and plans the request on it: the value that the review shows.
 * @throws FailureError of reading or planning.
 */
export const preview = verb({
  name: 'previewChange',
  input: changeRequestSchema,
  operation: 'change:plan',
  resource: ({ identity }) => identity,
  work: async ({ permit, input: request }): Promise<PlannedChange> => {
    // No URL and no policy look the same on a function that does not exist, and a URL outlives its alias but cannot
    // be changed without it: ask before promising anything.
    const needsQualifier = request.kind === 'create' || request.kind === 'grant' || isUpdateOfAlias(request)
    const { identity } = request
    const continuation = await changeNamedBy(permit, request)
    const withConcurrency = isAboutConcurrency(request, continuation)
    const [state, evidence] = await Promise.all([
      readQualifierState(permit, { identity, withConcurrency }),
      withConcurrency ? readConcurrencyEvidence(permit, identity) : undefined,
      needsQualifier ? assertQualifierExists.within(permit, identity) : undefined,
    ])
    const planned = planChange(request, state, continuation, evidence)
    const lacksApi = replacesPolicy(planned)
      ? await lacksPolicyApi(permitWithin(permit, 'policy:read', identity), identity)
      : isKnownToLackPolicyApi(identity)
    const change = lacksApi ? withoutPolicyApi(planned) : planned
    const readAt = permit.context.now().toISOString()
    return { ...change, danger: dangerOf(change), planHash: planHash(change), readAt }
  },
})

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
  const [first] = await eventsOfChange(ofThisUrl, changeId)
  if (first?.event.type !== 'intent') throw changeNotFound()
  return first.event
}

function idNamedBy(request: ChangeRequest): string | undefined {
  if (request.kind === 'finish' || request.kind === 'undo') return request.changeId
  return request.kind === 'create' ? request.recreates : undefined
}
