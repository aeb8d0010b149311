import 'server-only'
import { createHash } from 'node:crypto'
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { titleOf } from '@/lib/bulk/bulk-kinds'
import { confirmationOf } from '@/lib/bulk/group-of'
import {
  type BulkAction,
  type BulkEffects,
  type BulkGroup,
  type BulkItem,
  type BulkItemsPage,
  type BulkLine,
  type BulkPhase,
  type BulkProgress,
  bulkActionSchema,
  ITEM_STATUSES,
  type ItemStatus,
} from '@/lib/bulk/schema'
import type { BulkItemRow, BulkRow } from '@/lib/db/bulk-tables'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { Tables } from '@/lib/db/tables'
import { env } from '@/lib/env'
import { type Failure, fail } from '@/lib/failures/result'
import { counted } from '@/lib/text/counted'

export type Bulk = Selectable<BulkRow>
export type Item = Selectable<BulkItemRow>
type Transaction = Kysely<Tables>

/** Items that the permit's holder may know of, of a bulk change that may be seen through any of them. */
function inSight(permit: Permit) {
  assertOperation(permit, 'bulk:read', 'bulk:plan', 'bulk:apply', 'change:apply')
  return inBond(bondOf(permit), 'i')
}

const PAGE = 100

/** The bulk change, where the permit's holder may know of an item of it. */
export async function bulkRow(permit: Permit, bulkId: string): Promise<Bulk | undefined> {
  const { db } = await database()
  const isSeen = inSight(permit)
  return db
    .selectFrom('bulks as b')
    .selectAll('b')
    .where('b.id', '=', bulkId)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('bulk_items as i').select('i.seq').whereRef('i.bulk_id', '=', 'b.id').where(isSeen)),
    )
    .executeTakeFirst()
}

/**
 * Whether the permit's holder may know of every item: who may not is told nothing that all of them went into (its
 * title counts them, its selection names what was looked for), and does not steer it.
 */
export async function isAllInSight(permit: Permit, bulkId: string): Promise<boolean> {
  const isSeen = inSight(permit)
  if (bondOf(permit).scope === 'everything') return true
  const { db } = await database()
  const hidden = await db
    .selectFrom('bulk_items as i')
    .select('i.seq')
    .where('i.bulk_id', '=', bulkId)
    .where(sql<SqlBool>`not ${isSeen}`)
    .limit(1)
    .executeTakeFirst()
  return hidden === undefined
}

/** What of a bulk change may be told to who sees so many items of it, and not all. */
function ofPart<Told extends { action: BulkAction; title: string }>(told: Told, items: number) {
  const title = `Change of ${counted(items, 'function URL')}`
  const { action } = told
  const partial = { selection: '', waitsFor: undefined, followsId: undefined }
  if (action.kind === 'changes') return { ...told, ...partial, title, action: { ...action, title } }
  return { ...told, ...partial, title: titleOf(action, items) }
}

/** A bulk change as it stands, with its items counted in the groups that a review shows. */
export async function bulkProgress(permit: Permit, bulkId: string): Promise<BulkProgress | undefined> {
  const bulk = await bulkRow(permit, bulkId)
  if (!bulk) return undefined
  const [groups, effects] = await Promise.all([groupsOf(permit, bulkId), effectsOf(permit, bulkId)])
  const items = groups.reduce((sum, { count }) => sum + count, 0)
  return {
    ...((await isAllInSight(permit, bulkId)) ? toldOf(bulk) : ofPart(toldOf(bulk), items)),
    items,
    counts: countsOf(groups),
    groups,
    effects,
    confirmation: confirmationOf(effects),
    isReadOnly: env().isReadOnly,
  }
}

/** Every member of a row that has a value, under the name that the rest of the console knows it by. */
function toldOf(bulk: Bulk) {
  const maybe = (name: string, value: string | null) => (value === null ? {} : { [name]: value })
  return {
    bulkId: bulk.id,
    title: bulk.title,
    action: bulkActionSchema.parse(JSON.parse(bulk.action)),
    selection: bulk.selection,
    phase: bulk.phase as BulkPhase,
    actor: { kind: bulk.actor_kind, id: bulk.actor_id, name: bulk.actor_name },
    createdAt: bulk.created_at,
    ...maybe('reviewedAt', bulk.reviewed_at),
    ...maybe('acceptedAt', bulk.accepted_at),
    ...maybe('endedAt', bulk.ended_at),
    ...maybe('stoppedBy', bulk.stopped_by),
    ...maybe('reviewHash', bulk.review_hash),
    ...maybe('waitsFor', bulk.waits_for),
    ...maybe('followsId', bulk.follows_id),
  }
}

