import 'server-only'
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { type VerbCall, verb } from '@/lib/auth/verb'
import { recordBulk } from '@/lib/bulk/bulk-journal'
import {
  acceptPlans,
  holdReview,
  type Item,
  identityOf,
  itemsWith,
  leaveItemsOut,
  movePhase,
  plansToAccept,
  tryAgain,
} from '@/lib/bulk/bulk-rows'
import { wakeBulks } from '@/lib/bulk/runner'
import { type BulkPhase, type BulkProgress, bulkIdSchema } from '@/lib/bulk/schema'
import { reviewedBulk, steeredBulk } from '@/lib/bulk/steered-bulk'
import { judgeChange } from '@/lib/changes/call-rights'
import type { PlannedChange } from '@/lib/changes/change'
import { plannedOn } from '@/lib/changes/preview'
import { type Failure, FailureError, fail } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import { DuplicateChangeError } from '@/lib/journal/append'
import { logLine } from '@/lib/process/log'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

const ofBulk = z.object({ bulkId: bulkIdSchema })

/** Leaves one item, or all that do the same, out of what is applied, or takes them in again. */
export const leaveOutOfBulk = verb({
  name: 'leaveOutOfBulk',
  input: z.extend(ofBulk, {
    seq: z.optional(z.int().check(z.positive())),
    label: z.optional(z.string().check(z.maxLength(2_000))),
    isLeftOut: z.boolean(),
  }),
  operation: 'bulk:plan',
  resource: () => ({}),
  sight: 'outcome',
  work: async ({ permit, input: { bulkId, isLeftOut, seq, label } }) => {
    await reviewedBulk(permit, bulkId)
    if (seq === undefined && label === undefined) fail('invalid-input', 'Say what is left out.')
    const reason = isLeftOut ? `Left out by ${permit.actor.name}.` : null
    if (!(await leaveItemsOut(permit, bulkId, { seq, label }, reason)))
      fail('changed-elsewhere', 'This is no longer under review.')
    return { bulkId }
  },
})

const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'A review hash is 64 hexadecimal digits.'))

/**
 * Accepts what was reviewed: from then on the console carries it out, whoever is watching. Accepting it again is no
 * second beginning.
 * @throws FailureError `changed-elsewhere`, `confirmation-mismatch`, `record-unavailable`, `record-tampered`, and where
 * the person may not do one of its calls.
 */
export const applyBulk = verb({
  name: 'applyBulk',
  input: z.extend(ofBulk, {
    reviewHash: hashSchema,
    confirmation: z.optional(z.string().check(z.maxLength(200, 'This is longer than what is asked for.'))),
  }),
  operation: 'bulk:apply',
  resource: () => ({}),
  sight: 'outcome',
  work: accept,
})

interface Acceptance {
  bulkId: string
  reviewHash: string
  confirmation?: string
}

async function accept({ permit, input }: VerbCall<Acceptance>) {
  const { bulkId, reviewHash, confirmation } = input
  const bulk = await steeredBulk(permit, bulkId)
  if (bulk.acceptedAt !== undefined) return { bulkId }
  if (bulk.phase !== 'reviewed' && bulk.phase !== 'accepting')
    fail('changed-elsewhere', 'The review is not at its end.')
  if (bulk.reviewHash !== reviewHash)
    fail(
      'changed-elsewhere',
      'What would be applied is not what was shown: somebody else changed the review.',
    )
  if (bulk.effects.items === 0) fail('invalid-input', 'Nothing is left to apply.')
  if (bulk.confirmation !== null && bulk.confirmation !== confirmation)
    fail('confirmation-mismatch', `Type ${bulk.confirmation} to confirm.`, {
      issues: [{ path: 'confirmation', message: `This must be exactly ${bulk.confirmation}.` }],
    })
  await judgeEach(permit, bulkId)
  if (!(await holdReview(permit, bulkId, reviewHash)))
    fail('changed-elsewhere', 'Somebody else has begun it.')
  await recordAcceptance(permit, bulk)
  await acceptPlans(permit, bulkId, permit.context.now().toISOString())
  wakeBulks()
  return { bulkId }
}

/** Who accepts it may make every call of it. @throws {FailureError} that says of how many that is not so. */
async function judgeEach(permit: Permit, bulkId: string): Promise<void> {
  let after = 0
  for (;;) {
    const rows = await plansToAccept(permit, bulkId, after)
    await judgeItems(permit, rows)
    const last = rows.at(-1)
    if (!last) return
    after = last.seq
  }
}

/** @throws {FailureError} `not-allowed` with how many of them are not, or whatever else stands against the first. */
async function judgeItems(permit: Permit, items: readonly Item[]): Promise<void> {
  const refused: { item: Item; failure: Failure }[] = []
  for (const item of items) {
    const failure = await refusalOf(permit, item)
    if (failure && failure.code !== 'not-allowed') throw new FailureError(failure)
    if (failure) refused.push({ item, failure })
  }
  const [first] = refused
  if (!first) return
  const others = refused.length > 1 ? ` and ${refused.length - 1} more` : ''
  const name = functionUrlName(identityOf(first.item))
  throw new FailureError({
    ...first.failure,
    message: `Your role does not let you do this to ${name}${others}. Leave them out, or ask somebody who may.`,
  })
}

