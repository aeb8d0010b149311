import 'server-only'
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { VerdictKind } from '@/lib/access/verdict'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { accountNames } from '@/lib/aws/targets'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { IndexEndpointRow } from '@/lib/db/inventory-tables'
import { HIGH_RANK, severityOfRank } from '@/lib/findings/severity'
import { ruleOf } from '@/lib/findings/table'
import { authTypeSchema, invokeModeSchema } from '@/lib/identity/schema'
import { EXPOSURES, type Exposure } from '@/lib/inventory/exposure'
import { parseQuery } from '@/lib/inventory/query'
import type { QueryField } from '@/lib/inventory/query-keys'
import type {
  InventoryCounts,
  InventoryDay,
  InventoryPage,
  InventoryRow,
  ListInventoryInput,
  QueryValueCount,
} from '@/lib/inventory/schema'
import { cursorOf, cursorText, URL_SORTS, type UrlSort } from '@/lib/inventory/sorts'
import { type Asked, conditionsOf, KEYS_IN_INDEX } from '@/lib/inventory/where'

/** Rows of a page: more than a tall window shows. */
const PAGE = 100

/** Only what the permit's holder may know of: a condition of every query, so that counts tell nothing else. */
export function inSight(permit: Permit) {
  assertOperation(permit, 'inventory:read')
  return inBond(bondOf(permit), 'e')
}

/** What a query's conditions depend on beside its words. */
export const askedBy = async (permit: Permit): Promise<Asked> => ({
  accountNames: await accountNames(),
  now: permit.context.now(),
})

/** Up to here the matches are found first and sorted then; from here on rows are looked at in their order. */
const FEW = 5000

/** A page of the URLs that a query lets through, in the order of one column; reads the index alone. */
export async function pageOfUrls(permit: Permit, input: ListInventoryInput): Promise<InventoryPage> {
  const { terms, problems } = parseQuery(input.q)
  const conditions = [inSight(permit), ...conditionsOf(terms, await askedBy(permit))]
  const matches = await countOf(conditions)
  const found = await rowsInOrder(input, conditions, {
    areFew: terms.length > 0 && matches <= FEW,
    limit: PAGE + 1,
  })
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  const beside = await besideRows(rows)
  return {
    rows: rows.map((row) => rowOf(row, beside)),
    next: found.length > PAGE && last ? cursorBehind(last, input.sort) : undefined,
    matches,
    problems,
  }
}

/** Rows of a page that goes into a file. */
const FILE_PAGE = 1000

/**
 * All rows that a query lets through, a page at a time, so that 50,000 of them never are in memory together. A row
 * whose sorted column is written meanwhile may be met twice or not at all, as on screen.
 */
export async function* everyPageOfUrls(
  permit: Permit,
  input: Omit<ListInventoryInput, 'after'>,
): AsyncGenerator<InventoryRow[]> {
  const { terms } = parseQuery(input.q)
  const conditions = [inSight(permit), ...conditionsOf(terms, await askedBy(permit))]
  const areFew = terms.length > 0 && (await countOf(conditions)) <= FEW
  let after: string | undefined
  do {
    permit.context.signal.throwIfAborted()
    const page = await rowsInOrder({ ...input, after }, conditions, { areFew, limit: FILE_PAGE })
    const beside = await besideRows(page)
    yield page.map((row) => rowOf(row, beside))
    const last = page.at(-1)
    after = page.length === FILE_PAGE && last ? cursorBehind(last, input.sort) : undefined
  } while (after !== undefined)
}

const cursorBehind = (row: Selectable<IndexEndpointRow>, sort: UrlSort): string =>
  cursorText({ value: row[URL_SORTS[sort]], key: row.key })

/**
 * As many rows as are asked for. Where few rows match, they are found by narrow indexes and sorted; where many do, the
 * sorted column's own index is followed until the page is full, which takes as long for 50,000 rows as for 50.
 */