function countsOf(groups: readonly Pick<BulkGroup, 'status' | 'count'>[]): Record<ItemStatus, number> {
  const counts = Object.fromEntries(ITEM_STATUSES.map((status) => [status, 0])) as Record<ItemStatus, number>
  for (const { status, count } of groups) counts[status] += count
  return counts
}

async function groupsOf(permit: Permit, bulkId: string): Promise<BulkGroup[]> {
  const { db } = await database()
  const rows = await db
    .selectFrom('bulk_items as i')
    .select(({ fn }) => [
      'i.status',
      'i.label',
      fn.countAll<number>().as('count'),
      fn.count<number>('i.left_out').as('leftOut'),
    ])
    .where('i.bulk_id', '=', bulkId)
    .where(inSight(permit))
    .groupBy(['i.status', 'i.label'])
    .orderBy('count', 'desc')
    .orderBy('i.label')
    .execute()
  return rows.map(({ status, label, count, leftOut }) => ({
    status: status as ItemStatus,
    label,
    count: Number(count),
    leftOut: Number(leftOut),
  }))
}

async function effectsOf(permit: Permit, bulkId: string): Promise<BulkEffects> {
  const { db } = await database()
  const sums = await db
    .selectFrom('bulk_items as i')
    .select(({ fn }) => [
      fn.countAll<number>().as('items'),
      fn.sum<number>('i.opens').as('opens'),
      fn.sum<number>('i.deletes').as('deletes'),
      fn.sum<number>('i.stops').as('stops'),
      fn.sum<number>('i.cuts_off').as('cutsOff'),
      fn.sum<number>('i.can_undo').as('canUndo'),
      fn.sum<number>('i.has_changed').as('hasChanged'),
      fn.sum<number>('i.requests').as('requests'),
      sql<number>`sum(case when i.requests > 0 then 1 else 0 end)`.as('inUse'),
      fn.sum<number>('i.is_traffic_unknown').as('trafficUnknown'),
    ])
    .where('i.bulk_id', '=', bulkId)
    .where('i.status', '=', 'planned')
    .where('i.left_out', 'is', null)
    .where(inSight(permit))
    .executeTakeFirstOrThrow()
  return Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, Number(sum ?? 0)]),
  ) as unknown as BulkEffects
}

interface ItemsQuery {
  status?: ItemStatus
  label?: string
  after?: number
}

/** Items of one group or of all, in their order, a page at a time. */
export async function pageOfItems(
  permit: Permit,
  bulkId: string,
  { status, label, after = 0 }: ItemsQuery,
): Promise<BulkItemsPage> {
  const { db } = await database()
  let query = db
    .selectFrom('bulk_items as i')
    .selectAll('i')
    .where('i.bulk_id', '=', bulkId)
    .where('i.seq', '>', after)
    .where(inSight(permit))
  if (status !== undefined) query = query.where('i.status', '=', status)
  if (label !== undefined) query = query.where('i.label', '=', label)
  const rows = await query
    .orderBy('i.seq')
    .limit(PAGE + 1)
    .execute()
  const items = rows.slice(0, PAGE).map(itemOf)
  const next = rows.length > PAGE ? items.at(-1)?.seq : undefined
  return { items, ...(next === undefined ? {} : { next }) }
}

/** One item with all that is stored of it. */
export async function itemRow(permit: Permit, bulkId: string, seq: number): Promise<Item | undefined> {
  const { db } = await database()
  return db
    .selectFrom('bulk_items as i')
    .selectAll('i')
    .where('i.bulk_id', '=', bulkId)
    .where('i.seq', '=', seq)
    .where(inSight(permit))
    .executeTakeFirst()
}

export const identityOf = ({ account, region, function_name, qualifier }: Item) => ({
  account,
  region,
  functionName: function_name,
  qualifier,
})

