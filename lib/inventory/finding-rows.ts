import 'server-only'
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { IndexFindingRow } from '@/lib/db/finding-tables'
import { inBond } from '@/lib/db/in-scope'
import type { Tables } from '@/lib/db/tables'
import { remedyOf } from '@/lib/findings/judge-state'
import type { FindingRow } from '@/lib/findings/row'
import { HIGH_RANK, SEVERITIES, severityOfRank, severityRank } from '@/lib/findings/severity'
import { ruleOf } from '@/lib/findings/table'
import { identityKey } from '@/lib/identity/names'
import { boundsOf } from '@/lib/inventory/finding-ages'
import {
  AGES,
  type FindingGroup,
  type FindingsFilter,
  type FindingsOverview,
  type FindingsPage,
  type ListFindingsInput,
} from '@/lib/inventory/finding-schema'
import { subjectsOf } from '@/lib/inventory/finding-states'
import { rowsOfFunction } from '@/lib/inventory/judge-rows'

type Condition = RawBuilder<SqlBool>

const PAGE = 50
const LARGE_PAGE = 2_000

/** Only what the permit's holder may know of: a condition of every query, so that counts tell nothing else. */
function inSight(permit: Permit): Condition {
  assertOperation(permit, 'inventory:read')
  return inBond(bondOf(permit), 'e')
}

const MUTED: Record<'no' | 'yes' | 'all', Condition[]> = {
  no: [sql`e.muted_until is null`],
  yes: [sql`e.muted_until is not null`],
  all: [],
}

function conditionsOf({ severity, since, muted = 'no' }: FindingsFilter): Condition[] {
  return [
    ...MUTED[muted],
    ...(severity ? [sql<SqlBool>`e.severity_rank <= ${severityRank(severity)}`] : []),
    ...(since ? [sql<SqlBool>`e.first_seen > ${since}`] : []),
  ]
}

function groupConditions({ rule, account, age, of, after }: ListFindingsInput, now: Date): Condition[] {
  const [rank = '', ofRule = '', key = ''] = after?.split(/,(.*?),(.*)/su) ?? []
  return [
    ...(rule ? [sql<SqlBool>`e.rule = ${rule}`] : []),
    ...(account ? [sql<SqlBool>`e.account = ${account}`] : []),
    ...(age ? agesAs(age, now) : []),
    ...(of ? [sql<SqlBool>`e.key = ${of}`] : []),
    ...(after ? [sql<SqlBool>`(e.severity_rank, e.rule, e.key) > (${Number(rank)}, ${ofRule}, ${key})`] : []),
  ]
}

function agesAs(age: (typeof AGES)[number], now: Date): Condition[] {
  const { after, upTo } = boundsOf(age, now)
  return [
    ...(after ? [sql<SqlBool>`e.first_seen > ${after}`] : []),
    ...(upTo ? [sql<SqlBool>`e.first_seen <= ${upTo}`] : []),
  ]
}

/** A page of findings, the most severe first, each with what cures it unless only files are made of them. */
export async function pageOfFindings(permit: Permit, input: ListFindingsInput): Promise<FindingsPage> {
  const { db } = await database()
  const limit = input.brief === 'yes' ? LARGE_PAGE : PAGE
  const conditions = [
    inSight(permit),
    ...conditionsOf(input),
    ...groupConditions(input, permit.context.now()),
  ]
  const found = await findingsQuery(db)
    .where(sql<SqlBool>`(${sql.join(conditions, sql` and `)})`)
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: input.brief === 'yes' ? rows.map(rowOf) : await withRemedies(db, rows, permit.context.now()),
    next: found.length > limit && last ? `${last.severity_rank},${last.rule},${last.key}` : undefined,
  }
}

/** Every finding with its mute, the most severe first. */
export const findingsQuery = (db: Kysely<Tables>) =>
  db
    .selectFrom('index_findings as e')
    .leftJoin('finding_mutes as m', (join) =>
      join.onRef('m.key', '=', 'e.key').onRef('m.rule', '=', 'e.rule'),
    )
    .selectAll('e')
    .select(['m.reason', 'm.author_name', 'm.muted_at'])
    .orderBy('e.severity_rank')
    .orderBy('e.rule')
    .orderBy('e.key')

type Joined = Selectable<IndexFindingRow> & {
  reason: string | null
  author_name: string | null
  muted_at: string | null
}

export function rowOf(row: Joined): FindingRow {
  const { reason, author_name, muted_at, muted_until } = row
  const rule = ruleOf(row.rule)
  return {
    account: row.account,
    region: row.region,
    functionName: row.function_name,
    qualifier: row.qualifier,
    rule: row.rule,
    title: rule?.title ?? row.rule,
    page: rule?.page ?? 'access',
    severity: severityOfRank(row.severity_rank),
    hasUrl: row.has_url === 1,
    evidence: JSON.parse(row.evidence),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    ...(muted_until !== null && {
      mute: { reason: reason ?? '', by: author_name ?? '', at: muted_at ?? '', until: muted_until },
    }),
  }
}

/** The cures are worked out by what the index holds now, a function at a time. */
async function withRemedies(db: Kysely<Tables>, rows: readonly Joined[], now: Date): Promise<FindingRow[]> {
  const states = new Map<string, ReturnType<typeof subjectsOf>>()
  const answer: FindingRow[] = []
  for (const row of rows.map(rowOf)) {
    const { account, region, functionName } = row
    const identity = { account, region, functionName }
    const key = identityKey(identity)
    const subjects =
      states.get(key) ?? subjectsOf(identity, await rowsOfFunction(db, identity), now.toISOString())
    states.set(key, subjects)
    const state = subjects.find(({ qualifier }) => qualifier === row.qualifier)?.state
    const rule = ruleOf(row.rule)
    const remedy = state && rule && remedyOf(rule, state)
    answer.push({ ...row, ...(remedy && { remedy }) })
  }
  return answer
}

