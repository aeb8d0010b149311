import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { askedBy, inSight } from '@/lib/inventory/index-rows'
import { parseQuery } from '@/lib/inventory/query'
import { conditionsOf } from '@/lib/inventory/where'

/** What the index knew of a function URL when it was chosen. */
export interface SeenUrl {
  modifiedAt: string
  /** Of the policy; `null`: there was none, or it was never read (`isPolicyRead`). */
  revisionId: string | null
  isPolicyRead: boolean
}

export interface SelectedUrl extends FunctionUrlIdentity {
  seen: SeenUrl
}

/** Every URL that a query lets through at this moment, in the order of their names; at most `limit` and one more. */
export async function urlsOfQuery(permit: Permit, q: string, limit: number): Promise<SelectedUrl[]> {
  let query = await fromIndex()
  for (const condition of [inSight(permit), ...conditionsOf(parseQuery(q).terms, await askedBy(permit))])
    query = query.where(condition)
  const rows = await query
    .orderBy('e.name_sort')
    .orderBy('e.key')
    .limit(limit + 1)
    .execute()
  return rows.map(selectedOf)
}

const AT_ONCE = 100

/** These URLs, in their order, as far as the index knows them. */
export async function urlsOfKeys(
  permit: Permit,
  identities: readonly FunctionUrlIdentity[],
): Promise<SelectedUrl[]> {
  const keys = [...new Set(identities.map(identityKey))]
  const found = new Map<string, SelectedUrl>()
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const rows = await (await fromIndex())
      .where('e.key', 'in', keys.slice(from, from + AT_ONCE))
      .where(inSight(permit))
      .execute()
    for (const row of rows) found.set(row.key, selectedOf(row))
  }
  return keys.flatMap((key) => found.get(key) ?? [])
}

/** How many of these URLs a query lets through. */
export async function countWithin(
  permit: Permit,
  q: string,
  identities: readonly FunctionUrlIdentity[],
): Promise<number> {
  const keys = [...new Set(identities.map(identityKey))]
  const conditions = [inSight(permit), ...conditionsOf(parseQuery(q).terms, await askedBy(permit))]
  let count = 0
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const { db } = await database()
    let query = db
      .selectFrom('index_endpoints as e')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('e.key', 'in', keys.slice(from, from + AT_ONCE))
    for (const condition of conditions) query = query.where(condition)
    count += Number((await query.executeTakeFirstOrThrow()).count)
  }
  return count
}

async function fromIndex() {
  const { db } = await database()
  return db
    .selectFrom('index_endpoints as e')
    .leftJoin('index_policies as p', (join) =>
      join
        .onRef('p.account', '=', 'e.account')
        .onRef('p.region', '=', 'e.region')
        .onRef('p.function_name', '=', 'e.function_name')
        .onRef('p.qualifier', '=', 'e.qualifier'),
    )
    .select(['e.key', 'e.account', 'e.region', 'e.function_name', 'e.qualifier', 'e.modified_at'])
    .select(['p.revision_id', 'p.read_at as policy_read_at'])
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof fromIndex>>['execute']>>[number]

const selectedOf = (row: Row): SelectedUrl => ({
  account: row.account,
  region: row.region,
  functionName: row.function_name,
  qualifier: row.qualifier,
  seen: {
    modifiedAt: row.modified_at,
    revisionId: row.revision_id,
    isPolicyRead: row.policy_read_at !== null,
  },
})
