import 'server-only'
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import { assertCovers, assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { OutsideEventRow } from '@/lib/db/inventory-tables'
import type { Tables } from '@/lib/db/tables'
import type { Failure } from '@/lib/failures/result'
import { LATEST } from '@/lib/identity/qualifier'
import type { Target } from '@/lib/identity/schema'
import { indexedState, markChanged } from '@/lib/inventory/changed-rows'
import { judgeFunction } from '@/lib/inventory/judge-rows'
import { beforeEvent } from '@/lib/outside/before-event'
import type {
  KnownBefore,
  ListOutsideInput,
  OutsideChange,
  ReadEvent,
  ToldChange,
  TrailState,
} from '@/lib/outside/schema'

type Transaction = Kysely<Tables>

const SECOND = 1000
/** How long what CloudTrail told is kept; it tells of ninety days itself. A year later one still asks who it was. */
const KEPT_FOR = 400 * 24 * 60 * 60 * SECOND
/** So many events are kept at a time, that nobody waits long for the database. */
const AT_ONCE = 100

/**
 * Keeps events that were read of an account and region, the oldest first, each with what the index knew before it,
 * and marks the functions that they changed to be read again. Events that are known already stay as they are.
 * `readTo`: up to when all are known; what is much older than that is forgotten. Answers how many are new.
 */
export async function keepEvents(
  permit: Permit,
  target: Target,
  events: readonly ReadEvent[],
  readTo: string,
): Promise<number> {
  assertCovers(permit, target)
  const { immediately } = await database()
  const inOrder = [...events].sort((a, b) => (a.at < b.at ? -1 : 1))
  let count = 0
  for (let from = 0; from < inOrder.length; from += AT_ONCE)
    await immediately(async (transaction) => {
      for (const event of inOrder.slice(from, from + AT_ONCE))
        if (await keepEvent(transaction, event)) count++
    }, 'process')
  await forgetBefore(target, new Date(Date.parse(readTo) - KEPT_FOR).toISOString())
  await setTrail(permit, target, {
    ...{ trail_to: readTo, trail_read_at: readTo, trail_failure: null, trail_requested_at: null },
  })
  return count
}

async function forgetBefore({ account, region }: Target, at: string): Promise<void> {
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction
      .deleteFrom('outside_events')
      .where((eb) => eb.and({ account, region }))
      .where('at', '<', at)
      .execute()
  }, 'process')
}

async function keepEvent(transaction: Transaction, event: ReadEvent): Promise<boolean> {
  const { eventId, functionName, qualifier, requestId, told, ...rest } = event
  const known = await transaction
    .selectFrom('outside_events')
    .select('event_id')
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (known) return false
  const before = await beforeOf(transaction, event)
  await transaction
    .insertInto('outside_events')
    .values({
      ...rest,
      ...{ event_id: eventId, function_name: functionName, request_id: requestId },
      ...{ qualifier: qualifier ?? null, told: JSON.stringify(told) },
      before: before ? JSON.stringify(before) : null,
    })
    .execute()
  const isEffective = told.error === undefined
  if (isEffective && (await isNews(transaction, event))) await markChanged(transaction, event, event.at)
  await judgeFunction(transaction, event)
  return true
}

/** Operations that change the same thing. */
const FAMILIES: readonly (readonly string[])[] = [
  ['CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig', 'DeleteFunctionUrlConfig'],
  ['AddPermission', 'RemovePermission', 'PutResourcePolicy', 'DeleteResourcePolicy'],
  ['PutFunctionConcurrency', 'DeleteFunctionConcurrency'],
]

/**
 * What stood there before: by the change kept last where it is newer than what the index knew, otherwise by the index.
 * Of two changes in one second nobody knows which was first.
 */
async function beforeOf(transaction: Transaction, event: ReadEvent): Promise<KnownBefore | undefined> {
  const { account, region, functionName, qualifier = LATEST, operation, at } = event
  const identity = { account, region, functionName, qualifier }
  const found = beforeEvent(event, await indexedState(transaction, identity))
  const since = await transaction
    .selectFrom('outside_events')
    .select(['told', 'at', 'operation'])
    .where((eb) => eb.and({ account, region, function_name: functionName }))
    .where('operation', 'in', FAMILIES.find((family) => family.includes(operation)) ?? [operation])
    .where('qualifier', event.qualifier === undefined ? 'is' : '=', event.qualifier ?? null)
    .where('at', '>=', found?.readAt ?? '')
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .execute()
  const last = since
    .map((row) => ({ ...row, told: JSON.parse(row.told) as ToldChange }))
    .find(({ told }) => told.error === undefined)
  if (!last) return found
  return last.at === at ? undefined : afterChange(last, event)
}