type Counted = Omit<FindingsOverview, 'sweeps' | 'accountNames' | 'isReadOnly' | 'readAt'>

/** The numbers over all findings that a filter lets through. */
export async function countFindings(permit: Permit, filter: FindingsFilter): Promise<Counted> {
  const own = { ...filter, muted: filter.muted ?? 'no' } as const
  const [bySeverity, byRule, byAccount, byAge, muted, rest] = await Promise.all([
    severitiesOf(permit, own),
    groupsOf(permit, own, 'rule'),
    groupsOf(permit, own, 'account'),
    ageGroups(permit, own),
    countOf(permit, { ...filter, muted: 'yes' }),
    unjudged(permit),
  ])
  return { bySeverity, muted, byRule, byAccount, byAge, ...rest }
}

/** Of every severity, whichever is asked for: the numbers are what one chooses by. */
async function severitiesOf(
  permit: Permit,
  { severity: _, ...filter }: FindingsFilter,
): Promise<FindingsOverview['bySeverity']> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_findings as e')
    .select(({ fn }) => ['e.severity_rank', fn.countAll<number>().as('count')])
    .where(sql<SqlBool>`(${sql.join([inSight(permit), ...conditionsOf(filter)], sql` and `)})`)
    .groupBy('e.severity_rank')
    .execute()
  const countOfRank = (rank: number) => Number(rows.find((row) => row.severity_rank === rank)?.count ?? 0)
  return Object.fromEntries(
    SEVERITIES.map((severity) => [severity, countOfRank(severityRank(severity))]),
  ) as FindingsOverview['bySeverity']
}

async function groupsOf(
  permit: Permit,
  filter: FindingsFilter,
  column: 'rule' | 'account',
): Promise<FindingGroup[]> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_findings as e')
    .select(({ fn }) => [
      `e.${column} as of`,
      fn.countAll<number>().as('count'),
      fn.min('e.severity_rank').as('rank'),
    ])
    .where(sql<SqlBool>`(${sql.join([inSight(permit), ...conditionsOf(filter)], sql` and `)})`)
    .groupBy(`e.${column}`)
    .execute()
  return rows
    .map(({ of, count, rank }) => ({
      of,
      ...(column === 'rule' && { title: ruleOf(of)?.title ?? of }),
      count: Number(count),
      severity: severityOfRank(Number(rank)),
    }))
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || b.count - a.count)
}

async function ageGroups(permit: Permit, filter: FindingsFilter): Promise<FindingGroup[]> {
  const groups = await Promise.all(
    AGES.map(async (age) => ({
      of: age,
      ...(await countAndRank(permit, [...conditionsOf(filter), ...agesAs(age, permit.context.now())])),
    })),
  )
  return groups.filter(({ count }) => count > 0)
}

async function countAndRank(permit: Permit, conditions: readonly Condition[]) {
  const { db } = await database()
  const row = await db
    .selectFrom('index_findings as e')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('e.severity_rank').as('rank')])
    .where(sql<SqlBool>`(${sql.join([inSight(permit), ...conditions], sql` and `)})`)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), severity: severityOfRank(Number(row.rank ?? SEVERITIES.length)) }
}

const countOf = async (permit: Permit, filter: FindingsFilter): Promise<number> =>
  (await countAndRank(permit, conditionsOf(filter))).count

/** How many unmuted findings are of high severity or worse. */
export const countHigh = (permit: Permit): Promise<number> =>
  countOf(permit, { severity: severityOfRank(HIGH_RANK) })

async function unjudged(permit: Permit) {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_endpoints as e')
    .select(({ fn }) => ['e.unjudged', fn.countAll<number>().as('count'), fn.min('e.known_at').as('oldest')])
    .where(inSight(permit))
    .groupBy('e.unjudged')
    .execute()
  return { ...tallyUnjudged(rows), unreadPolicies: await unreadPolicies(db, inSight(permit)) }
}

/** Which parts were not read, of how many function URLs. */
export function tallyUnjudged(rows: readonly { unjudged: string; count: number; oldest: string }[]) {
  const parts: Record<string, number> = {}
  for (const { unjudged: list, count } of rows)
    for (const part of list.split(',').filter(Boolean)) parts[part] = (parts[part] ?? 0) + Number(count)
  const countWhere = (isWanted: (list: string) => boolean) =>
    rows.filter((row) => isWanted(row.unjudged)).reduce((sum, { count }) => sum + Number(count), 0)
  return {
    urls: countWhere(() => true),
    oldestAt: rows.map(({ oldest }) => oldest).sort()[0],
    unjudged: { urls: countWhere((list) => list !== ''), parts },
  }
}

/** Functions without a URL of their own of which no policy was read yet, or it could not be. */
export async function unreadPolicies(db: Kysely<Tables>, condition: Condition): Promise<number> {
  const row = await db
    .selectFrom('index_functions as e')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(condition)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('index_policies as p')
            .select('p.qualifier')
            .whereRef('p.account', '=', 'e.account')
            .whereRef('p.region', '=', 'e.region')
            .whereRef('p.function_name', '=', 'e.function_name')
            .where('p.read_at', 'is not', null),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
