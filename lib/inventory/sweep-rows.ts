import 'server-only'
import { type Kysely, type Selectable, sql } from 'kysely'
import { assertCovers, assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { IndexTargetRow } from '@/lib/db/inventory-tables'
import type { Tables } from '@/lib/db/tables'
import type { Failure } from '@/lib/failures/result'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { isChanged } from '@/lib/inventory/changed-rows'

export type TargetRow = Selectable<IndexTargetRow>

/** Every account and region that the index knows of. For the sweeper, which works for nobody in particular. */
export async function allTargets(permit: Permit): Promise<TargetRow[]> {
  assertOperation(permit, 'change:apply')
  const { db } = await database()
  return db.selectFrom('index_targets').selectAll().orderBy('account').orderBy('region').execute()
}

async function set(permit: Permit, target: Target, part: Partial<TargetRow>): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(
    (transaction) =>
      transaction
        .insertInto('index_targets')
        .values({ phase: 'new', ...target, ...part })
        .onConflict((conflict) => conflict.columns(['account', 'region']).doUpdateSet({ ...target, ...part }))
        .execute(),
    'process',
  )
}

/** Enters an account and region that is not known yet. */
export const addTarget = (permit: Permit, target: Target): Promise<void> => set(permit, target, {})

/** One target with its sweep; `undefined` when it was never entered. */
export async function targetRow(permit: Permit, target: Target): Promise<TargetRow | undefined> {
  assertCovers(permit, target)
  const { db } = await database()
  return db
    .selectFrom('index_targets')
    .selectAll()
    .where((eb) => eb.and(target))
    .executeTakeFirst()
}

const NOT_REQUESTED = { requested_at: null, requested_by: null }

/** A new sweep begins: its number is one above the last one's. */
export async function beginSweep(permit: Permit, target: Target, by: string, at: string): Promise<number> {
  const sweep = ((await targetRow(permit, target))?.sweep ?? 0) + 1
  await set(permit, target, {
    ...{ sweep, phase: 'listing', marker: null, started_at: at, started_by: by, ended_at: null },
    ...{ failure: null, ...NOT_REQUESTED },
  })
  return sweep
}

/** The sweep that was stopped goes on, which is what was asked for if somebody did. */
export const resumeSweep = (permit: Permit, target: Target): Promise<void> =>
  set(permit, target, NOT_REQUESTED)

/** Where ListFunctions goes on after a stop; `null`: it begins again. */
export const keepMarker = (permit: Permit, target: Target, marker: string | null): Promise<void> =>
  set(permit, target, { marker })

/** The listing is at its end, or the URLs are. */
export const enterPhase = (permit: Permit, target: Target, phase: 'reading' | 'gates'): Promise<void> =>
  set(permit, target, { phase, marker: null })

/** Everything that could be read is read. */
export const completeSweep = (permit: Permit, target: Target, at: string): Promise<void> =>
  set(permit, target, { phase: 'ended', ended_at: at, completed_at: at, ...NOT_REQUESTED })

/** The sweep ends here and says why; what it read stays. */
export const failSweep = (permit: Permit, target: Target, failure: Failure, at: string): Promise<void> =>
  set(permit, target, { phase: 'failed', ended_at: at, failure: JSON.stringify(failure), ...NOT_REQUESTED })

/** Asks for a sweep now; one that is paused goes on. */
export const requestSweep = (permit: Permit, target: Target, by: string, at: string): Promise<void> =>
  set(permit, target, { requested_at: at, requested_by: by, paused_at: null, paused_by: null })

/** A paused sweep makes no call until somebody asks for it again. */
export const pauseSweep = (permit: Permit, target: Target, by: string, at: string): Promise<void> =>
  set(permit, target, { paused_at: at, paused_by: by, ...NOT_REQUESTED })

const FORGOTTEN = [
  'index_findings',
  'index_endpoints',
  'index_policies',
  'index_tags',
  'index_functions',
  'index_targets',
] as const

/** What is known of an account and region that the console does not look at any more leaves the index; days stay. */
export async function forgetTarget(permit: Permit, target: Target): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    const within = `${target.account}/${target.region}/`
    await transaction
      .deleteFrom('index_origins')
      .where(sql<boolean>`substr(key, 1, ${within.length}) = ${within}`)
      .execute()
    for (const table of FORGOTTEN)
      await transaction
        .deleteFrom(table)
        .where('account', '=', target.account)
        .where('region', '=', target.region)
        .execute()
  }, 'process')
}

