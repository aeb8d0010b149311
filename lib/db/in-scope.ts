import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Bond } from '@/lib/auth/permit'
import type { Resource } from '@/lib/auth/resource'
import type { Scope, ScopePart, Tag } from '@/lib/auth/scope'
import { matchesExactly } from '@/lib/db/text-match'

type Condition = RawBuilder<SqlBool>

/** The rows of a permit's resource that its holder may know of; the table calls the parts of an identity as all do. */
export const inBond = ({ resource, scope }: Pick<Bond, 'resource' | 'scope'>, table: string): Condition =>
  sql`(${ofResource(resource, table)} and ${inScope(scope, table)})`

function ofResource({ account, region, functionName, qualifier }: Resource, table: string): Condition {
  const columns = { account, region, function_name: functionName, qualifier }
  return every(
    Object.entries(columns).flatMap(([column, value]) =>
      value === undefined ? [] : [sql<SqlBool>`${sql.ref(`${table}.${column}`)} = ${value}`],
    ),
  )
}

/** A scope as SQL; the same rows as `isInScope` (a test holds the two together). */
function inScope(scope: Scope, table: string): Condition {
  return scope === 'everything' ? TRUE : any(scope.map((part) => inPart(part, table)))
}

function inPart({ accounts, regions, functionNames, tags, also = [] }: ScopePart, table: string): Condition {
  const conditions = also.map((part) => inPart(part, table))
  if (accounts) conditions.push(isOneOf(`${table}.account`, accounts))
  if (regions) conditions.push(isOneOf(`${table}.region`, regions))
  if (functionNames)
    conditions.push(any(functionNames.map((glob) => matchesExactly(`${table}.function_name`, glob))))
  if (tags) conditions.push(any(tags.map((tag) => hasTag(table, tag))))
  return every(conditions)
}

/** By the index: a function whose tags were not read has none. */
const hasTag = (table: string, { key, value }: Tag): Condition => sql`exists (
  select 1 from index_tags where index_tags.account = ${sql.ref(`${table}.account`)}
    and index_tags.region = ${sql.ref(`${table}.region`)}
    and index_tags.function_name = ${sql.ref(`${table}.function_name`)}
    and index_tags.tag_key = ${key} and index_tags.tag_value = ${value})`

const isOneOf = (column: string, values: readonly string[]): Condition =>
  any(values.map((value) => sql<SqlBool>`${sql.ref(column)} = ${value}`))

const TRUE: Condition = sql<SqlBool>`1 = 1`
const FALSE: Condition = sql<SqlBool>`1 = 0`

const every = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? TRUE : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`

const any = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? FALSE : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