/** What a change left behind, as the next one found it. */
function afterChange(
  last: { operation: string; at: string; told: ToldChange },
  { told: { statementId } }: ReadEvent,
): KnownBefore | undefined {
  const { operation, at: readAt, told } = last
  if (operation === 'DeleteFunctionUrlConfig') return { config: null, readAt }
  if (operation === 'DeleteFunctionConcurrency') return { concurrency: null, readAt }
  if (told.config) return { config: told.config, readAt }
  if (told.concurrency !== undefined) return { concurrency: told.concurrency, readAt }
  return told.statement && told.statement.Sid === statementId
    ? { statement: told.statement, readAt }
    : undefined
}

/** Whether the function was not read since, by a change of this console or otherwise; CloudTrail knows whole seconds. */
async function isNews(
  transaction: Transaction,
  { account, region, functionName, at, eventId }: ReadEvent,
): Promise<boolean> {
  const others = await transaction
    .selectFrom('outside_events as o')
    .select('event_id')
    .where('event_id', '=', eventId)
    .where(isNotOurs)
    .executeTakeFirst()
  if (!others) return false
  const row = await transaction
    .selectFrom('index_functions')
    .select('urls_read_at')
    .where((eb) => eb.and({ account, region, function_name: functionName }))
    .executeTakeFirst()
  return (row?.urls_read_at ?? '') < new Date(Date.parse(at) + SECOND).toISOString()
}

/** Where reading goes on: all events up to then are known; `undefined`: none are. */
export async function trailReadTo(permit: Permit, target: Target): Promise<string | undefined> {
  assertCovers(permit, target)
  const { db } = await database()
  const row = await db
    .selectFrom('index_targets')
    .select('trail_to')
    .where((eb) => eb.and(target))
    .executeTakeFirst()
  return row?.trail_to ?? undefined
}

async function setTrail(
  permit: Permit,
  target: Target,
  part: Partial<Selectable<Tables['index_targets']>>,
): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction
      .updateTable('index_targets')
      .set(part)
      .where((eb) => eb.and(target))
      .execute()
  }, 'process')
}

/** CloudTrail could not be read: what is known stays, with the reason. */
export const writeTrailFailure = (permit: Permit, target: Target, failure: Failure, at: string) =>
  setTrail(permit, target, {
    ...{ trail_read_at: at, trail_failure: JSON.stringify(failure), trail_requested_at: null },
  })

/** Somebody wants to know now. */
export const requestTrail = (permit: Permit, target: Target, at: string) =>
  setTrail(permit, target, { trail_requested_at: at })

/** How far the event history was read of all that may be seen; judged by whoever answers it. */
export async function trailStates(permit: Permit): Promise<TrailState[]> {
  assertOperation(permit, 'outside:read')
  const { db } = await database()
  const rows = await db
    .selectFrom('index_targets')
    .select(['account', 'region', 'trail_read_at', 'trail_failure', 'trail_requested_at'])
    .orderBy('account')
    .orderBy('region')
    .execute()
  return rows.map(({ account, region, trail_read_at, trail_failure, trail_requested_at }) => ({
    account,
    region,
    ...(trail_read_at && { readAt: trail_read_at }),
    ...(trail_failure && { failure: JSON.parse(trail_failure) }),
    isRequested: trail_requested_at !== null,
  }))
}

/** The record has what this console did itself, by AWS's request id. */
const isNotOurs = sql<SqlBool>`not exists (
  select 1 from journal_events as j
  where j.account = o.account and j.region = o.region and j.function_name = o.function_name
    and o.request_id <> '' and j.text like '%"requestId":"' || o.request_id || '"%'
)`

/** Changes past the console, newest first: one page and one row more, where there is one. */
export async function outsideRows(
  permit: Permit,
  { account, region, functionName, qualifier, before }: ListOutsideInput,
  limit: number,
): Promise<OutsideChange[]> {
  assertOperation(permit, 'outside:read')
  const { db } = await database()
  const columns = { account, region, function_name: functionName }
  let query = db
    .selectFrom('outside_events as o')
    .selectAll()
    .where(inBond(bondOf(permit), 'o'))
    .where(isNotOurs)
  for (const [column, value] of Object.entries(columns))
    if (value !== undefined) query = query.where(sql.ref(`o.${column}`), '=', value)
  if (qualifier !== undefined)
    query = query.where(({ eb, or }) =>
      or([eb('o.qualifier', '=', qualifier), eb('o.qualifier', 'is', null)]),
    )
  if (before !== undefined) {
    const [at = '', id = ''] = before.split('/')
    query = query.where(sql<SqlBool>`(o.at, o.event_id) < (${at}, ${id})`)
  }
  const rows = await query.orderBy('o.at', 'desc').orderBy('o.event_id', 'desc').limit(limit).execute()
  return rows.map(changeOf)
}

function changeOf(row: Selectable<OutsideEventRow>): OutsideChange {
  return {
    account: row.account,
    region: row.region,
    functionName: row.function_name,
    ...(row.qualifier !== null && { qualifier: row.qualifier }),
    eventId: row.event_id,
    at: row.at,
    operation: row.operation,
    requestId: row.request_id,
    told: JSON.parse(row.told),
    ...(row.before !== null && { before: JSON.parse(row.before) }),
  }
}
