import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { surelyKnownAccounts } from '@/lib/aws/targets'
import { describeConnection } from '@/lib/connection/read'
import { keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { env } from '@/lib/env'
import { identityKey } from '@/lib/identity/names'
import type { Target } from '@/lib/identity/schema'
import { judgeAnew } from '@/lib/inventory/judge-rows'
import { addTarget, allTargets, forgetTarget, type TargetRow, targetRow } from '@/lib/inventory/sweep-rows'
import { singleton } from '@/lib/process/singleton'
import { type Looking, lookLater, newLooking, problemLogger, stopLooking } from '@/lib/sweep/looking'
import { sweepTarget } from '@/lib/sweep/sweep-target'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** How often the database is asked whether there is something to do; a person who asks is not kept waiting longer. */
const LOOK_EVERY = 2 * SECOND
/** Accounts and regions come and go with the settings and with roles. */
const FIND_TARGETS_EVERY = 10 * MINUTE
/** How old what is known may grow, and how soon what ended with a failure is tried again. */
const MAX_AGE = 6 * 60 * MINUTE
const TRY_AGAIN_AFTER = 10 * MINUTE
/** Longer than a process may be held up and live; a dead one's target waits for so long. */
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND
/** Each has a quota of its own at AWS; what they share is this process. */
const MAX_AT_ONCE = 24

const SWEEPER: Actor = { kind: 'system', id: 'system:sweep', name: 'sweep' }
const UNFINISHED = ['listing', 'reading', 'gates']

/** The lease on the reading of one account and region; also how others see that it goes on. */
export const sweepLeaseKey = (target: Target): string => `sweep:${identityKey(target)}`

interface Sweeper extends Looking {
  foundTargetsAt: number
}

const sweeper = () =>
  singleton('sweeper', (): Sweeper => ({ ...newLooking(), foundTargetsAt: Number.NEGATIVE_INFINITY }))

const logProblem = problemLogger('sweep.problem')
const ROUNDS = { look, every: LOOK_EVERY, onProblem: logProblem }

const permitFor = (target: Partial<Target>): Permit => systemPermit(backgroundContext(SWEEPER), target)

/** While the console runs: reads what somebody asks for, what is old, and what a run that was stopped left unread. */
export function keepSweeping(): void {
  void judgeAnew().catch(logProblem)
  lookLater(sweeper(), 0, ROUNDS)
}

/** Ends every run of this process; what is left is read by the next one. Resolves when nothing is written any more. */
export const stopSweeping = (): Promise<void> => stopLooking(sweeper())

/** Looks at once and not at the next turn: somebody has asked. */
export function wakeSweeper(): void {
  const own = sweeper()
  if (own.timer !== undefined && own.look === undefined) lookLater(own, 0, ROUNDS)
}

async function look(): Promise<void> {
  const own = sweeper()
  const isTime = performance.now() - own.foundTargetsAt > FIND_TARGETS_EVERY
  if (env().isSweepAutomatic && isTime) {
    own.foundTargetsAt = performance.now()
    await findTargets()
  }
  for (const row of await allTargets(permitFor({}))) {
    const by = whyNow(row)
    const isFull = own.running.size >= MAX_AT_ONCE
    if (by && !isFull && !own.running.has(identityKey(row)) && !own.stopped.signal.aborted)
      await start(row, by)
  }
}

/** Every account and region of the settings; what the index knows of others is forgotten once they are surely none. */
async function findTargets(): Promise<void> {
  const { targets, failure } = await describeConnection.within(permitFor({}), {})
  const found = targets.flatMap(({ account, regions }) => regions.map((region) => ({ account, region })))
  for (const target of found) await addTarget(permitFor(target), target)
  if (failure) return
  const known = await surelyKnownAccounts()
  const told = known.flatMap(({ account, regions }) => regions.map((region) => ({ account, region })))
  const keys = new Set([...found, ...told].map(identityKey))
  for (const { account, region } of await allTargets(permitFor({}))) {
    const target = { account, region }
    if (!keys.has(identityKey(target))) await forgetTarget(permitFor(target), target)
  }
}

/** On whose account the target is read now; `undefined`: it is not. */
function whyNow(row: TargetRow): string | undefined {
  if (row.paused_at) return undefined
  if (row.requested_at) return row.requested_by ?? 'somebody'
  if (UNFINISHED.includes(row.phase)) return row.started_by ?? SWEEPER.name
  if (!env().isSweepAutomatic) return undefined
  const last = row.phase === 'failed' ? row.ended_at : row.completed_at
  const limit = row.phase === 'failed' ? TRY_AGAIN_AFTER : MAX_AGE
  return last === null || Date.now() - Date.parse(last) > limit ? 'the console' : undefined
}

async function start({ account, region }: TargetRow, by: string): Promise<void> {
  const target = { account, region }
  const lease = { key: sweepLeaseKey(target), owner: randomUUID(), ttlMs: LEASE_TTL }
  const askedAt = performance.now()
  if (!(await acquireLease(lease))) return
  const { running } = sweeper()
  const key = identityKey(target)
  const work = run(target, by, keepLease({ ...lease, renewEveryMs: RENEW_EVERY }, askedAt))
    .catch(logProblem)
    .finally(() => running.delete(key))
  running.set(key, work)
}

/** Works as long as the lease is held and nobody has paused it. */
async function run(target: Target, by: string, lease: ReturnType<typeof keepLease>): Promise<void> {
  const ending = new AbortController()
  const permit = permitFor(target)
  const watch = setInterval(async () => {
    if (!lease.isHeld()) return ending.abort()
    const row = await targetRow(permit, target).catch(() => undefined)
    if (row?.paused_at) ending.abort()
  }, SECOND)
  watch.unref()
  try {
    await sweepTarget(target, by, AbortSignal.any([ending.signal, sweeper().stopped.signal]))
  } finally {
    clearInterval(watch)
    await lease.release()
  }
}