async function rowsInOrder(
  { sort, order, after }: ListInventoryInput,
  conditions: ReturnType<typeof conditionsOf>,
  { areFew, limit }: { areFew: boolean; limit: number },
): Promise<Selectable<IndexEndpointRow>[]> {
  const { db } = await database()
  const column = URL_SORTS[sort]
  const all = sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
  const cursor = after === undefined ? undefined : cursorOf(after)
  // What stands in a CASE is no condition that an index could be chosen for.
  const isMatch = areFew
    ? sql<SqlBool>`e.key in (select e.key from index_endpoints as e where ${all})`
    : sql<SqlBool>`case when ${all} then 1 else 0 end = 1`
  let query = db.selectFrom('index_endpoints as e').selectAll().where(isMatch)
  if (cursor) {
    const sign = sql.raw(order === 'asc' ? '>' : '<')
    query = query.where(
      sql<SqlBool>`(${sql.ref(`e.${column}`)}, e.key) ${sign} (${cursor.value}, ${cursor.key})`,
    )
  }
  return query.orderBy(`e.${column}`, order).orderBy('e.key', order).limit(limit).execute()
}

async function countOf(conditions: ReturnType<typeof conditionsOf>): Promise<number> {
  const { db } = await database()
  let query = db.selectFrom('index_endpoints as e').select(({ fn }) => fn.countAll<number>().as('count'))
  for (const condition of conditions) query = query.where(condition)
  return Number((await query.executeTakeFirstOrThrow()).count)
}

/** What stands in other tables about some rows, by their keys. */
interface Beside {
  titles: ReadonlyMap<string, string[]>
  /** Why a row is protected. */
  reasons: ReadonlyMap<string, string>
}

async function besideRows(rows: readonly Selectable<IndexEndpointRow>[]): Promise<Beside> {
  const [titles, reasons] = await Promise.all([findingTitles(rows), protectionReasons(rows)])
  return { titles, reasons }
}

async function protectionReasons(
  rows: readonly Selectable<IndexEndpointRow>[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const { db } = await database()
  const keys = rows.map(({ key }) => key)
  const marks = await db
    .selectFrom('protections')
    .select(['key', 'reason'])
    .where('key', 'in', keys)
    .execute()
  return new Map(marks.map(({ key, reason }) => [key, reason]))
}

/** The titles of the findings of some rows that are not muted, the most severe first. */
async function findingTitles(rows: readonly Selectable<IndexEndpointRow>[]): Promise<Map<string, string[]>> {
  const keys = rows.filter(({ finding_count }) => finding_count > 0).map(({ key }) => key)
  const titles = new Map<string, string[]>()
  if (keys.length === 0) return titles
  const { db } = await database()
  const found = await db
    .selectFrom('index_findings')
    .select(['key', 'rule'])
    .where('key', 'in', keys)
    .where('muted_until', 'is', null)
    .orderBy('severity_rank')
    .orderBy('rule')
    .execute()
  for (const { key, rule } of found)
    titles.set(key, [...(titles.get(key) ?? []), ruleOf(rule)?.title ?? rule])
  return titles
}

function rowOf(row: Selectable<IndexEndpointRow>, { titles: all, reasons }: Beside): InventoryRow {
  const titles = all.get(row.key) ?? []
  const protectedFor = reasons.get(row.key)
  return {
    account: row.account,
    region: row.region,
    functionName: row.function_name,
    qualifier: row.qualifier,
    FunctionUrl: row.url,
    AuthType: authTypeSchema.parse(row.auth_type),
    InvokeMode: invokeModeSchema.parse(row.invoke_mode),
    cors: row.cors_summary,
    runtime: row.runtime,
    verdict: row.verdict as VerdictKind,
    exposure: row.exposure as Exposure,
    createdAt: row.created_at,
    owner: row.owner as InventoryRow['owner'],
    ownerName: row.owner_name,
    ownerTag: row.owner_tag,
    ...(row.traffic_read_at && { requests30d: row.requests_30d, requestsReadAt: row.traffic_read_at }),
    modifiedAt: row.modified_at,
    knownAt: row.known_at,
    ...(titles.length > 0 && {
      findings: { count: row.finding_count, severity: severityOfRank(row.finding_rank), titles },
    }),
    ...(protectedFor === undefined ? {} : { protectedFor }),
    ...(row.unjudged && { unjudged: row.unjudged.split(',') }),
    ...(row.failure === null ? {} : { failure: JSON.parse(row.failure) }),
  }
}

/** More than anybody reads; any other value can be typed. */
const VALUES = 200

/** What stands behind a key in the rows that may be seen, with how many each, the most frequent first. */
export async function valuesOfKey(permit: Permit, field: QueryField): Promise<QueryValueCount[]> {
  const { values, written } = KEYS_IN_INDEX[field]
  const isInSight = inSight(permit)
  if (!values) return []
  const { db } = await database()
  const column = sql.ref<string>(values)
  const all = db.selectFrom('index_endpoints as e').where(isInSight)
  const joined = values.startsWith('o.') ? all.innerJoin('index_origins as o', 'o.key', 'e.key') : all
  const rows = await joined
    .select(({ fn }) => [column.as('value'), fn.countAll<number>().as('count')])
    .groupBy(column)
    .orderBy('count', 'desc')
    .orderBy(column)
    .limit(VALUES)
    .execute()
  const asked = await askedBy(permit)
  return rows.flatMap(({ value: stored, count }) => {
    const value = written?.(stored, asked) ?? stored
    return value === ''
      ? []
      : { value, count: Number(count), ...(written && value !== stored && { detail: stored }) }
  })
}

/** The numbers over everything that the permit's holder may know of. */
export async function countsOfUrls(permit: Permit): Promise<InventoryCounts> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_endpoints as e')
    .select(({ fn }) => ['e.exposure', fn.countAll<number>().as('count'), fn.min('e.known_at').as('oldest')])
    .where(inSight(permit))
    .groupBy('e.exposure')
    .execute()
  const byExposure = Object.fromEntries(
    EXPOSURES.map((exposure) => [
      exposure,
      Number(rows.find((row) => row.exposure === exposure)?.count ?? 0),
    ]),
  ) as Record<Exposure, number>
  return {
    urls: Object.values(byExposure).reduce((sum, count) => sum + count, 0),
    oldestAt: rows.map(({ oldest }) => oldest).sort()[0],
    byExposure,
    high: await countOf([inSight(permit), sql<SqlBool>`e.finding_rank <= ${HIGH_RANK}`]),
    ...(await countsOfRequests(permit)),
  }
}

