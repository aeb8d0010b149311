import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import type { Resource } from '@/lib/auth/resource'
import type { Scope, ScopePart } from '@/lib/auth/scope'

type Condition = RawBuilder<SqlBool>

/**
 * The rows that the permit is for: of its resource, and in the scope of its holder. It is a condition of the query,
 * so that pages are full and their sizes tell nothing of what was left out.
 * @throws {PermitError} for a permit that is not for looking into the journal.
 */
export function inSight(permit: Permit, table: string): Condition {
  assertOperation(permit, 'change:read', 'change:list', 'change:apply')
  const { resource, scope } = bondOf(permit)
  return sql`(${ofResource(resource, table)} and ${inScope(scope, table)})`
}

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

function inPart({ accounts, regions, functionNames }: ScopePart, table: string): Condition {
  const conditions: Condition[] = []
  if (accounts) conditions.push(isOneOf(`${table}.account`, accounts))
  if (regions) conditions.push(isOneOf(`${table}.region`, regions))
  if (functionNames)
    conditions.push(any(functionNames.map((glob) => matches(`${table}.function_name`, glob))))
  return every(conditions)
}

const isOneOf = (column: string, values: readonly string[]): Condition =>
  any(values.map((value) => sql<SqlBool>`${sql.ref(column)} = ${value}`))

/** SQLite's GLOB tells upper from lower case, which its LIKE does not. A bracket opens a set there: here it is itself. */
const matches = (column: string, glob: string): Condition =>
  sql<SqlBool>`${sql.ref(column)} glob ${glob.replaceAll('[', '[[]')}`

const TRUE: Condition = sql<SqlBool>`1 = 1`
const FALSE: Condition = sql<SqlBool>`1 = 0`

const every = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? TRUE : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`

const any = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? FALSE : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
