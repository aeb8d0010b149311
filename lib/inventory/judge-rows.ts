import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { known } from '@/lib/findings/state'
import type { FunctionIdentity } from '@/lib/identity/schema'
import { changePast } from '@/lib/inventory/change-past-owner'
import { judgeUrl, RULES_VERSION } from '@/lib/inventory/exposure'
import { type FunctionRows, type Subject, subjectsOf } from '@/lib/inventory/finding-states'
import { type FindingTally, writeFindings } from '@/lib/inventory/finding-writes'
import { ownerOf, stackOf } from '@/lib/owner/owner-of'

/** What stands in the row after judging; the oldest thing that it says gives its age. */
function judged(
  { endpoint, policy, state }: Subject,
  { owner }: FunctionRows,
  tally: FindingTally | undefined,
) {
  const { verdict, exposure, rank } = judgeUrl(state.access)
  const readAts = [endpoint?.read_at, policy?.read_at].filter((at) => typeof at === 'string')
  return {
    verdict,
    exposure,
    exposure_rank: rank,
    rules_version: RULES_VERSION,
    runtime: owner?.runtime ?? endpoint?.runtime ?? '',
    known_at: readAts.sort()[0] ?? state.at,
    failure: owner?.failure ?? policy?.failure ?? null,
    ...tally,
  }
}

/** What the tags say of the owner; where they were never read nobody knows. */
function owned({ owner, tags }: FunctionRows) {
  if (!owner?.tags_read_at) return { owner: 'unknown', owner_name: '', owner_tag: '', stack: '' }
  const { tool = 'none', name = '', tag = '' } = ownerOf(tags) ?? {}
  return { owner: tool, owner_name: name, owner_tag: tag, stack: stackOf(tags) }
}

/** Judges what the index holds of one function, its URLs and its policies, in the transaction that has just changed it. */
export async function judgeFunction(
  transaction: Kysely<Tables>,
  { account, region, functionName }: FunctionIdentity,
): Promise<void> {
  const identity = { account, region, functionName }
  const rows = await rowsOfFunction(transaction, identity)
  const subjects = subjectsOf(identity, rows, new Date().toISOString())
  const tallies = await writeFindings(transaction, identity, subjects, new Date().toISOString())
  for (const subject of subjects) {
    const { endpoint, policy } = subject
    if (endpoint)
      await transaction
        .updateTable('index_endpoints')
        .set({ ...judged(subject, rows, tallies.get(subject.key)), ...owned(rows) })
        .where('key', '=', endpoint.key)
        .execute()
    if (policy && policy.rules_version !== RULES_VERSION)
      await transaction
        .updateTable('index_policies')
        .set({ rules_version: RULES_VERSION })
        .where((eb) => eb.and({ account, region, function_name: functionName, qualifier: subject.qualifier }))
        .execute()
  }
}

/** Everything that the index holds of one function. */
export async function rowsOfFunction(
  db: Kysely<Tables>,
  { account, region, functionName }: FunctionIdentity,
): Promise<FunctionRows> {
  const of = { account, region, function_name: functionName }
  const [owner, endpoints, policies, tagRows] = await Promise.all([
    db
      .selectFrom('index_functions')
      .selectAll()
      .where((eb) => eb.and(of))
      .executeTakeFirst(),
    db
      .selectFrom('index_endpoints')
      .selectAll()
      .where((eb) => eb.and(of))
      .execute(),
    db
      .selectFrom('index_policies')
      .selectAll()
      .where((eb) => eb.and(of))
      .execute(),
    db
      .selectFrom('index_tags')
      .select(['tag_key', 'tag_value'])
      .where((eb) => eb.and(of))
      .execute(),
  ])
  const tags = Object.fromEntries(tagRows.map(({ tag_key, tag_value }) => [tag_key, tag_value]))
  const manager = ownerOf(tags)
  const outsideChange = manager ? await changePast(db, of, manager) : known(null)
  return { owner, endpoints, policies, tags, outsideChange }
}

/** So many functions in one transaction that nobody waits long for the database. */
const AT_ONCE = 50

/** Judges by today's rules what was judged by others, without asking AWS; answers how many functions it were. */
export async function judgeAnew(): Promise<number> {
  const { immediately, db } = await database()
  let count = 0
  for (;;) {
    const rows = (
      await Promise.all(
        (['index_endpoints', 'index_policies'] as const).map((table) => judgedByOthers(db, table)),
      )
    ).flat()
    if (rows.length === 0) return count
    await immediately(async (transaction) => {
      for (const identity of rows) await judgeFunction(transaction, identity)
    }, 'process')
    count += rows.length
  }
}

const judgedByOthers = (db: Kysely<Tables>, table: 'index_endpoints' | 'index_policies') =>
  db
    .selectFrom(table)
    .select(['account', 'region', 'function_name as functionName'])
    .distinct()
    .where('rules_version', '<>', RULES_VERSION)
    .limit(AT_ONCE)
    .execute()
