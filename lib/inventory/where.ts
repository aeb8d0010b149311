import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { QueryField, QueryTerm } from '@/lib/inventory/query'

type Condition = RawBuilder<SqlBool>

/** Account id → name, as the settings say. */
type AccountNames = Readonly<Record<string, string>>

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

function isAccount(glob: string, names: AccountNames): Condition {
  const pattern = new RegExp(`^${glob.split('*').map(escaped).join('.*')}$`, 'isu')
  const ids = Object.entries(names).flatMap(([id, name]) => (pattern.test(name) ? [id] : []))
  return sql`(${sql.join([matches('e.account', glob), ...ids.map((id) => is('e.account', id))], sql` or `)})`
}

const escaped = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

const CORS: Record<string, Condition> = {
  none: sql`e.cors_summary = 'none'`,
  'any-origin': sql`exists (select 1 from index_origins o where o.key = e.key and o.origin = '*')`,
  credentials: sql`e.cors like '%"AllowCredentials":true%'`,
}

/** Verdicts that can be asked for by themselves, beside what they come to. */
const VERDICTS = ['throttled', 'alias-deleted']

const FIELDS: Record<QueryField, (value: string, names: AccountNames) => Condition> = {
  is: (value) => is(VERDICTS.includes(value.toLowerCase()) ? 'e.verdict' : 'e.exposure', value.toLowerCase()),
  auth: (value) => is('e.auth_type', value.toUpperCase()),
  cors: (value) => CORS[value.toLowerCase()] ?? sql`1 = 0`,
  mode: (value) => is('e.invoke_mode', value.toLowerCase() === 'stream' ? 'RESPONSE_STREAM' : 'BUFFERED'),
  account: isAccount,
  region: (value) => matches('e.region', value),
  origin: hasOrigin,
  qualifier: (value) => matches('e.qualifier', value),
  runtime: (value) => matches('e.runtime', value),
}

/** Free words are looked for anywhere in function, alias, address and origins; a star is a star there. */
const hasText = (value: string): Condition =>
  sql`e.search like ${`%${value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

/** The terms of a query as conditions on `index_endpoints as e`; all of them must hold. */
export function conditionsOf(terms: readonly QueryTerm[], names: AccountNames): Condition[] {
  return terms.map(({ field, value, isNegated }) => {
    const condition = field === null ? hasText(value) : FIELDS[field](value, names)
    return isNegated ? sql`not (${condition})` : condition
  })
}