function itemOf(row: Item): BulkItem {
  return {
    ...identityOf(row),
    seq: row.seq,
    status: row.status as ItemStatus,
    label: row.label,
    ...(row.left_out === null ? {} : { leftOut: row.left_out }),
    hasChanged: row.has_changed === 1,
    ...(row.change_id === null || row.tries === 0 ? {} : { changeId: row.change_id }),
    ...(row.failure === null ? {} : { failure: JSON.parse(row.failure) as Failure }),
    ...(row.requests === null ? {} : { requests: Number(row.requests) }),
    canUndo: row.can_undo === 1,
    hasPlan: row.plan !== null,
  }
}

const MOST_LINES = 200

/** Bulk changes that were accepted, the last one first; all of them, or of these ids. */
export async function bulkLines(permit: Permit, ids?: readonly string[]): Promise<BulkLine[]> {
  const { db } = await database()
  const isSeen = inSight(permit)
  const rows = await db
    .selectFrom('bulks as b')
    .selectAll('b')
    .where('b.accepted_at', 'is not', null)
    .$if(ids !== undefined, (query) => query.where('b.id', 'in', ids ?? []))
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('bulk_items as i').select('i.seq').whereRef('i.bulk_id', '=', 'b.id').where(isSeen)),
    )
    .orderBy('b.accepted_at', 'desc')
    .limit(MOST_LINES)
    .execute()
  const lines: BulkLine[] = []
  for (const row of rows) {
    const groups = await groupsOf(permit, row.id)
    const items = groups.reduce((sum, { count }) => sum + count, 0)
    const told = toldOf(row)
    const { bulkId, title, phase, actor } = (await isAllInSight(permit, row.id)) ? told : ofPart(told, items)
    const startedAt = row.accepted_at ?? row.created_at
    lines.push({ bulkId, title, phase, actor, startedAt, counts: countsOf(groups) })
  }
  return lines
}

/** A bulk change that nobody has planned yet, with its items in their order. */
export interface NewBulk {
  bulk: Pick<Bulk, 'id' | 'title' | 'action' | 'selection' | 'created_at' | 'follows_id'>
  items: (Pick<Item, 'account' | 'region' | 'function_name' | 'qualifier' | 'request' | 'seen'> &
    Partial<Pick<Item, 'status' | 'label' | 'failure'>>)[]
}

/** SQLite takes so many values at once that this is safe anywhere. */
const AT_ONCE = 100

/** Writes it down, so that whichever process has time plans it. */
export async function insertBulk(permit: Permit, { bulk, items }: NewBulk): Promise<void> {
  assertOperation(permit, 'bulk:plan')
  const { actor } = permit
  const { immediately } = await database()
  await immediately(async (transaction) => {
    const by = { actor_id: actor.id, actor_name: actor.name, actor_kind: actor.kind }
    await transaction
      .insertInto('bulks')
      .values({ ...bulk, ...by, phase: 'planning' })
      .execute()
    for (let from = 0; from < items.length; from += AT_ONCE)
      await transaction
        .insertInto('bulk_items')
        .values(
          items.slice(from, from + AT_ONCE).map((item, index) => ({
            status: 'unplanned',
            label: '',
            ...item,
            bulk_id: bulk.id,
            seq: from + index + 1,
          })),
        )
        .execute()
  })
}

/** Bulk changes that somebody has to work on now, the oldest first. */
export async function openBulks(permit: Permit): Promise<Bulk[]> {
  assertOperation(permit, 'change:apply')
  const { db } = await database()
  return db
    .selectFrom('bulks')
    .selectAll()
    .where('phase', 'in', ['planning', 'applying'])
    .orderBy('created_at')
    .execute()
}

const NEXT: Partial<Record<BulkPhase, ItemStatus[]>> = {
  planning: ['unplanned'],
  // What a process that died had begun comes first.
  applying: ['applying', 'waiting'],
}

