import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor, Context } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { applyItem } from '@/lib/bulk/apply-item'
import { recordBulk } from '@/lib/bulk/bulk-journal'
import {
  type Bulk,
  bulkRow,
  countItems,
  finishReview,
  functionKeyOf,
  type Item,
  movePhase,
  nextItems,
  openBulks,
  writeItem,
  writeWaiting,
} from '@/lib/bulk/bulk-rows'
import { labelOfFailure } from '@/lib/bulk/group-of'
import { planItem } from '@/lib/bulk/plan-item'
import { type BulkAction, type BulkPhase, bulkActionSchema } from '@/lib/bulk/schema'
import { type KeptLease, keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { env } from '@/lib/env'
import { type Failure, FailureError } from '@/lib/failures/result'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'
import { workOff } from '@/lib/sweep/dispenser'

const SECOND = 1_000
/** How often the database is asked for work that another process took on and died over. */
const LOOK_EVERY = 2 * SECOND
/** Longer than a process may be held up and live. */
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND
/** Longest that one item may take, waiting for its turn at the quota included. */
const ITEM_LIMIT = 120 * SECOND
/** Calls of one account and region wait for one quota: more at once would only wait longer. */
const AT_ONCE: Partial<Record<BulkPhase, number>> = { planning: 8, applying: 8 }
/** Waits before an item is looked at again that a quota, a neighbour or a network held up. */
const AGAIN_AFTER = [1 * SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 15 * SECOND]

const RUNNER: Actor = { kind: 'system', id: 'system:bulk', name: 'bulk changes' }

interface Runner {
  running: Map<string, Promise<void>>
  stopped: AbortController
  timer?: ReturnType<typeof setTimeout>
  look?: Promise<void>
  /** Somebody asked while it was looking. */
  isAskedAgain?: boolean
}

const runner = (): Runner =>
  singleton('bulk-runner', () => ({ running: new Map(), stopped: new AbortController() }))

/** While the console runs: plans and applies what people have asked for, whichever process they asked. */
export const keepBulks = (): void => lookLater(0)

/** Begins no further item; resolves when those under way have their end. */
export async function stopBulks(): Promise<void> {
  const { stopped, timer, look, running } = runner()
  stopped.abort()
  clearTimeout(timer)
  await look
  await Promise.allSettled(running.values())
}

/** Looks at once and not at the next turn: somebody has asked. A process that takes no part in it is not woken. */
export function wakeBulks(): void {
  const own = runner()
  if (own.timer === undefined) return
  if (own.look) own.isAskedAgain = true
  else lookLater(0)
}

function lookLater(milliseconds: number): void {
  const own = runner()
  clearTimeout(own.timer)
  own.timer = setTimeout(() => {
    own.isAskedAgain = false
    own.look = look()
      .catch(logProblem)
      .finally(() => {
        own.look = undefined
        if (!own.stopped.signal.aborted) lookLater(own.isAskedAgain ? 0 : LOOK_EVERY)
      })
  }, milliseconds)
  own.timer.unref()
}

function logProblem(error: unknown): void {
  const stack = error instanceof Error ? error.stack : String(error)
  logLine({ level: 'error', event: 'bulk.problem', stack })
}

/** The console's own permit: who asked for it was judged for each of its items. */
const permitFor = (actor: Actor, resource: { account?: string }): Permit =>
  systemPermit(contextFor(actor), resource)

function contextFor(actor: Actor): Context {
  const signal = AbortSignal.timeout(ITEM_LIMIT)
  return { ...backgroundContext(actor), signal, deadline: Date.now() + ITEM_LIMIT, priority: 'person' }
}

async function look(): Promise<void> {
  const own = runner()
  // What is asked for while the console is read-only waits until it is not.
  if (env().isReadOnly) return
  for (const bulk of await openBulks(permitFor(RUNNER, {})))
    if (!own.running.has(bulk.id) && !own.stopped.signal.aborted) await start(bulk)
}

async function start(bulk: Bulk): Promise<void> {
  const lease = { key: `bulk:${bulk.id}`, owner: randomUUID(), ttlMs: LEASE_TTL }
  const askedAt = performance.now()
  if (!(await acquireLease(lease))) return
  const kept = keepLease({ ...lease, renewEveryMs: RENEW_EVERY }, askedAt)
  const { running } = runner()
  const work = run(bulk, kept)
    .catch(logProblem)
    .finally(() => running.delete(bulk.id))
  running.set(bulk.id, work)
}

async function run(bulk: Bulk, lease: KeptLease): Promise<void> {
  try {
    const permit = permitFor(RUNNER, {})
    // Another process may have brought it further since it was found.
    const phase = (await bulkRow(permit, bulk.id))?.phase
    if (phase === 'planning') await planAll(bulk, lease)
    if (phase === 'applying') await applyAll(bulk, lease)
  } finally {
    await lease.release()
  }
}

const actorOf = ({ actor_id: id, actor_name: name, actor_kind: kind }: Bulk): Actor =>
  ({ id, name, kind }) as Actor

/** Its account: what a function may still reserve is the account's. */
const permitOfItem = (bulk: Bulk, { account }: Item): Permit => permitFor(actorOf(bulk), { account })

async function planAll(bulk: Bulk, lease: KeptLease): Promise<void> {
  const action = bulkActionSchema.parse(JSON.parse(bulk.action))
  const isDone = await workOffItems(bulk, 'planning', lease, (item) => planned(bulk, action, item))
  const permit = permitFor(RUNNER, {})
  // Stopped and gone on with in one moment: what is left is taken up again.
  if (!isDone || (await countItems(permit, bulk.id)).unplanned > 0) return
  await finishReview(permit, bulk.id, new Date().toISOString())
}

/** Plans an item; the sentence that says why it has to be tried again, where it has to be. */
async function planned(bulk: Bulk, action: BulkAction, item: Item): Promise<string | undefined> {
  const permit = permitOfItem(bulk, item)
  try {
    await writeItem(permit, item, await planItem(permit, action, item))
    return undefined
  } catch (error) {
    if (error instanceof FailureError) return error.failure.message
    // One that nobody understands holds up no other.
    logProblem(error)
    const failure: Failure = { code: 'internal', message: SURPRISE }
    await writeItem(permit, item, { status: 'refused', label: SURPRISE, failure: JSON.stringify(failure) })
    return undefined
  }
}

const SURPRISE = 'Something unexpected happened; the log of the console says what.'

async function applyAll(bulk: Bulk, lease: KeptLease): Promise<void> {
  const isDone = await workOffItems(bulk, 'applying', lease, (item) => applied(bulk, item))
  const permit = permitFor(actorOf(bulk), {})
  if (!isDone) return
  const counts = await countItems(permit, bulk.id)
  if (counts.waiting + counts.applying > 0) return
  await recordBulk(permit, bulk.id, { type: 'bulk-ended', counts })
  await movePhase(permit, bulk.id, { from: ['applying'], to: 'ended', ended_at: new Date().toISOString() })
}

async function applied(bulk: Bulk, item: Item): Promise<string | undefined> {
  const permit = permitOfItem(bulk, item)
  const tries = item.tries + (item.status === 'waiting' ? 1 : 0)
  await writeItem(permit, item, { status: 'applying', tries })
  const outcome = await applyItem(permit, item).catch((error: unknown) => {
    logProblem(error)
    return { again: SURPRISE, isBegun: true as const, changeId: undefined }
  })
  if ('again' in outcome) {
    const { again, isBegun, changeId = item.change_id } = outcome
    await writeItem(permit, item, { status: isBegun ? 'applying' : 'waiting', change_id: changeId })
    return again
  }
  const { status, failure } = outcome
  const label = failure
    ? { label: labelOfFailure(failure, { ...item, functionName: item.function_name }) }
    : {}
  await writeItem(permit, item, { status, failure: failure ? JSON.stringify(failure) : null, ...label })
  return undefined
}

/**
 * Works off the items of one phase, several at a time and one of each function, as long as the phase lasts and the lease is
 * held. An item that is held up comes again, later each time, and is no failure. True when nothing is left.
 */
async function workOffItems(
  bulk: Bulk,
  phase: BulkPhase,
  lease: KeptLease,
  work: (item: Item) => Promise<string | undefined>,
): Promise<boolean> {
  const permit = permitFor(RUNNER, {})
  const heldUp = createHeldUp()
  const { stopped } = runner()
  let isOver = false
  let isWaiting = bulk.waits_for !== null
  await workOff<Item>({
    keyOf: functionKeyOf,
    width: AT_ONCE[phase] ?? 1,
    signal: stopped.signal,
    isOpen: () => !isOver && heldUp.isAny(),
    fetch: async (count) => {
      if (!lease.isHeld()) isOver = true
      if (isOver) return []
      const items = await nextItems(permit, bulk.id, phase, { count, without: heldUp.notYet() })
      if (items.length === 0 && heldUp.isAny()) isOver = (await bulkRow(permit, bulk.id))?.phase !== phase
      return items
    },
    work: async (item) => {
      // What was fetched ahead is not begun any more once somebody has stopped it.
      if (!isOver && (await bulkRow(permit, bulk.id))?.phase !== phase) isOver = true
      if (isOver || !lease.isHeld()) return
      const why = await work(item)
      if (why === undefined) heldUp.settle(item.seq)
      else heldUp.delay(item.seq)
      if (why !== undefined || isWaiting) await writeWaiting(permit, bulk.id, why ?? null)
      isWaiting = why !== undefined
    },
  })
  return lease.isHeld() && !stopped.signal.aborted && (await bulkRow(permit, bulk.id))?.phase === phase
}

/** Which items wait for another try, and until when. */
function createHeldUp() {
  const delays = new Map<number, { count: number; until: number }>()
  return {
    isAny: () => delays.size > 0,
    notYet: () => [...delays].filter(([, { until }]) => until > performance.now()).map(([seq]) => seq),
    settle: (seq: number) => void delays.delete(seq),
    delay: (seq: number) => {
      const count = delays.get(seq)?.count ?? 0
      const pause = AGAIN_AFTER[Math.min(count, AGAIN_AFTER.length - 1)] ?? SECOND
      delays.set(seq, { count: count + 1, until: performance.now() + pause })
    },
  }
}
