import 'server-only'
import { type Kysely, type SqlBool, sql } from 'kysely'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { identityKey } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { functionOf } from '@/lib/inventory/function-columns'

type Transaction = Kysely<Tables>

/** What the index holds of a function URL, each part with its age, as JSON where it is stored so. */
export interface IndexedState {
  /** `null`: none, when the function was read then; absent: nobody knows. */
  config?: { authType: string; invokeMode: string; cors: string | null } | null
  configReadAt?: string
  statements?: string | null
  statementsReadAt?: string
  concurrency?: number | null
  concurrencyReadAt?: string
}

/** What the index knows of a qualifier, inside the transaction that needs it. */
export async function indexedState(
  transaction: Transaction,
  identity: FunctionUrlIdentity,
): Promise<IndexedState> {
  const endpoint = await transaction
    .selectFrom('index_endpoints')
    .select(['auth_type', 'invoke_mode', 'cors', 'read_at'])
    .where('key', '=', identityKey(identity))
    .executeTakeFirst()
  const owner = await transaction
    .selectFrom('index_functions')
    .select(['urls_read_at', 'concurrency', 'concurrency_read_at'])
    .where((eb) => eb.and(functionOf(identity)))
    .executeTakeFirst()
  const policy = await transaction
    .selectFrom('index_policies')
    .select(['statements', 'read_at'])
    .where((eb) => eb.and({ ...functionOf(identity), qualifier: identity.qualifier }))
    .executeTakeFirst()
  const config = endpoint && {
    authType: endpoint.auth_type,
    invokeMode: endpoint.invoke_mode,
    cors: endpoint.cors,
  }
  return {
    ...(endpoint && { config, configReadAt: endpoint.read_at }),
    ...(!endpoint && owner?.urls_read_at && { config: null, configReadAt: owner.urls_read_at }),
    ...(policy?.read_at && { statements: policy.statements, statementsReadAt: policy.read_at }),
    ...(owner?.concurrency_read_at && {
      concurrency: owner.concurrency,
      concurrencyReadAt: owner.concurrency_read_at,
    }),
  }
}

/** Somebody has changed a function past the console: it is read again before all others. */
export async function markChanged(
  transaction: Transaction,
  identity: FunctionIdentity,
  at: string,
): Promise<void> {
  const unknown = { runtime: '', description: '', modified_at: '' }
  await transaction
    .insertInto('index_functions')
    .values({ ...functionOf(identity), ...unknown, changed_at: at })
    .onConflict((conflict) =>
      conflict.columns(['account', 'region', 'function_name']).doUpdateSet({ changed_at: at }),
    )
    .execute()
}

/** Functions that were changed past the console and not read since, the one changed last first. */
export async function changedFunctions(
  permit: Permit,
  target: Target,
  count: number,
): Promise<FunctionIdentity[]> {
  assertCovers(permit, target)
  const { db } = await database()
  return db
    .selectFrom('index_functions')
    .select(['account', 'region', 'function_name as functionName'])
    .where((eb) => eb.and(target))
    .where('changed_at', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(count)
    .execute()
}

/** A function that was changed is read again, or cannot be: what comes later is a change of its own. */
export async function endChanged(permit: Permit, identity: FunctionIdentity): Promise<void> {
  assertCovers(permit, identity)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction
      .updateTable('index_functions')
      .set({ changed_at: null })
      .where((eb) => eb.and(functionOf(identity)))
      .execute()
  }, 'process')
}

/** Whether a function is to be read again because of a change past the console: for the order of a sweep. */
export const isChanged = sql<SqlBool>`changed_at is not null`
