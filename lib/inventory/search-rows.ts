import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import { beginsWith, contains } from '@/lib/db/text-match'
import type { FoundInIndex } from '@/lib/inventory/schema'

type Condition = RawBuilder<SqlBool>

/** How many of a kind are told: a list to choose from, not to read. */
const MOST = { urls: 8, functions: 5, origins: 5 }

/** The best of each kind that has every word, of what the permit's holder may know of; words in lower case. */
export async function foundByWords(permit: Permit, words: readonly string[]): Promise<FoundInIndex> {
  const [urls, functions, origins] = await Promise.all([
    urlsWith(permit, words),
    functionsWith(permit, words),
    originsWith(permit, words),
  ])
  return { urls, functions, origins }
}

/** Only what the permit's holder may know of. */
function inSight(permit: Permit, table: string): Condition {
  assertOperation(permit, 'inventory:read')
  return inBond(bondOf(permit), table)
}

/** Every word stands somewhere in the column; none stands for a pattern. */
const hasWords = (column: string, words: readonly string[]): Condition =>
  sql`(${sql.join(
    words.map((word) => contains(column, word)),
    sql` and `,
  )})`

/** 0 for a name that begins with the first word, 1 for any other. */
const beginsLater = (column: string, words: readonly string[]) =>
  sql`case when ${beginsWith(column, words[0] ?? '')} then 0 else 1 end`

async function urlsWith(permit: Permit, words: readonly string[]): Promise<FoundInIndex['urls']> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_endpoints as e')
    .leftJoin('protections as p', 'p.key', 'e.key')
    .select(['e.account', 'e.region', 'e.function_name', 'e.qualifier', 'e.url', 'p.reason'])
    .where(inSight(permit, 'e'))
    .where(hasWords('e.search', words))
    .orderBy(beginsLater('e.function_name', words))
    .orderBy('e.name_sort')
    .orderBy('e.key')
    .limit(MOST.urls)
    .execute()
  return rows.map(({ account, region, function_name, qualifier, url, reason }) => ({
    account,
    region,
    functionName: function_name,
    qualifier,
    FunctionUrl: url,
    ...(reason === null ? {} : { protectedFor: reason }),
  }))
}

async function functionsWith(permit: Permit, words: readonly string[]): Promise<FoundInIndex['functions']> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_functions as e')
    .select(['e.account', 'e.region', 'e.function_name'])
    .where(inSight(permit, 'e'))
    .where(hasWords('e.function_name', words))
    .orderBy(beginsLater('e.function_name', words))
    .orderBy('e.function_name')
    .orderBy('e.account')
    .orderBy('e.region')
    .limit(MOST.functions)
    .execute()
  return rows.map(({ account, region, function_name }) => ({ account, region, functionName: function_name }))
}

async function originsWith(permit: Permit, words: readonly string[]): Promise<FoundInIndex['origins']> {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_origins as o')
    .innerJoin('index_endpoints as e', 'e.key', 'o.key')
    .select(({ fn }) => ['o.origin', fn.countAll<number>().as('urls')])
    .where(inSight(permit, 'e'))
    .where(hasWords('o.origin', words))
    .groupBy('o.origin')
    .orderBy('urls', 'desc')
    .orderBy('o.origin')
    .limit(MOST.origins)
    .execute()
  return rows.map(({ origin, urls }) => ({ origin, urls: Number(urls) }))
}
