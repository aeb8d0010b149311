import 'server-only'
import type { Insertable, Kysely } from 'kysely'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { corsSummary } from '@/lib/cors/value/summary'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import type { Failure } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { runtimeOf } from '@/lib/functions/runtime'
import type { FunctionFacts, InvocationFacts } from '@/lib/functions/schema'
import { qualifierOfArn } from '@/lib/identity/arn'
import { identityKey } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { functionOf } from '@/lib/inventory/function-columns'
import { judgeFunction } from '@/lib/inventory/judge-rows'
import type { Statement } from '@/lib/permissions/schema'
import { withoutTokens } from '@/lib/permissions/without-tokens'

type Transaction = Kysely<Tables>

/** The index is a copy: what a power cut takes of it is read again, so nothing waits for the disk. */
async function written(work: (transaction: Transaction) => Promise<void>): Promise<void> {
  await (await database()).immediately(work, 'process')
}

/** A failure as the index keeps it: what a row says of it, without the ids of one request. */
const failureText = ({ code, message, missing }: Failure): string =>
  JSON.stringify({ code, message, missing })

/** Functions that ListFunctions named, in a sweep of this number; of each only what rows show and search. */
export async function writeListed(
  permit: Permit,
  target: Target,
  sweep: number,
  listed: readonly FunctionFacts[],
): Promise<void> {
  assertCovers(permit, target)
  await written(async (transaction) => {
    for (const facts of listed) {
      const told = {
        runtime: runtimeOf(facts),
        description: facts.Description,
        modified_at: facts.LastModified,
      }
      await transaction
        .insertInto('index_functions')
        .values({ ...functionOf({ ...facts, ...target }), ...told, listed_in: sweep })
        .onConflict((conflict) =>
          conflict.columns(['account', 'region', 'function_name']).doUpdateSet({ ...told, listed_in: sweep }),
        )
        .execute()
      await transaction
        .updateTable('index_endpoints')
        .set({ runtime: told.runtime })
        .where((eb) => eb.and(functionOf({ ...facts, ...target })))
        .where('runtime', '<>', told.runtime)
        .execute()
    }
  })
}

/** Functions with a URL that was called lately: they are asked first, named by ListFunctions yet or not. */
export async function writeTraffic(permit: Permit, target: Target, called: readonly string[]): Promise<void> {
  assertCovers(permit, target)
  await written(async (transaction) => {
    await transaction
      .updateTable('index_functions')
      .set({ has_traffic: 0 })
      .where((eb) => eb.and(target))
      .execute()
    for (const functionName of called)
      await transaction
        .insertInto('index_functions')
        .values({
          ...functionOf({ ...target, functionName }),
          ...{ runtime: '', description: '', modified_at: '', has_traffic: 1 },
        })
        .onConflict((conflict) =>
          conflict.columns(['account', 'region', 'function_name']).doUpdateSet({ has_traffic: 1 }),
        )
        .execute()
  })
}

/** All URLs of one function, its own and its aliases', as they were read at this time. What is not among them is gone. */
export async function writeUrls(
  permit: Permit,
  identity: FunctionIdentity,
  configs: readonly FunctionUrlConfig[],
  { readAt, sweep }: { readAt: string; sweep?: number },
): Promise<void> {
  assertCovers(permit, identity)
  await written(async (transaction) => {
    const qualifiers = configs.map(({ FunctionArn }) => qualifierOfArn(FunctionArn))
    await removeUrls(transaction, identity, qualifiers)
    for (const config of configs) await putUrl(transaction, identity, config, readAt)
    await transaction
      .updateTable('index_functions')
      .set({
        urls_read_at: readAt,
        has_urls: configs.length > 0 ? 1 : 0,
        failure: null,
        failed_at: null,
        changed_at: null,
        ...(sweep === undefined ? {} : { asked_in: sweep }),
      })
      .where((eb) => eb.and(functionOf(identity)))
      .execute()
    await judgeFunction(transaction, identity)
  })
}