/** Items that are to be worked off next, of each function one; none while the bulk change is not in this phase. */
export async function nextItems(
  permit: Permit,
  bulkId: string,
  phase: BulkPhase,
  { count, without }: { count: number; without: readonly number[] },
): Promise<Item[]> {
  const { db } = await database()
  const isInPhase = sql<SqlBool>`exists (select 1 from bulks b where b.id = ${bulkId} and b.phase = ${phase})`
  let query = db
    .selectFrom('bulk_items as i')
    .selectAll('i')
    .where('i.bulk_id', '=', bulkId)
    .where('i.status', 'in', NEXT[phase] ?? [])
    .where(isInPhase)
    .where(inSight(permit))
  if (without.length > 0) query = query.where('i.seq', 'not in', without)
  const rows = await query.orderBy('i.status').orderBy('i.seq').limit(count).execute()
  const firstOfEach = new Map<string, Item>()
  for (const row of rows) {
    const key = functionKeyOf(row)
    if (!firstOfEach.has(key)) firstOfEach.set(key, row)
  }
  return [...firstOfEach.values()]
}

/** What is changed one at a time: a function with all its URLs. */
export const functionKeyOf = ({ account, region, function_name }: Item): string =>
  `${account}/${region}/${function_name}`

/** What is found out about an item. Nothing waits for the disk: after a power cut it is found out again. */
export async function writeItem(
  permit: Permit,
  { bulk_id, seq }: Pick<Item, 'bulk_id' | 'seq'>,
  found: Partial<Omit<Item, 'bulk_id' | 'seq'>>,
): Promise<void> {
  assertOperation(permit, 'change:apply')
  const { immediately } = await database()
  await immediately(
    (transaction) =>
      transaction
        .updateTable('bulk_items')
        .set(found)
        .where('bulk_id', '=', bulk_id)
        .where('seq', '=', seq)
        .execute(),
    'process',
  )
}

/** Why nothing goes on for a moment; `null` once it does. */
export async function writeWaiting(permit: Permit, bulkId: string, waitsFor: string | null): Promise<void> {
  assertOperation(permit, 'change:apply')
  const { immediately } = await database()
  await immediately(
    (transaction) =>
      transaction.updateTable('bulks').set({ waits_for: waitsFor }).where('id', '=', bulkId).execute(),
    'process',
  )
}

/**
 * From one phase to another, with what else is so from then on; `false` where it was in none of these phases. `also` is
 * done in the same transaction.
 */
export async function movePhase(
  permit: Permit,
  bulkId: string,
  { from, to, ...rest }: { from: readonly BulkPhase[]; to: BulkPhase } & Partial<Bulk>,
  also?: (transaction: Transaction) => Promise<void>,
): Promise<boolean> {
  assertOperation(permit, 'bulk:plan', 'bulk:apply', 'change:apply')
  const { immediately } = await database()
  return immediately(async (transaction) => {
    const moved = await transaction
      .updateTable('bulks')
      .set({ ...rest, phase: to, waits_for: null })
      .where('id', '=', bulkId)
      .where('phase', 'in', from)
      .executeTakeFirst()
    if (Number(moved.numUpdatedRows) !== 1) return false
    await also?.(transaction)
    return true
  })
}

/** Every plan that would be applied, as one SHA-256 in hex: what is confirmed is exactly this. */
async function hashOfPlans(transaction: Transaction, bulkId: string): Promise<string> {
  const rows = await transaction
    .selectFrom('bulk_items')
    .select(['seq', 'plan_hash'])
    .where('bulk_id', '=', bulkId)
    .where('status', '=', 'planned')
    .where('left_out', 'is', null)
    .orderBy('seq')
    .execute()
  const hash = createHash('sha256')
  for (const { seq, plan_hash } of rows) hash.update(`${seq} ${plan_hash}\n`)
  return hash.digest('hex')
}

/** Every item has its plan: from now on it can be confirmed. `false` where it was stopped meanwhile. */
export const finishReview = (permit: Permit, bulkId: string, reviewedAt: string): Promise<boolean> =>
  movePhase(permit, bulkId, { from: ['planning'], to: 'reviewed', reviewed_at: reviewedAt }, (transaction) =>
    noteHash(transaction, bulkId),
  )

async function noteHash(transaction: Transaction, bulkId: string): Promise<void> {
  await transaction
    .updateTable('bulks')
    .set({ review_hash: await hashOfPlans(transaction, bulkId) })
    .where('id', '=', bulkId)
    .execute()
}