/** By the index over requests alone, so that 50,000 URLs are counted in no time. */
async function countsOfRequests(permit: Permit): Promise<Pick<InventoryCounts, 'quiet' | 'uncounted'>> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_endpoints as e')
    .select(({ fn }) => ['e.requests_30d', fn.countAll<number>().as('count')])
    .where(inSight(permit))
    .where('e.requests_30d', '<=', 0)
    .groupBy('e.requests_30d')
    .execute()
  const of = (requests: number) => Number(rows.find((row) => row.requests_30d === requests)?.count ?? 0)
  return { quiet: of(0), uncounted: of(-1) }
}

const DAYS = 90

/** The numbers of the last days, one day after the other; a target that was not read on a day has none for it. */
export async function daysOfUrls(permit: Permit): Promise<InventoryDay[]> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_days as e')
    .select(({ fn }) => [
      'e.day',
      fn.sum<number>('e.urls').as('urls'),
      fn.sum<number>('e.public').as('public'),
      fn.sum<number>('e.unreachable').as('unreachable'),
      fn.sum<number>('e.unknown').as('unknown'),
    ])
    .where(inSightOfTargets(permit))
    .groupBy('e.day')
    .orderBy('e.day', 'desc')
    .limit(DAYS)
    .execute()
  return rows.reverse().map(({ day, ...numbers }) => ({
    day,
    urls: Number(numbers.urls),
    public: Number(numbers.public),
    unreachable: Number(numbers.unreachable),
    unknown: Number(numbers.unknown),
  }))
}

/** Days are of whole targets: who may see some functions of one only is told none. */
function inSightOfTargets(permit: Permit) {
  assertOperation(permit, 'inventory:read')
  const { scope, resource } = bondOf(permit)
  const whole =
    scope === 'everything' ? scope : scope.filter(({ functionNames }) => functionNames === undefined)
  return inBond({ resource, scope: whole }, 'e')
}
