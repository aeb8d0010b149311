import 'server-only'
import type { Kysely, Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { AccessFacts } from '@/lib/access/access-facts'
import { database } from '@/lib/db/database'
import type { IndexEndpointRow, IndexFunctionRow, IndexPolicyRow } from '@/lib/db/inventory-tables'
import type { Tables } from '@/lib/db/tables'
import { failed, ok, type Result } from '@/lib/failures/result'
import type { AliasState } from '@/lib/functions/schema'
import { LATEST } from '@/lib/identity/qualifier'
import { authTypeSchema, type FunctionIdentity } from '@/lib/identity/schema'
import { judgeUrl, RULES_VERSION } from '@/lib/inventory/exposure'
import { ownerOf, stackOf, type Tags } from '@/lib/owner/owner-of'
import { type Statement, statementSchema } from '@/lib/permissions/schema'

type Endpoint = Selectable<IndexEndpointRow>
type FunctionRow = Selectable<IndexFunctionRow>
type Policy = Selectable<IndexPolicyRow>

const statementsSchema = z.array(statementSchema)

/** Nobody is shown this: a verdict only asks whether the part is known. */
const notRead = () => failed({ code: 'aborted', message: 'This was not read yet.' })

function statementsOf(policy: Policy | undefined): Result<Statement[]> {
  if (!policy?.read_at) return notRead()
  return ok(policy.statements === null ? [] : statementsSchema.parse(JSON.parse(policy.statements)))
}

function aliasOf({ qualifier, alias_state }: Endpoint): Result<AliasState> {
  if (qualifier === LATEST) return ok('own-url')
  return alias_state === 'exists' || alias_state === 'deleted' ? ok(alias_state) : notRead()
}

function factsOf(
  endpoint: Endpoint,
  policy: Policy | undefined,
  owner: FunctionRow | undefined,
): AccessFacts {
  const { account, region, function_name, qualifier } = endpoint
  return {
    identity: { account, region, functionName: function_name, qualifier },
    authType: authTypeSchema.parse(endpoint.auth_type),
    policy: statementsOf(policy),
    alias: aliasOf(endpoint),
    reservedConcurrency: owner?.concurrency_read_at ? ok(owner.concurrency) : notRead(),
  }
}

/** What stands in the row after judging; the oldest thing that it says gives its age. */
function judged(endpoint: Endpoint, policy: Policy | undefined, owner: FunctionRow | undefined) {
  const { verdict, exposure, rank } = judgeUrl(factsOf(endpoint, policy, owner))
  const readAts = [endpoint.read_at, policy?.read_at].filter((at) => typeof at === 'string')
  return {
    verdict,
    exposure,
    exposure_rank: rank,
    rules_version: RULES_VERSION,
    runtime: owner?.runtime ?? endpoint.runtime,
    known_at: readAts.sort()[0] ?? endpoint.read_at,
    failure: owner?.failure ?? policy?.failure ?? null,
  }
}

/** What the tags say of the owner; where they were never read nobody knows. */
function owned(owner: FunctionRow | undefined, tags: Tags) {
  if (!owner?.tags_read_at) return { owner: 'unknown', owner_name: '', owner_tag: '', stack: '' }
  const { tool = 'none', name = '', tag = '' } = ownerOf(tags) ?? {}
  return { owner: tool, owner_name: name, owner_tag: tag, stack: stackOf(tags) }
}

/** Judges the URLs of one function by what the index holds of it, in the transaction that has just changed it. */
export async function judgeFunction(
  transaction: Kysely<Tables>,
  { account, region, functionName }: FunctionIdentity,
): Promise<void> {
  const of = { account, region, function_name: functionName }
  const endpoints = await transaction
    .selectFrom('index_endpoints')
    .selectAll()
    .where((eb) => eb.and(of))
    .execute()
  if (endpoints.length === 0) return
  const owner = await transaction
    .selectFrom('index_functions')
    .selectAll()
    .where((eb) => eb.and(of))
    .executeTakeFirst()
  const policies = await transaction
    .selectFrom('index_policies')
    .selectAll()
    .where((eb) => eb.and(of))
    .execute()
  const tags = await transaction
    .selectFrom('index_tags')
    .select(['tag_key', 'tag_value'])
    .where((eb) => eb.and(of))
    .execute()
  const ownedBy = owned(owner, Object.fromEntries(tags.map(({ tag_key, tag_value }) => [tag_key, tag_value])))
  for (const endpoint of endpoints) {
    const policy = policies.find(({ qualifier }) => qualifier === endpoint.qualifier)
    await transaction
      .updateTable('index_endpoints')
      .set({ ...judged(endpoint, policy, owner), ...ownedBy })
      .where('key', '=', endpoint.key)
      .execute()
  }
}

const AT_ONCE = 200

/** Judges by today's rules what was judged by others, without asking AWS; answers how many functions it were. */
export async function judgeAnew(): Promise<number> {
  const { immediately, db } = await database()
  let count = 0
  for (;;) {
    const rows = await db
      .selectFrom('index_endpoints')
      .select(['account', 'region', 'function_name as functionName'])
      .distinct()
      .where('rules_version', '<>', RULES_VERSION)
      .limit(AT_ONCE)
      .execute()
    if (rows.length === 0) return count
    await immediately(async (transaction) => {
      for (const identity of rows) await judgeFunction(transaction, identity)
    }, 'process')
    count += rows.length
  }
}