/** Leaves planned items out of what is applied, or takes them in again. `false` where it is no review any more. */
export async function leaveItemsOut(
  permit: Permit,
  bulkId: string,
  which: { seq?: number; label?: string },
  reason: string | null,
): Promise<boolean> {
  assertOperation(permit, 'bulk:plan')
  const { seq, label } = which
  return movePhase(permit, bulkId, { from: ['reviewed'], to: 'reviewed' }, async (transaction) => {
    let update = transaction
      .updateTable('bulk_items')
      .set({ left_out: reason })
      .where('bulk_id', '=', bulkId)
      .where('status', '=', 'planned')
      .where(inBond(bondOf(permit), 'bulk_items'))
    if (seq !== undefined) update = update.where('seq', '=', seq)
    if (label !== undefined) update = update.where('label', '=', label)
    await update.execute()
    await noteHash(transaction, bulkId)
  })
}

/** Plans that would be applied, some at a time, to judge each before all are accepted. */
export async function plansToAccept(permit: Permit, bulkId: string, after: number): Promise<Item[]> {
  const { db } = await database()
  return db
    .selectFrom('bulk_items as i')
    .selectAll('i')
    .where('i.bulk_id', '=', bulkId)
    .where('i.status', '=', 'planned')
    .where('i.left_out', 'is', null)
    .where('i.seq', '>', after)
    .where(inSight(permit))
    .orderBy('i.seq')
    .limit(PAGE)
    .execute()
}

/**
 * Nobody changes the review any more while it is being accepted. `false` where it has begun already.
 * @throws {FailureError} where its plans are not those that were confirmed.
 */
export const holdReview = (permit: Permit, bulkId: string, reviewHash: string): Promise<boolean> =>
  movePhase(permit, bulkId, { from: ['reviewed', 'accepting'], to: 'accepting' }, async (transaction) => {
    if ((await hashOfPlans(transaction, bulkId)) === reviewHash) return
    fail(
      'changed-elsewhere',
      'What would be applied is not what was shown: somebody else changed the review.',
    )
  })

/** What was confirmed is to be done from now on, on the account of who confirmed it. */
export async function acceptPlans(permit: Permit, bulkId: string, at: string): Promise<void> {
  const { id, name, kind } = permit.actor
  const by = { actor_id: id, actor_name: name, actor_kind: kind }
  const accepted = { from: ['accepting'], to: 'applying', accepted_at: at, ...by } as const
  await movePhase(permit, bulkId, accepted, async (transaction) => {
    await transaction
      .updateTable('bulk_items')
      .set({ status: 'waiting' })
      .where('bulk_id', '=', bulkId)
      .where('status', '=', 'planned')
      .where('left_out', 'is', null)
      .execute()
  })
}

/** Items with one of these statuses, all of them: to make another bulk change of, or to try again. */
export async function itemsWith(
  permit: Permit,
  bulkId: string,
  statuses: readonly ItemStatus[],
): Promise<Item[]> {
  const { db } = await database()
  return db
    .selectFrom('bulk_items as i')
    .selectAll('i')
    .where('i.bulk_id', '=', bulkId)
    .where('i.status', 'in', statuses)
    .where('i.left_out', 'is', null)
    .where(inSight(permit))
    .orderBy('i.seq')
    .execute()
}

/** Has these items tried again, each by a change of its own. `false` where it is not at its end. */
export const tryAgain = (
  permit: Permit,
  bulkId: string,
  items: readonly (Pick<Item, 'seq'> & Partial<Item>)[],
): Promise<boolean> =>
  movePhase(
    permit,
    bulkId,
    { from: ['ended', 'stopped'], to: 'applying', ended_at: null, stopped_by: null },
    async (transaction) => {
      for (const { seq, ...anew } of items)
        await transaction
          .updateTable('bulk_items')
          .set({ ...anew, status: 'waiting', failure: null })
          .where('bulk_id', '=', bulkId)
          .where('seq', '=', seq)
          .execute()
    },
  )

/** How many items are in each status. */
export async function countItems(permit: Permit, bulkId: string): Promise<Record<ItemStatus, number>> {
  return countsOf(await groupsOf(permit, bulkId))
}
