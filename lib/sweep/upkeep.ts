import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { env } from '@/lib/env'
import { FailureError } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { Target } from '@/lib/identity/schema'
import { allTargets, type TargetRow } from '@/lib/inventory/sweep-rows'
import { endRequests, urlsToCount } from '@/lib/inventory/traffic-rows'
import { writeTrailFailure } from '@/lib/outside/outside-rows'
import { readTrail } from '@/lib/outside/read-trail'
import { singleton } from '@/lib/process/singleton'
import { countsAllTraffic } from '@/lib/settings/read'
import { lookLater, newLooking, problemLogger, stopLooking } from '@/lib/sweep/looking'
import { readChangedAgain } from '@/lib/sweep/read-again'
import { countRequestsOfTarget } from '@/lib/traffic/list-daily'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** How often the database is asked whether there is something to do. */
const LOOK_EVERY = 5 * SECOND
/** Events of CloudTrail come some minutes late anyway. */
const TRAIL_EVERY = 5 * MINUTE
/** A console that may not read it asks seldom, so that the trail of the account is not full of refusals. */
const TRAIL_AFTER_FAILURE = HOUR
/** Requests are counted by the day. */
const COUNT_EVERY = DAY
const COUNT_AFTER_FAILURE = HOUR
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND

const KEEPER: Actor = { kind: 'system', id: 'system:upkeep', name: 'upkeep' }

/** What is done for an account and region beside its sweep, each under a lease of its own. */
interface Job {
  name: string
  isDue: (row: TargetRow, counts: boolean) => boolean
  work: (permit: Permit, target: Target) => Promise<void>
}

const isOlder = (at: string | null, age: number) => at === null || Date.now() - Date.parse(at) > age

/** Before anything was read of an account and region there is nothing that could have changed, nor be counted. */
const wasSwept = ({ completed_at }: TargetRow) => completed_at !== null

const JOBS: readonly Job[] = [
  {
    name: 'trail',
    isDue: (row) =>
      row.trail_requested_at !== null ||
      (env().isSweepAutomatic &&
        wasSwept(row) &&
        row.paused_at === null &&
        isOlder(row.trail_read_at, row.trail_failure ? TRAIL_AFTER_FAILURE : TRAIL_EVERY)),
    work: followTrail,
  },
  {
    name: 'traffic',
    isDue: (row, counts) =>
      counts &&
      wasSwept(row) &&
      isOlder(row.traffic_read_at, row.traffic_failure ? COUNT_AFTER_FAILURE : COUNT_EVERY),
    work: countAll,
  },
]

const now = () => new Date().toISOString()
const failureIn = (error: unknown) => (error instanceof FailureError ? error.failure : undefined)

/** What CloudTrail tells of changes past the console; then the functions that were changed are read again. */
export async function followTrail(permit: Permit, target: Target): Promise<void> {
  try {
    await readTrail.within(permit, target)
  } catch (error) {
    const failure = failureIn(error)
    if (!failure) throw error
    if (!permit.context.signal.aborted) await writeTrailFailure(permit, target, failure, now())
    return
  }
  await readChangedAgain(permit, target)
}

/** Counts the requests of every function URL that was not counted in the last day. */
export async function countAll(permit: Permit, target: Target): Promise<void> {
  const since = new Date(Date.now() - COUNT_EVERY).toISOString()
  try {
    const urls = await urlsToCount(permit, target, since)
    if (urls.length > 0) await countRequestsOfTarget.within(permit, { ...target, urls })
    await endRequests(permit, target, now())
  } catch (error) {
    const failure = failureIn(error)
    if (!failure) throw error
    if (!permit.context.signal.aborted) await endRequests(permit, target, now(), failure)
  }
}

const upkeep = () => singleton('upkeep', newLooking)
const logProblem = problemLogger('upkeep.problem')

const permitFor = (target: Partial<Target>, signal?: AbortSignal): Permit => {
  const context = backgroundContext(KEEPER)
  return systemPermit(signal ? { ...context, signal, deadline: Date.now() + DAY } : context, target)
}

/** While the console runs: follows CloudTrail, and counts requests where that is switched on. */
export const keepUp = (): void =>
  lookLater(upkeep(), LOOK_EVERY, { look, every: LOOK_EVERY, onProblem: logProblem })

/** Ends what is under way. Resolves when nothing is written any more. */
export const stopUpkeep = (): Promise<void> => stopLooking(upkeep())

async function look(): Promise<void> {
  const own = upkeep()
  const counts = await countsAllTraffic()
  for (const row of await allTargets(permitFor({})))
    for (const job of JOBS) {
      const key = `${job.name}:${identityKey(row)}`
      if (!own.stopped.signal.aborted && !own.running.has(key) && job.isDue(row, counts))
        await start(job, key, { account: row.account, region: row.region })
    }
}

async function start(job: Job, key: string, target: Target): Promise<void> {
  const lease = { key, owner: randomUUID(), ttlMs: LEASE_TTL }
  const askedAt = performance.now()
  if (!(await acquireLease(lease))) return
  const { running, stopped } = upkeep()
  const kept = keepLease({ ...lease, renewEveryMs: RENEW_EVERY }, askedAt)
  const work = job
    .work(permitFor(target, stopped.signal), target)
    .catch(logProblem)
    .finally(async () => {
      await kept.release()
      running.delete(key)
    })
  running.set(key, work)
}
