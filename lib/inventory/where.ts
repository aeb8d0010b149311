import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
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
  /** The column of `index_endpoints as e` whose values are suggested, with how many rows each has. */
  values?: 'account' | 'region' | 'runtime' | 'qualifier' | 'auth_type' | 'invoke_mode' | 'exposure'
}

/** `*` stands for any characters; everything else for itself, in whichever case. */
function likeOf(glob: string): string {
  return glob
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
}

const matches = (column: string, glob: string): Condition =>
  sql`lower(${sql.ref(column)}) like ${likeOf(glob)} escape '\\'`

const is = (column: string, value: string): Condition => sql`${sql.ref(column)} = ${value}`

const hasOrigin = (glob: string): Condition =>
  sql`exists (select 1 from index_origins o where o.key = e.key and o.origin like ${likeOf(glob)} escape '\\')`

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
  const rank = SEVERITIES.findIndex((each) => each === rest.toLowerCase())
  // Of the most severe the row itself tells, by an index of its own.
  if (sign === '>=') return sql`e.finding_rank <= ${rank}`
  return hasFinding(sql`f.severity_rank ${sql.raw(OF_RANKS[sign])} ${rank}`)
}

/** What can be asked of `is:` beside what verdicts come to. */
const STATES: Record<string, Condition> = {
  throttled: is('e.verdict', 'throttled'),
  'alias-deleted': is('e.verdict', 'alias-deleted'),
  failed: sql`e.failure is not null`,
}

const CORS: Record<string, Condition> = {
  none: sql`e.cors_summary = 'none'`,
  'any-origin': sql`exists (select 1 from index_origins o where o.key = e.key and o.origin = '*')`,
  credentials: sql`coalesce(e.cors, '') like '%"AllowCredentials":true%'`,
}

/** The server's half of `QUERY_KEYS`: an entry for every key. */
export const KEYS_IN_INDEX: Record<QueryField, KeyInIndex> = {
  is: {
    where: (value) => STATES[value.toLowerCase()] ?? is('e.exposure', value.toLowerCase()),
    values: 'exposure',
  },
  auth: { where: (value) => is('e.auth_type', value.toUpperCase()), values: 'auth_type' },
  origin: { where: hasOrigin },
  cors: { where: (value) => CORS[value.toLowerCase()] ?? NOTHING },
  account: { where: isAccount, values: 'account' },
  region: { where: (value) => matches('e.region', value), values: 'region' },
  function: { where: (value) => matches('e.function_name', value) },
  qualifier: { where: (value) => matches('e.qualifier', value), values: 'qualifier' },
  runtime: { where: (value) => matches('e.runtime', value), values: 'runtime' },
  mode: {
    where: (value) => is('e.invoke_mode', value.toLowerCase() === 'stream' ? 'RESPONSE_STREAM' : 'BUFFERED'),
  },
  severity: { where: hasSeverity },
  finding: { where: (value) => hasFinding(sql`f.rule = ${value.toLowerCase()}`) },
  modified: { where: isAt('e.modified_at') },
  read: { where: isAt('e.known_at') },
}

/** Free words are looked for anywhere in function, alias, address and origins; a star is a star there. */
const hasText = (value: string): Condition =>
  sql`e.search like ${`%${value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

/** The terms of a query as conditions on `index_endpoints as e`; all of them must hold. */
export function conditionsOf(terms: readonly QueryTerm[], asked: Asked): Condition[] {
  return terms.map(({ field, value, isNegated }) => {
    const condition = field === null ? hasText(value) : KEYS_IN_INDEX[field].where(value, asked)
    return isNegated ? sql`not (${condition})` : condition
  })
}
