import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Permit } from '@/lib/auth/permit'
import { type Derived, deriveRequest, isSameForAll, requestOf } from '@/lib/bulk/bulk-kinds'
import { type Item, identityOf } from '@/lib/bulk/bulk-rows'
import { effectsOfPlan, flag, labelOfCalls, labelOfFailure } from '@/lib/bulk/group-of'
import type { BulkAction, DerivedAction } from '@/lib/bulk/schema'
import type { PlannedChange } from '@/lib/changes/change'
import { secondPersonStep } from '@/lib/changes/plan/second-person-step'
import { plannedOn } from '@/lib/changes/preview'
import { recentTraffic } from '@/lib/changes/recent-traffic'
import { readQualifierState } from '@/lib/changes/state'
import { type Failure, FailureError, fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { SeenUrl } from '@/lib/inventory/selected-urls'
import { tokensIn, withoutTokens } from '@/lib/permissions/without-tokens'
import { protectionOf } from '@/lib/protection/protection-rows'
import { secondPersonNeeded } from '@/lib/protection/second-person'
import { type ChangeRequest, changeRequestSchema } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type Found = Partial<Omit<Item, 'bulk_id' | 'seq'>>

/**
 * Reads one item afresh and plans it: what its row says from then on. What AWS refuses, or what cannot be planned, is
 * something that the review shows and no error.
 * @throws {FailureError} `throttled` and what else is worth another try.
 */
export async function planItem(permit: Permit, action: BulkAction, item: Item): Promise<Found> {
  const identity = identityOf(item)
  try {
    const planned = await planOf(permit, action, item, identity)
    if ('nothing' in planned) return { status: 'nothing', label: planned.nothing }
    return await foundOf(permit, item, planned)
  } catch (error) {
    if (!(error instanceof FailureError) || isWorthAnotherTry(error.failure)) throw error
    const { failure } = error
    const status = failure.isNothingToDo ? 'nothing' : 'refused'
    return {
      status,
      label: labelOfFailure(failure, identity),
      failure: JSON.stringify(withoutTokens(failure)),
    }
  }
}

const LATER: readonly Failure['code'][] = ['throttled', 'unreachable', 'timed-out', 'aborted', 'busy']

/** A quota, a network or a neighbour: it passes, and says nothing of the item. */
export const isWorthAnotherTry = ({ code }: Failure): boolean =>
  LATER.includes(code) || code.startsWith('record-')

async function planOf(
  permit: Permit,
  action: BulkAction,
  item: Item,
  identity: FunctionUrlIdentity,
): Promise<PlannedChange | { nothing: string }> {
  if (item.request !== null) return plannedOn(permit, changeRequestSchema.parse(JSON.parse(item.request)))
  if (action.kind === 'changes') return fail('invalid-input', 'This item says nothing of what is to be done.')
  if (isSameForAll(action)) return planDerived(permit, requestOf(action, identity))
  const state = await readQualifierState(permit, { identity, withConcurrency: false })
  return planDerived(permit, derived(action, identity, state), state)
}

function derived(action: DerivedAction, identity: FunctionUrlIdentity, state: QualifierState): Derived {
  if (state.config === null && action.kind !== 'delete' && action.kind !== 'remove-public-statements')
    fail('not-found', 'It has no function URL any more.')
  return deriveRequest(action, identity, state)
}

async function planDerived(permit: Permit, asked: Derived, state?: QualifierState) {
  if ('nothing' in asked) return asked
  const parsed = changeRequestSchema.safeParse(asked.request)
  const [issue] = parsed.error?.issues ?? []
  if (!parsed.success) fail('invalid-input', issue?.message ?? 'AWS would not take this.')
  return plannedOn(permit, parsed.data, state)
}

/** What the row keeps of a plan. Traffic is evidence where callers are cut off, and where the address is lost for good. */
async function foundOf(permit: Permit, item: Item, plan: PlannedChange): Promise<Found> {
  const refusal = plan.warnings.find(({ isRefusal }) => isRefusal)
  if (refusal) fail('refused-by-aws', refusal.message)
  if (tokensIn(plan.request).length > 0) fail('invalid-input', TOKENS)
  const alone = await refusedAlone(permit, item, plan)
  if (alone) return alone
  const effects = effectsOfPlan(plan)
  const traffic =
    plan.traffic ?? (effects.deletes ? await recentTraffic(permit, identityOf(item)) : undefined)
  return {
    status: 'planned',
    label: labelOfCalls(plan.calls),
    request: JSON.stringify(plan.request satisfies ChangeRequest),
    plan: JSON.stringify(withoutTokens(traffic ? { ...plan, traffic } : plan)),
    plan_hash: plan.planHash,
    change_id: randomUUID(),
    failure: null,
    ...effects,
    has_changed: flag(hasChanged(item, plan.before)),
    requests: traffic?.ok ? traffic.value.last30Days : null,
    is_traffic_unknown: flag(traffic?.ok === false),
  }
}

/** A protected function URL is said in the review and left out; what was planned for it can be sent as a request. */
async function refusedAlone(permit: Permit, item: Item, plan: PlannedChange): Promise<Found | undefined> {
  const identity = identityOf(item)
  const step = secondPersonStep(plan)
  if (step === undefined || !(await protectionOf(permit, identity))) return undefined
  const { failure } = secondPersonNeeded(identity, step, { isSignedIn: permit.actor.kind === 'person' })
  return {
    status: 'refused',
    label: labelOfFailure(failure, identity),
    failure: JSON.stringify(failure),
    request: JSON.stringify(plan.request),
    // Of the request that may be sent for it.
    change_id: randomUUID(),
  }
}

const TOKENS =
  'It needs an event source token, which the console does not keep. Make this change on the page of the function URL.'

/** Whether the URL or its policy is another than the list showed when the item was chosen. */
function hasChanged({ seen }: Item, { config, policy }: QualifierState): boolean {
  if (seen === null) return false
  const { modifiedAt, revisionId, isPolicyRead } = JSON.parse(seen) as SeenUrl
  if (config?.LastModifiedTime !== modifiedAt) return true
  return isPolicyRead && revisionId !== (policy?.RevisionId ?? null)
}
