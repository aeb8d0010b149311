import 'server-only'
import type { Kysely } from 'kysely'
import * as z from 'zod/mini'
import {
  DEFAULT_RULES,
  type Grant,
  type Rights,
  type RightsRules,
  type TaggedFunctions,
} from '@/lib/auth/grants'
import { ROLES } from '@/lib/auth/roles'
import { type Scope, type Tag, tagKey } from '@/lib/auth/scope'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { identityKey } from '@/lib/identity/names'

const tagSchema = z.object({ key: z.string(), value: z.string() })

const partSchema = z.strictObject({
  accounts: z.optional(z.array(z.string())),
  regions: z.optional(z.array(z.string())),
  functionNames: z.optional(z.array(z.string())),
  tags: z.optional(z.array(tagSchema)),
})

const scopeSchema = z.union([z.literal('everything'), z.array(partSchema)])

/** A grant as the database holds it. What cannot be read gives nothing. */
const grantSchema = z.object({ role: z.enum(ROLES), scope: scopeSchema })

interface RightsOf {
  personId: string
  /** As the provider of sign-in told them last. */
  groups: readonly string[]
  provenAt?: number
}

/** What a person may now: by grants to them and to their groups, the rules for everybody, and the tags of the index. */
export async function rightsOf({ personId, groups, provenAt }: RightsOf): Promise<Rights> {
  const { db } = await database()
  const [grants, rules] = await Promise.all([grantsOf(db, personId, groups), rulesOf(db)])
  return { grants, rules, tagged: await taggedBy(db, scopesOf(grants)), provenAt }
}

/** The same rights, knowing of the tags of one more scope too. */
export async function withTagged(rights: Rights, scope: Scope): Promise<Rights> {
  const more = await taggedBy((await database()).db, [scope])
  return { ...rights, tagged: new Map([...rights.tagged, ...more]) }
}

/** A scope as the database holds it. What cannot be read holds nothing. */
export function storedScope(text: string): Scope {
  const parsed = scopeSchema.safeParse(parsedJson(text))
  return parsed.success ? parsed.data : []
}

const scopesOf = (grants: readonly Grant[]) => grants.map(({ scope }) => scope)

async function grantsOf(db: Kysely<Tables>, personId: string, groups: readonly string[]): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .select(['role', 'scope'])
    .where((eb) =>
      eb.or([
        eb.and({ subject_kind: 'person' as const, subject: personId }),
        ...groups.map((subject) => eb.and({ subject_kind: 'group' as const, subject })),
      ]),
    )
    .execute()
  return rows.flatMap(({ role, scope }) => {
    const parsed = grantSchema.safeParse({ role, scope: parsedJson(scope) })
    return parsed.success ? [parsed.data] : []
  })
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names in `console_settings`, where `on` stands for yes. */
export const RULE_SETTINGS: Record<keyof RightsRules, string> = {
  mayEditorsMakePublic: 'rights.editors-make-public',
  mayEditorsDelete: 'rights.editors-delete',
  isEverythingSeen: 'rights.everything-seen',
}

async function rulesOf(db: Kysely<Tables>): Promise<RightsRules> {
  const names = Object.values(RULE_SETTINGS)
  const rows = await db
    .selectFrom('console_settings')
    .select(['name', 'value'])
    .where('name', 'in', names)
    .execute()
  const on = new Set(rows.filter(({ value }) => value === 'on').map(({ name }) => name))
  const entries = Object.entries(RULE_SETTINGS).map(([rule, name]) => [rule, on.has(name)])
  return { ...DEFAULT_RULES, ...Object.fromEntries(entries) }
}

/** The functions that have the tags of the scopes, as the index knows them. */
async function taggedBy(db: Kysely<Tables>, scopes: readonly Scope[]): Promise<TaggedFunctions> {
  const tags = new Map<string, Tag>()
  for (const scope of scopes)
    for (const part of scope === 'everything' ? [] : scope)
      for (const tag of part.tags ?? []) tags.set(tagKey(tag), tag)
  const tagged = new Map<string, ReadonlySet<string>>()
  for (const [key, tag] of tags) {
    const rows = await db
      .selectFrom('index_tags')
      .select(['account', 'region', 'function_name as functionName'])
      .where((eb) => eb.and({ tag_key: tag.key, tag_value: tag.value }))
      .execute()
    tagged.set(key, new Set(rows.map(identityKey)))
  }
  return tagged
}
