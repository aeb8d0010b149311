import 'server-only'
import { type Kysely, sql } from 'kysely'
import { DEFAULT_RULES, type RightsRules } from '@/lib/auth/grants'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import type { Scope } from '@/lib/auth/scope'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { PersonRow } from '@/lib/db/people-tables'
import { putSetting } from '@/lib/db/setting-rows'
import type { Tables } from '@/lib/db/tables'
import { governs } from '@/lib/people/effective-grants'
import { grantSchema, type HeldGrant, type Holder, type Person, type ScopeValues } from '@/lib/people/schema'
import { RULE_SETTINGS } from '@/lib/sessions/rights-of'
import { administersBy } from '@/lib/sessions/rights-of-person'

type Db = Kysely<Tables>

/** Everybody, what is granted, and the rules, for who may read or manage it. */
export async function peopleKnown(permit: Permit) {
  assertOperation(permit, 'people:read', 'people:manage')
  const { db } = await database()
  return { people: await peopleRows(db), grants: await grantRows(db), rules: await ruleRows(db) }
}

/** Sets one rule for everybody, in the transaction that records it. */
export const putRule = (
  permit: Permit,
  transaction: Db,
  rule: keyof RightsRules,
  value: 'on' | 'off',
): Promise<void> => {
  assertOperation(permit, 'people:manage')
  const by = { at: permit.context.now().toISOString(), name: permit.actor.name }
  return putSetting(transaction, RULE_SETTINGS[rule], value, by)
}

/** Everybody, by name. */
async function peopleRows(db: Db): Promise<Person[]> {
  const rows = await db.selectFrom('people').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(personOf)
}

function personOf(row: PersonRow): Person {
  const setting = administersBy(row)
  return {
    id: row.id,
    name: row.name,
    ...(row.email !== null && { email: row.email }),
    ...(row.login !== null && { login: row.login }),
    ...(row.signed_in_at !== null && { signedInAt: row.signed_in_at }),
    groups: JSON.parse(row.groups) as string[],
    ...(row.groups_problem !== null && { groupsProblem: row.groups_problem }),
    isDisabled: row.disabled_at !== null,
    ...(setting && { administersBy: setting }),
  }
}

/** Every grant that can be read, the first given first. */
async function grantRows(db: Db): Promise<HeldGrant[]> {
  const rows = await db.selectFrom('grants').selectAll().orderBy('given_at').orderBy('id').execute()
  return rows.flatMap(({ id, subject_kind, subject, role, scope, given_at, given_by }) => {
    const parsed = grantSchema.safeParse({ role, scope: JSON.parse(scope) })
    const holder: Holder =
      subject_kind === 'person' ? { kind: 'person', id: subject } : { kind: 'group', name: subject }
    return parsed.success ? [{ id, holder, ...parsed.data, givenAt: given_at, givenBy: given_by }] : []
  })
}

/** Whether somebody who may sign in governs the console. */
export async function isGoverned(db: Db): Promise<boolean> {
  const [people, grants] = [await peopleRows(db), await grantRows(db)]
  return people.some((person) => governs(person, grants))
}

/** What is decided for everybody. */
async function ruleRows(db: Db): Promise<RightsRules> {
  const rows = await db
    .selectFrom('console_settings')
    .select(['name', 'value'])
    .where('name', 'in', Object.values(RULE_SETTINGS))
    .execute()
  const isOn = (name: string) => rows.some((row) => row.name === name && row.value === 'on')
  const entries = Object.entries(RULE_SETTINGS).map(([rule, name]) => [rule, isOn(name)])
  return { ...DEFAULT_RULES, ...Object.fromEntries(entries) }
}

const MOST = 200

/** What a scope can be narrowed to: accounts, regions and tags of the index, for who governs everything. */
export async function scopeValues(permit: Permit): Promise<ScopeValues> {
  assertOperation(permit, 'people:read')
  const { db } = await database()
  const targets = await db.selectFrom('index_targets').select(['account', 'region']).execute()
  const tags = await db
    .selectFrom('index_tags')
    .select(({ fn }) => ['tag_key', 'tag_value', fn.countAll<number>().as('count')])
    .groupBy(['tag_key', 'tag_value'])
    .orderBy('count', 'desc')
    .orderBy('tag_key')
    .limit(MOST)
    .execute()
  return {
    accounts: [...new Set(targets.map(({ account }) => account))].sort(),
    regions: [...new Set(targets.map(({ region }) => region))].sort(),
    tags: tags.map(({ tag_key, tag_value }) => `${tag_key}=${tag_value}`),
  }
}

/** How many function URLs of how many functions lie in a scope, by the index. */
export async function coveredBy(permit: Permit, scope: Scope): Promise<{ urls: number; functions: number }> {
  assertOperation(permit, 'people:read')
  const { db } = await database()
  const row = await db
    .selectFrom('index_endpoints as e')
    .select(({ fn }) => [
      fn.countAll<number>().as('urls'),
      sql<number>`count(distinct e.account || '/' || e.region || '/' || e.function_name)`.as('functions'),
    ])
    .where(inBond({ resource: {}, scope }, 'e'))
    .executeTakeFirstOrThrow()
  return { urls: Number(row.urls), functions: Number(row.functions) }
}