/**
 * The next functions to ask for their URLs in this sweep, the most useful first: changed past the console, with a URL
 * known from before, with traffic, changed lately, and all others by how old what is known of them is. While the listing
 * goes on, a function that it has not named yet is asked only when it is known to have a URL, traffic or a change.
 */
export async function nextToAsk(
  permit: Permit,
  target: Target,
  sweep: number,
  count: number,
): Promise<FunctionIdentity[]> {
  assertCovers(permit, target)
  const { db } = await database()
  return db
    .selectFrom('index_functions')
    .select(['account', 'region', 'function_name as functionName'])
    .where((eb) => eb.and(target))
    .where('asked_in', '<', sweep)
    .where(({ eb, or }) =>
      or([eb('listed_in', '=', sweep), eb('has_urls', '=', 1), eb('has_traffic', '=', 1), isChanged]),
    )
    .orderBy(sql`case when changed_at is null then 1 else 0 end`)
    .orderBy('has_urls', 'desc')
    .orderBy('has_traffic', 'desc')
    .orderBy(sql`case when modified_at > coalesce(urls_read_at, '') then 0 else 1 end`)
    .orderBy(sql`case when urls_read_at is null then modified_at end`, 'desc')
    .orderBy('urls_read_at')
    .orderBy('function_name')
    .limit(count)
    .execute()
}

/** The function URLs that are known of one account and region. */
const urlsOf = (db: Kysely<Tables>, target: Target) =>
  db
    .selectFrom('index_endpoints as e')
    .select(['e.account', 'e.region', 'e.function_name as functionName', 'e.qualifier'])
    .where('e.account', '=', target.account)
    .where('e.region', '=', target.region)

/** URLs whose alias and concurrency this sweep has not asked for yet. */
export async function nextGates(
  permit: Permit,
  target: Target,
  sweep: number,
  count: number,
): Promise<FunctionUrlIdentity[]> {
  assertCovers(permit, target)
  const { db } = await database()
  return urlsOf(db, target)
    .innerJoin('index_functions as f', (join) =>
      join
        .onRef('f.account', '=', 'e.account')
        .onRef('f.region', '=', 'e.region')
        .onRef('f.function_name', '=', 'e.function_name'),
    )
    .where('f.gates_in', '<', sweep)
    .orderBy('e.key')
    .limit(count)
    .execute()
}

/** Leftovers are taken fewer at a time, so that a URL which is found meanwhile need not wait. */
const FEWER = 4

/** A qualifier whose policy is to be read; `isLeftover`: it has no URL. */
export interface PolicyToAsk extends FunctionUrlIdentity {
  isLeftover?: boolean
}

/**
 * Qualifiers whose policy was neither read nor refused since the sweep began: those with a URL first, then those whose
 * policy may be left over, since a function that has no URL of its own may have had one.
 */
export async function nextPolicies(
  permit: Permit,
  target: Target,
  startedAt: string,
  count: number,
): Promise<PolicyToAsk[]> {
  assertCovers(permit, target)
  const { db } = await database()
  const ofUrls = await urlsOf(db, target)
    .leftJoin('index_policies as p', (join) =>
      join
        .onRef('p.account', '=', 'e.account')
        .onRef('p.region', '=', 'e.region')
        .onRef('p.function_name', '=', 'e.function_name')
        .onRef('p.qualifier', '=', 'e.qualifier'),
    )
    .where('e.read_at', '>=', startedAt)
    .where(isUnasked(startedAt))
    .limit(count)
    .execute()
  if (ofUrls.length > 0) return ofUrls
  const leftover = await leftoverPolicies(db, target, startedAt, Math.ceil(count / FEWER))
  return leftover.map((identity) => ({ ...identity, isLeftover: true }))
}

const isUnasked = (startedAt: string) =>
  sql<boolean>`coalesce(p.read_at, '') < ${startedAt} and coalesce(p.failed_at, '') < ${startedAt}`

