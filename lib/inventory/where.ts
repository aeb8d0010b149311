import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { contains, matchesInAnyCase as matches } from '@/lib/db/text-match'
import { SEVERITIES } from '@/lib/findings/severity'
import type { QueryTerm } from '@/lib/inventory/query'
import type { QueryField } from '@/lib/inventory/query-keys'
import { type Comparison, comparisonOf, momentOf } from '@/lib/inventory/query-values'

type Condition = RawBuilder<SqlBool>

/** What conditions may depend on beside the query. */
export interface Asked {
  /** Account id → name, as the settings say. */
  accountNames: Readonly<Record<string, string>>
  now: Date
}

/** What a key asks of the index. */
interface KeyInIndex {
  /** The rows of `index_endpoints as e` that a value lets through; the value has passed the key's `check`. */
  where: (value: string, asked: Asked) => Condition
  /** The column whose values are suggested, of `index_endpoints as e` or of `index_origins as o`. */
  values?: string
  /** How a stored value is written in a query; as it is where absent. */
  written?: (stored: string, asked: Asked) => string
}

const is = (column: string, value: string): Condition => sql`${sql.ref(column)} = ${value}`

const hasOrigin = (glob: string): Condition =>
  sql`exists (select 1 from index_origins o where o.key = e.key and ${matches('o.origin', glob)})`

function isAccount(glob: string, { accountNames }: Asked): Condition {
  const pattern = new RegExp(`^${glob.split('*').map(escaped).join('.*')}$`, 'isu')
  const ids = Object.entries(accountNames).flatMap(([id, name]) => (pattern.test(name) ? [id] : []))
  return sql`(${sql.join([matches('e.account', glob), ...ids.map((id) => is('e.account', id))], sql` or `)})`
}

const escaped = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

const NOTHING: Condition = sql`1 = 0`

/** Times are ISO 8601 text in UTC, so that they compare as text. */
const isAt =
  (column: string) =>
  (value: string, { now }: Asked): Condition => {
    const moment = momentOf(value, now)
    if (!moment) return NOTHING
    return sql`${sql.ref(column)} ${sql.raw(moment.is === 'since' ? '>=' : '<')} ${moment.at}`
  }

/** Muted ones do not count. */
const hasFinding = (condition: Condition): Condition =>
  sql`exists (select 1 from index_findings f where f.key = e.key and f.muted_until is null and ${condition})`

/** More severe is a lower rank. */
const OF_RANKS: Record<Comparison['sign'], string> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '=': '=' }

function hasSeverity(value: string): Condition {
  const { sign, rest } = comparisonOf(value)
  const rank = ([...SEVERITIES] as string[]).indexOf(rest.toLowerCase())
  // Of the most severe the row itself tells, by an index of its own.
  if (sign === '>=') return sql`e.finding_rank <= ${rank}`
  return hasFinding(sql`f.severity_rank ${sql.raw(OF_RANKS[sign])} ${rank}`)
}

/** What can be asked of `is:` beside what verdicts come to. */
const STATES: Record<string, Condition> = {
  throttled: is('e.verdict', 'throttled'),
  'alias-deleted': is('e.verdict', 'alias-deleted'),
  failed: sql`e.failure is not null`,
  protected: sql`exists (select 1 from protections p where p.key = e.key)`,
}

const CORS: Record<string, Condition> = {
  none: sql`e.cors_summary = 'none'`,
  'any-origin': sql`exists (select 1 from index_origins o where o.key = e.key and o.origin = '*')`,
  credentials: sql`coalesce(e.cors, '') like '%"AllowCredentials":true%'`,
}

/** What is not known neither holds nor does not: SQL's third value, which no `not` turns into a match. */
const whereKnown = (isUnknown: Condition, condition: Condition): Condition =>
  sql`case when ${isUnknown} then null else (${condition}) end`

const ofTags = (condition: Condition): Condition => whereKnown(is('e.owner', 'unknown'), condition)

function hasTag(value: string): Condition {
  const [key = '', ...rest] = value.split('=')
  const isValue = rest.length === 0 ? sql`1 = 1` : matches('t.tag_value', rest.join('='))
  return ofTags(sql`exists (
    select 1 from index_tags t
    where t.account = e.account and t.region = e.region and t.function_name = e.function_name
      and ${matches('t.tag_key', key)} and ${isValue}
  )`)
}

function isOwnedBy(value: string): Condition {
  const owner = value.toLowerCase()
  if (owner === 'unknown') return is('e.owner', owner)
  // SAM, the CDK and others deploy by CloudFormation.
  return ofTags(owner === 'cloudformation' ? sql`e.stack <> ''` : is('e.owner', owner))
}

function hasRequests(value: string): Condition {
  if (value.toLowerCase() === 'unknown') return sql`e.requests_30d < 0`
  const { sign, rest } = comparisonOf(value)
  return whereKnown(sql`e.requests_30d < 0`, sql`e.requests_30d ${sql.raw(sign)} ${Number(rest)}`)
}

/** The server's half of `QUERY_KEYS`: an entry for every key. */
export const KEYS_IN_INDEX: Record<QueryField, KeyInIndex> = {
  is: {
    where: (value) => STATES[value.toLowerCase()] ?? is('e.exposure', value.toLowerCase()),
    values: 'e.exposure',
  },
  auth: { where: (value) => is('e.auth_type', value.toUpperCase()), values: 'e.auth_type' },
  // In a query `*` is any origin at all: the one that is called so is asked for by `cors:any-origin`.
  origin: { where: hasOrigin, values: 'o.origin', written: (origin) => (origin === '*' ? '' : origin) },
  cors: { where: (value) => CORS[value.toLowerCase()] ?? NOTHING },
  account: {
    where: isAccount,
    values: 'e.account',
    written: (id, { accountNames }) => accountNames[id] ?? id,
  },
  region: { where: (value) => matches('e.region', value), values: 'e.region' },
  function: { where: (value) => matches('e.function_name', value) },
  qualifier: { where: (value) => matches('e.qualifier', value), values: 'e.qualifier' },
  runtime: { where: (value) => matches('e.runtime', value), values: 'e.runtime' },
  mode: {
    where: (value) => is('e.invoke_mode', value.toLowerCase() === 'stream' ? 'RESPONSE_STREAM' : 'BUFFERED'),
    values: 'e.invoke_mode',
    written: (stored) => (stored === 'RESPONSE_STREAM' ? 'stream' : 'buffered'),
  },
  owner: { where: isOwnedBy },
  stack: { where: (value) => ofTags(matches('e.stack', value)), values: 'e.stack' },
  tag: { where: hasTag },
  requests30d: { where: hasRequests },
  severity: { where: hasSeverity },
  finding: { where: (value) => hasFinding(sql`f.rule = ${value.toLowerCase()}`) },
  modified: { where: isAt('e.modified_at') },
  read: { where: isAt('e.known_at') },
}

/** Free words are looked for anywhere in function, alias, address and origins; a star is a star there. */
const hasText = (value: string): Condition => contains('e.search', value)

/** The terms of a query as conditions on `index_endpoints as e`; all of them must hold. */
export function conditionsOf(terms: readonly QueryTerm[], asked: Asked): Condition[] {
  return terms.map(({ field, value, isNegated }) => {
    const condition = field === null ? hasText(value) : KEYS_IN_INDEX[field].where(value, asked)
    return isNegated ? sql`not (${condition})` : condition
  })
}
