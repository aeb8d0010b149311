import 'server-only'
import { maySee, permitWithin } from '@/lib/auth/judge'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { isInScope } from '@/lib/auth/scope'
import { bucketRates } from '@/lib/budget/budget-rows'
import { budgetKey } from '@/lib/budget/shared-budget'
import { database } from '@/lib/db/database'
import { env } from '@/lib/env'
import type { Target } from '@/lib/identity/schema'
import { SWEEP_PHASES, type SweepPhase, type SweepState } from '@/lib/inventory/schema'
import { sweepCounts, type TargetRow } from '@/lib/inventory/sweep-rows'

const UNFINISHED: readonly string[] = ['listing', 'reading', 'gates']
/** Each URL's alias and concurrency: one call, two where it hangs on an alias. */
const CALLS_PER_GATE = 1

/** How far the reading of every account and region is that the permit's holder may see. */
export async function sweepStates(permit: Permit): Promise<SweepState[]> {
  assertOperation(permit, 'inventory:read')
  const { db, now } = await database()
  const rows = await db.selectFrom('index_targets').selectAll().orderBy('account').orderBy('region').execute()
  const leases = await db
    .selectFrom('leases')
    .select('key')
    .where('key', 'like', 'sweep:%')
    .where('expires_at', '>', now())
    .execute()
  const held = new Set(leases.map(({ key }) => key))
  const rates = new Map((await bucketRates()).map(({ key, rate }) => [key, rate]))
  const seen = rows.filter(({ account, region }) => maySee(permit, 'function:list', { account, region }))
  return Promise.all(
    seen.map((row) =>
      stateOf(permit, row, held.has(leaseKeyOf(row)), rates.get(budgetKey('control plane', row))),
    ),
  )
}

const leaseKeyOf = ({ account, region }: Target) => `sweep:${account}/${region}`

async function stateOf(
  permit: Permit,
  row: TargetRow,
  isRunning: boolean,
  rate = env().requestRate,
): Promise<SweepState> {
  const phase: SweepPhase = SWEEP_PHASES.find((each) => each === row.phase) ?? 'new'
  const target = { account: row.account, region: row.region }
  const own = permitWithin(permit, 'function:list', target)
  const { listed, done, left, gates, failures } = await sweepCounts(own, target, row.sweep)
  const isUnfinished = UNFINISHED.includes(phase)
  // Who may see a part of it is told how far that part is, and not how long the rest takes.
  const isWhole = isInScope(bondOf(own).scope, target, own.context.rights.tagged)
  const calls = isUnfinished ? left + gates * CALLS_PER_GATE : 0
  return {
    ...target,
    phase,
    isRunning,
    isRequested: row.requested_at !== null,
    ...(row.paused_at && { pausedBy: row.paused_by ?? 'somebody' }),
    ...(row.started_by && { startedBy: row.started_by }),
    ...(row.started_at && { startedAt: row.started_at }),
    ...(row.completed_at && { completedAt: row.completed_at }),
    listed,
    done,
    left: calls,
    ...(isWhole &&
      isUnfinished &&
      phase !== 'listing' && { secondsLeft: Math.ceil(calls / Math.min(rate, env().requestRate)) }),
    failures,
    ...(row.failure && { failure: JSON.parse(row.failure) }),
    ...(row.tags_failure && { tagsFailure: JSON.parse(row.tags_failure) }),
  }
}
