import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Permit } from '@/lib/auth/permit'
import { type Item, writeItem } from '@/lib/bulk/bulk-rows'
import { isWorthAnotherTry } from '@/lib/bulk/plan-item'
import type { ItemStatus } from '@/lib/bulk/schema'
import { applyPartOf, changeEnded } from '@/lib/changes/apply'
import type { ChangeProgress, ChangeVerdict, PlannedChange } from '@/lib/changes/change'
import { plannedOn } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { type Failure, FailureError, fail } from '@/lib/failures/result'
import { type ApplyInput, changeRequestSchema } from '@/lib/requests/change-request'

/** What becomes of an item: its end, or why it has to be looked at again. */
export type ItemOutcome =
  | { status: ItemStatus; failure?: Failure }
  | {
      again: string
      /** Its change stands in the record and has no end yet. */
      isBegun?: true
      /** The change that is to carry it out from now on. */
      changeId?: string
    }

const NOT_REVIEWED = 'Its state is not the one that was reviewed any more, so nothing was done to it.'

/**
 * Carries out one item by the change whose id stands in its row: as often as this is asked for, there is one such change.
 * What was planned must still be the plan. Never throws what belongs to the item.
 */
export async function applyItem(permit: Permit, item: Item): Promise<ItemOutcome> {
  try {
    const input = await inputOf(permit, item)
    const answer = await applyPartOf(item.bulk_id, permit, input)
    if (answer.status === 'changed-elsewhere')
      return { status: 'changed', failure: { code: 'changed-elsewhere', message: NOT_REVIEWED } }
    await changeEnded(input.changeId)
    return outcomeOf(await getChange.within(permit, { changeId: input.changeId }))
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return ofFailure(error.failure)
  }
}

/** The item's request with the text that its own review asked for: the person has confirmed all of them at once. */
async function inputOf(permit: Permit, item: Item): Promise<ApplyInput> {
  if (item.request === null || item.change_id === null) fail('internal', 'This item was never planned.')
  const request = changeRequestSchema.parse(JSON.parse(item.request))
  const plan =
    item.plan === null ? await planAnew(permit, item, request) : (JSON.parse(item.plan) as PlannedChange)
  const confirmation = plan.confirmation ?? undefined
  return { changeId: item.change_id, request, planHash: plan.planHash, confirmation }
}

/** What finishes a half-done item leads to the state that was reviewed, by calls that nobody has seen yet. */
async function planAnew(permit: Permit, item: Item, request: ApplyInput['request']): Promise<PlannedChange> {
  const plan = await plannedOn(permit, request)
  await writeItem(permit, item, { plan_hash: plan.planHash })
  return plan
}

const STATUS: Record<ChangeVerdict, ItemStatus> = {
  applied: 'applied',
  'nothing-done': 'failed',
  'half-done': 'half-done',
  'changed-elsewhere': 'changed',
  unknown: 'unknown',
}

const UNDER_WAY = 'A change that another process had begun is being settled.'

function outcomeOf({ outcome, calls }: ChangeProgress): ItemOutcome {
  if (!outcome) return { again: UNDER_WAY, isBegun: true }
  const { verdict, failure, message, recovered } = outcome
  // Nothing was done, and not because AWS would not: the same is tried by another change.
  if (verdict === 'nothing-done' && (recovered || (failure && isWorthAnotherTry(failure))))
    return { again: failure?.message ?? message, changeId: randomUUID() }
  const isBegun = calls.some(({ status }) => status === 'done')
  const status = verdict === 'changed-elsewhere' && isBegun ? 'half-done' : STATUS[verdict]
  if (status === 'applied') return { status }
  const code = verdict === 'changed-elsewhere' ? 'changed-elsewhere' : 'aborted'
  return { status, failure: failure ?? { code, message } }
}

function ofFailure(failure: Failure): ItemOutcome {
  if (isWorthAnotherTry(failure)) return { again: failure.message }
  // What was planned cannot be planned any more, or would be asked for with more care: it is not what was reviewed.
  const isOther = ['not-found', 'invalid-input', 'already-exists', 'confirmation-mismatch'].includes(
    failure.code,
  )
  return { status: isOther ? 'changed' : 'failed', failure }
}