async function refusalOf(permit: Permit, item: Item): Promise<Failure | undefined> {
  try {
    const identity = identityOf(item)
    const own = permitWithin(permit, 'change:apply', identity)
    judgeChange(own, identity, await planToJudge(own, item))
    return undefined
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}

/** What finishes a half-done item is planned when its turn comes: to judge it, it is planned now. */
async function planToJudge(permit: Permit, item: Item): Promise<PlannedChange> {
  if (item.plan !== null) return JSON.parse(item.plan) as PlannedChange
  return plannedOn(permit, changeRequestSchema.parse(JSON.parse(item.request ?? 'null')))
}

async function recordAcceptance(permit: Permit, bulk: BulkProgress): Promise<void> {
  const { bulkId, title, action, selection, effects, reviewHash = '', confirmation, followsId = null } = bulk
  const told = {
    title,
    action,
    selection,
    items: effects.items,
    reviewHash,
    confirmation,
    follows: followsId,
  }
  try {
    await recordBulk(permit, bulkId, { type: 'bulk-accepted', ...told })
  } catch (error) {
    // The console stopped between this and the acceptance.
    if (error instanceof DuplicateChangeError) return
    await movePhase(permit, bulkId, { from: ['accepting'], to: 'reviewed' })
    throw error
  }
}

/** Lets nothing more begin; what is under way comes to its end. */
export const stopBulk = verb({
  name: 'stopBulk',
  input: ofBulk,
  operation: 'bulk:plan',
  resource: () => ({}),
  sight: 'outcome',
  work: async ({ permit, input: { bulkId } }) => {
    const { phase } = await reviewedBulk(permit, bulkId)
    const stopped_by = permit.actor.name
    if (phase === 'planning')
      await movePhase(permit, bulkId, { from: ['planning'], to: 'plan-stopped', stopped_by })
    const isStopped =
      phase === 'applying' &&
      (await movePhase(permit, bulkId, { from: ['applying'], to: 'stopped', stopped_by }))
    if (isStopped) await recordStop(permit, bulkId)
    return { bulkId }
  },
})

/** What is stopped stays stopped, whether it can be written down or not. */
async function recordStop(permit: Permit, bulkId: string): Promise<void> {
  try {
    await recordBulk(permit, bulkId, { type: 'bulk-stopped' })
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error)
    logLine({ level: 'error', event: 'bulk.stop-not-recorded', bulkId, stack })
  }
}

const RESUMED: Partial<Record<BulkPhase, BulkPhase>> = { 'plan-stopped': 'planning', stopped: 'applying' }

/** Goes on where somebody stopped it. */
export const resumeBulk = verb({
  name: 'resumeBulk',
  input: ofBulk,
  operation: 'bulk:apply',
  resource: () => ({}),
  sight: 'outcome',
  work: async ({ permit, input: { bulkId } }) => {
    const { phase } = await steeredBulk(permit, bulkId)
    const to = RESUMED[phase]
    if (!to) return { bulkId }
    if (to === 'applying') await judgeItems(permit, await itemsWith(permit, bulkId, ['waiting', 'applying']))
    if (to === 'applying') await recordBulk(permit, bulkId, { type: 'bulk-resumed' })
    await movePhase(permit, bulkId, { from: [phase], to, stopped_by: null })
    wakeBulks()
    return { bulkId }
  },
})

/** Tries again what failed with nothing done, by the plan that was reviewed, and finishes what is half done. */
export const retryBulk = verb({
  name: 'retryBulk',
  input: ofBulk,
  operation: 'bulk:apply',
  resource: () => ({}),
  sight: 'outcome',
  work: async ({ permit, input: { bulkId } }) => {
    await steeredBulk(permit, bulkId)
    const items = await itemsWith(permit, bulkId, ['failed', 'half-done'])
    if (items.length === 0) fail('invalid-input', 'Nothing of it failed.')
    await judgeItems(permit, items)
    await recordBulk(permit, bulkId, { type: 'bulk-retried', items: items.length })
    await tryAgain(permit, bulkId, items.map(anew))
    wakeBulks()
    return { bulkId }
  },
})

/** What took two changes to be done is taken back by two, on its page. */
function anew(item: Item): Pick<Item, 'seq'> & Partial<Item> {
  const { seq, status } = item
  if (status !== 'half-done') return { seq, change_id: randomUUID() }
  const finish: ChangeRequestInput = {
    kind: 'finish',
    identity: identityOf(item),
    changeId: item.change_id ?? '',
  }
  return {
    seq,
    change_id: randomUUID(),
    request: JSON.stringify(finish),
    plan: null,
    plan_hash: null,
    can_undo: 0,
  }
}
