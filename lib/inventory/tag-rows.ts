import 'server-only'
import type { Kysely } from 'kysely'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import type { Failure } from '@/lib/failures/result'
import type { FunctionIdentity, Target } from '@/lib/identity/schema'
import { functionOf } from '@/lib/inventory/function-columns'
import { judgeFunction } from '@/lib/inventory/judge-rows'
import type { Tags } from '@/lib/owner/owner-of'
import { canonicalJson } from '@/lib/text/canonical-json'

type Transaction = Kysely<Tables>

/** What the index knows of a function's tags; `undefined`: they were never read, which is not the same as none. */
export async function tagsInIndex(
  permit: Permit,
  identity: FunctionIdentity,
): Promise<{ tags: Tags; readAt: string } | undefined> {
  assertCovers(permit, identity)
  const { db } = await database()
  const row = await db
    .selectFrom('index_functions')
    .select('tags_read_at')
    .where((eb) => eb.and(functionOf(identity)))
    .executeTakeFirst()
  if (!row?.tags_read_at) return undefined
  const tags = await db
    .selectFrom('index_tags')
    .select(['tag_key', 'tag_value'])
    .where((eb) => eb.and(functionOf(identity)))
    .execute()
  return {
    tags: Object.fromEntries(tags.map((tag) => [tag.tag_key, tag.tag_value])),
    readAt: row.tags_read_at,
  }
}

/** So many functions are written at a time, that nobody waits long for the database. */
const AT_ONCE = 200

/**
 * The tags of all functions of an account and region, as every page of them told; functions that are not among them
 * have none. ListFunctions has named the functions before.
 */
export async function writeTags(
  permit: Permit,
  target: Target,
  tagged: ReadonlyMap<string, Tags>,
  readAt: string,
): Promise<void> {
  assertCovers(permit, target)
  const { immediately, db } = await database()
  const known = await knownTags(db, target)
  const changed = [...new Set([...tagged.keys(), ...known.keys()])].filter(
    (name) => canonicalJson(tagged.get(name) ?? {}) !== canonicalJson(known.get(name) ?? {}),
  )
  for (let from = 0; from < changed.length; from += AT_ONCE)
    await immediately(async (transaction) => {
      for (const functionName of changed.slice(from, from + AT_ONCE))
        await putTags(transaction, { ...target, functionName }, tagged.get(functionName) ?? {}, readAt)
    }, 'process')
  await immediately((transaction) => endTags(transaction, target, readAt), 'process')
}

async function knownTags(db: Transaction, target: Target): Promise<Map<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('index_tags')
    .select(['function_name', 'tag_key', 'tag_value'])
    .where((eb) => eb.and(target))
    .execute()
  const known = new Map<string, Record<string, string>>()
  for (const { function_name, tag_key, tag_value } of rows)
    known.set(function_name, { ...known.get(function_name), [tag_key]: tag_value })
  return known
}

/** All are read now, so that none of them is unknown any more. */
async function endTags(transaction: Transaction, target: Target, readAt: string): Promise<void> {
  await transaction
    .updateTable('index_functions')
    .set({ tags_read_at: readAt })
    .where((eb) => eb.and(target))
    .execute()
  await transaction
    .updateTable('index_targets')
    .set({ tags_failure: null })
    .where((eb) => eb.and(target))
    .execute()
  const unknown = await transaction
    .selectFrom('index_endpoints')
    .select(['account', 'region', 'function_name as functionName'])
    .distinct()
    .where((eb) => eb.and({ ...target, owner: 'unknown' }))
    .execute()
  for (const identity of unknown) await judgeFunction(transaction, identity)
}

/** Tags could not be read: those that are known stay, with the reason. */
export async function writeTagsFailure(permit: Permit, target: Target, failure: Failure): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction
      .updateTable('index_targets')
      .set({ tags_failure: JSON.stringify(failure) })
      .where((eb) => eb.and(target))
      .execute()
  }, 'process')
}

/** What is no function of the index, such as one that was made since the listing, is left to the next sweep. */
async function putTags(
  transaction: Transaction,
  identity: FunctionIdentity,
  tags: Tags,
  readAt: string,
): Promise<void> {
  const of = functionOf(identity)
  const row = await transaction
    .updateTable('index_functions')
    .set({ tags_read_at: readAt })
    .where((eb) => eb.and(of))
    .executeTakeFirst()
  await transaction
    .deleteFrom('index_tags')
    .where((eb) => eb.and(of))
    .execute()
  if (Number(row.numUpdatedRows) === 0) return
  const entries = Object.entries(tags).map(([tag_key, tag_value]) => ({ ...of, tag_key, tag_value }))
  if (entries.length > 0) await transaction.insertInto('index_tags').values(entries).execute()
  await judgeFunction(transaction, identity)
}