/** The URLs of a function could not be read: what was known of them stays, with the reason. */
export async function writeUrlsFailure(
  permit: Permit,
  identity: FunctionIdentity,
  failure: Failure,
  { at, sweep }: { at: string; sweep: number },
): Promise<void> {
  assertCovers(permit, identity)
  await written(async (transaction) => {
    await transaction
      .updateTable('index_functions')
      .set({ asked_in: sweep, failure: failureText(failure), failed_at: at })
      .where((eb) => eb.and(functionOf(identity)))
      .execute()
    await judgeFunction(transaction, identity)
  })
}

/** AWS says that the function is not there: everything of it leaves the index. */
export async function forgetFunction(permit: Permit, identity: FunctionIdentity): Promise<void> {
  assertCovers(permit, identity)
  await written((transaction) => removeFunction(transaction, identity))
}

/** Functions that a listing which came to its end did not name are gone; answers how many. */
export async function forgetUnlisted(permit: Permit, target: Target, sweep: number): Promise<number> {
  assertCovers(permit, target)
  const { immediately } = await database()
  return immediately(async (transaction) => {
    const gone = await transaction
      .selectFrom('index_functions')
      .select(['account', 'region', 'function_name as functionName'])
      .where((eb) => eb.and(target))
      .where('listed_in', '<', sweep)
      .execute()
    for (const identity of gone) await removeFunction(transaction, identity)
    return gone.length
  }, 'process')
}

/** The policy of a qualifier as it was read, without its event source tokens; `null`: there is none. */
export async function writePolicy(
  permit: Permit,
  identity: FunctionUrlIdentity,
  policy: { statements: Statement[]; RevisionId: string } | null,
  readAt: string,
): Promise<void> {
  assertCovers(permit, identity)
  const read = {
    statements: policy ? JSON.stringify(withoutTokens(policy.statements)) : null,
    revision_id: policy?.RevisionId ?? null,
    ...{ read_at: readAt, failure: null, failed_at: null },
  }
  await putPolicy(identity, read)
}

/** A policy could not be read: the one that was known stays, with the reason. */
export async function writePolicyFailure(
  permit: Permit,
  identity: FunctionUrlIdentity,
  failure: Failure,
  at: string,
): Promise<void> {
  assertCovers(permit, identity)
  await putPolicy(identity, { failure: failureText(failure), failed_at: at })
}

/** What lies behind a function's URLs and decides whether a call runs. A part that could not be read stays as it was. */
export async function writeGates(
  permit: Permit,
  identity: FunctionUrlIdentity,
  facts: InvocationFacts,
  sweep?: number,
): Promise<void> {
  assertCovers(permit, identity)
  const { alias, reservedConcurrency, readAt } = facts
  const concurrency = reservedConcurrency.ok
    ? { concurrency: reservedConcurrency.value, concurrency_read_at: readAt }
    : {}
  await written(async (transaction) => {
    await transaction
      .updateTable('index_functions')
      .set({ ...concurrency, ...(sweep === undefined ? { has_urls: 1 } : { gates_in: sweep }) })
      .where((eb) => eb.and(functionOf(identity)))
      .execute()
    if (alias.ok)
      await transaction
        .updateTable('index_endpoints')
        .set({ alias_state: alias.value })
        .where('key', '=', identityKey(identity))
        .execute()
    await judgeFunction(transaction, identity)
  })
}

/** One URL as a change of this console left it; `null`: there is none any more. */
export async function writeUrl(
  permit: Permit,
  identity: FunctionUrlIdentity,
  config: FunctionUrlConfig | null,
  readAt: string,
): Promise<void> {
  assertCovers(permit, identity)
  await written(async (transaction) => {
    if (config) await putUrl(transaction, identity, config, readAt)
    else await removeUrl(transaction, identity)
    await judgeFunction(transaction, identity)
  })
}