/** Of functions that were asked for their URLs in this sweep, and of aliases that had a URL once. */
async function leftoverPolicies(
  db: Kysely<Tables>,
  target: Target,
  startedAt: string,
  count: number,
): Promise<FunctionUrlIdentity[]> {
  const ofFunctions = await db
    .selectFrom('index_functions as f')
    .leftJoin('index_policies as p', (join) =>
      join
        .onRef('p.account', '=', 'f.account')
        .onRef('p.region', '=', 'f.region')
        .onRef('p.function_name', '=', 'f.function_name')
        .on('p.qualifier', '=', LATEST),
    )
    .select(['f.account', 'f.region', 'f.function_name as functionName'])
    .where('f.account', '=', target.account)
    .where('f.region', '=', target.region)
    .where('f.urls_read_at', '>=', startedAt)
    .where(isUnasked(startedAt))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('index_endpoints as e')
            .select('e.key')
            .whereRef('e.account', '=', 'f.account')
            .whereRef('e.region', '=', 'f.region')
            .whereRef('e.function_name', '=', 'f.function_name')
            .where('e.qualifier', '=', LATEST),
        ),
      ),
    )
    .limit(count)
    .execute()
  if (ofFunctions.length > 0) return ofFunctions.map((each) => ({ ...each, qualifier: LATEST }))
  return db
    .selectFrom('index_policies as p')
    .innerJoin('index_functions as f', (join) =>
      join
        .onRef('f.account', '=', 'p.account')
        .onRef('f.region', '=', 'p.region')
        .onRef('f.function_name', '=', 'p.function_name'),
    )
    .select(['p.account', 'p.region', 'p.function_name as functionName', 'p.qualifier'])
    .where('p.account', '=', target.account)
    .where('p.region', '=', target.region)
    .where('f.urls_read_at', '>=', startedAt)
    .where(isUnasked(startedAt))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('index_endpoints as e')
            .select('e.key')
            .whereRef('e.account', '=', 'p.account')
            .whereRef('e.region', '=', 'p.region')
            .whereRef('e.function_name', '=', 'p.function_name')
            .whereRef('e.qualifier', '=', 'p.qualifier'),
        ),
      ),
    )
    .limit(count)
    .execute()
}

/** What is left, and what could not be read, in the sweep of this number. */
export async function sweepCounts(permit: Permit, target: Target, sweep: number) {
  assertCovers(permit, target)
  const { db } = await database()
  const functions = await db
    .selectFrom('index_functions as e')
    .select(({ fn }) => [
      fn.countAll<number>().as('listed'),
      sql<number>`coalesce(sum(case when asked_in = ${sweep} then 1 else 0 end), 0)`.as('done'),
      sql<number>`coalesce(sum(case when failure is not null then 1 else 0 end), 0)`.as('failures'),
      sql<number>`coalesce(sum(case when has_urls = 1 and gates_in < ${sweep} then 1 else 0 end), 0)`.as(
        'gates',
      ),
    ])
    .where((eb) => eb.and(target))
    .where(inBond(bondOf(permit), 'e'))
    .where(({ eb, or }) => or([eb('listed_in', '=', sweep), eb('asked_in', '=', sweep)]))
    .executeTakeFirstOrThrow()
  const policies = await db
    .selectFrom('index_policies as e')
    .select(({ fn }) => fn.countAll<number>().as('failures'))
    .where((eb) => eb.and(target))
    .where(inBond(bondOf(permit), 'e'))
    .where('failure', 'is not', null)
    .executeTakeFirstOrThrow()
  const left = functions.listed - functions.done
  return {
    listed: functions.listed,
    done: functions.done,
    left,
    gates: functions.gates,
    failures: functions.failures + policies.failures,
  }
}

/** Writes today's numbers of one account and region. */
export async function writeDay(permit: Permit, target: Target, day: string): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    const rows = await transaction
      .selectFrom('index_endpoints')
      .select(({ fn }) => ['exposure', fn.countAll<number>().as('count')])
      .where((eb) => eb.and(target))
      .groupBy('exposure')
      .execute()
    const of = (exposure: string) => rows.find((row) => row.exposure === exposure)?.count ?? 0
    const numbers = {
      urls: rows.reduce((sum, { count }) => sum + count, 0),
      ...{ public: of('public'), unreachable: of('unreachable'), unknown: of('unknown') },
    }
    await transaction
      .insertInto('index_days')
      .values({ day, ...target, ...numbers })
      .onConflict((conflict) => conflict.columns(['day', 'account', 'region']).doUpdateSet(numbers))
      .execute()
  }, 'process')
}