/** The concurrency of a function as a change of this console left it. */
export async function writeConcurrency(
  permit: Permit,
  identity: FunctionIdentity,
  concurrency: number | null,
  readAt: string,
): Promise<void> {
  assertCovers(permit, identity)
  await written(async (transaction) => {
    await transaction
      .updateTable('index_functions')
      .set({ concurrency, concurrency_read_at: readAt })
      .where((eb) => eb.and(functionOf(identity)))
      .execute()
    await judgeFunction(transaction, identity)
  })
}

async function putPolicy(
  identity: FunctionUrlIdentity,
  told: Partial<Insertable<Tables['index_policies']>>,
): Promise<void> {
  const of = { ...functionOf(identity), qualifier: identity.qualifier }
  const nothing = { statements: null, revision_id: null, read_at: null, failure: null, failed_at: null }
  await written(async (transaction) => {
    await transaction
      .insertInto('index_policies')
      .values({ ...nothing, ...of, ...told })
      .onConflict((conflict) =>
        conflict.columns(['account', 'region', 'function_name', 'qualifier']).doUpdateSet(told),
      )
      .execute()
    await judgeFunction(transaction, identity)
  })
}

async function putUrl(
  transaction: Transaction,
  { account, region, functionName }: FunctionIdentity,
  config: FunctionUrlConfig,
  readAt: string,
): Promise<void> {
  const qualifier = qualifierOfArn(config.FunctionArn)
  const identity = { account, region, functionName, qualifier }
  const key = identityKey(identity)
  const origins = [...new Set((config.Cors?.AllowOrigins ?? []).map((origin) => origin.toLowerCase()))]
  const told = {
    url: config.FunctionUrl,
    auth_type: config.AuthType,
    invoke_mode: config.InvokeMode,
    cors: config.Cors ? JSON.stringify(config.Cors) : null,
    cors_summary: corsSummary(config.Cors),
    created_at: config.CreationTime,
    modified_at: config.LastModifiedTime,
    read_at: readAt,
    search: [functionName, qualifier, config.FunctionUrl, ...origins].join('\n').toLowerCase(),
  }
  // Judged at once by `judgeFunction`, which every caller ends with.
  const unjudged = { known_at: readAt, exposure: 'unknown', verdict: 'unknown', runtime: '' }
  await transaction
    .insertInto('index_endpoints')
    .values({
      ...{ kind: 'function-url', account, region, function_name: functionName, qualifier, key },
      ...{ name_sort: `${functionName.toLowerCase()} ${qualifier}`, alias_state: null, failure: null },
      ...{ ...unjudged, exposure_rank: 0, rules_version: 0 },
      ...told,
    })
    .onConflict((conflict) =>
      conflict.columns(['account', 'region', 'function_name', 'qualifier', 'kind']).doUpdateSet(told),
    )
    .execute()
  await transaction.deleteFrom('index_origins').where('key', '=', key).execute()
  if (origins.length > 0)
    await transaction
      .insertInto('index_origins')
      .values(origins.map((origin) => ({ key, origin })))
      .execute()
}

async function removeUrls(
  transaction: Transaction,
  identity: FunctionIdentity,
  kept: readonly string[],
): Promise<void> {
  const rows = await transaction
    .selectFrom('index_endpoints')
    .select('qualifier')
    .where((eb) => eb.and(functionOf(identity)))
    .execute()
  for (const { qualifier } of rows)
    if (!kept.includes(qualifier)) await removeUrl(transaction, { ...identity, qualifier })
}

async function removeUrl(transaction: Transaction, identity: FunctionUrlIdentity): Promise<void> {
  const key = identityKey(identity)
  await transaction.deleteFrom('index_endpoints').where('key', '=', key).execute()
  await transaction.deleteFrom('index_origins').where('key', '=', key).execute()
}

async function removeFunction(transaction: Transaction, identity: FunctionIdentity): Promise<void> {
  await removeUrls(transaction, identity, [])
  const of = functionOf(identity)
  for (const table of ['index_findings', 'index_policies', 'index_tags', 'index_functions'] as const)
    await transaction
      .deleteFrom(table)
      .where((eb) => eb.and(of))
      .execute()
}
