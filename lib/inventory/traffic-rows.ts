import 'server-only'
import { type SqlBool, sql } from 'kysely'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Failure } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { judgeFunction } from '@/lib/inventory/judge-rows'

interface Days {
  days: number[]
  readAt: string
}

interface CountedUrl extends Days, Pick<FunctionUrlIdentity, 'functionName' | 'qualifier'> {}

/** The requests of one function URL as they were last counted; `undefined`: they never were. */
export async function requestsInIndex(
  permit: Permit,
  identity: FunctionUrlIdentity,
): Promise<Days | undefined> {
  assertCovers(permit, identity)
  const { db } = await database()
  const row = await db
    .selectFrom('index_endpoints')
    .select(['traffic_days', 'traffic_read_at'])
    .where('key', '=', identityKey(identity))
    .executeTakeFirst()
  if (!row?.traffic_read_at || row.traffic_days === null) return undefined
  return { days: JSON.parse(row.traffic_days), readAt: row.traffic_read_at }
}

/** What was counted goes to the function URLs that the index knows. */
export async function writeRequests(
  permit: Permit,
  target: Target,
  counted: readonly CountedUrl[],
): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  await immediately(async (transaction) => {
    for (const { functionName, qualifier, days, readAt } of counted) {
      const identity = { ...target, functionName, qualifier }
      await transaction
        .updateTable('index_endpoints')
        .set({
          requests_30d: Math.round(days.reduce((sum, count) => sum + count, 0)),
          traffic_days: JSON.stringify(days),
          traffic_read_at: readAt,
          traffic_failure: null,
        })
        .where('key', '=', identityKey(identity))
        .execute()
    }
    // That nobody calls a public URL is a finding.
    for (const functionName of new Set(counted.map((each) => each.functionName)))
      await judgeFunction(transaction, { ...target, functionName })
  }, 'process')
}

/** All of an account and region were counted, or could not be: what is known stays, with the reason. */
export async function endRequests(
  permit: Permit,
  target: Target,
  at: string,
  failure?: Failure,
): Promise<void> {
  assertCovers(permit, target)
  const { immediately } = await database()
  const traffic_failure = failure ? JSON.stringify(failure) : null
  await immediately(async (transaction) => {
    await transaction
      .updateTable('index_targets')
      .set({ traffic_read_at: at, traffic_failure })
      .where((eb) => eb.and(target))
      .execute()
  }, 'process')
}

/** The function URLs of an account and region whose requests were not counted since then. */
export async function urlsToCount(
  permit: Permit,
  target: Target,
  since: string,
): Promise<Pick<FunctionUrlIdentity, 'functionName' | 'qualifier'>[]> {
  assertCovers(permit, target)
  const { db } = await database()
  return db
    .selectFrom('index_endpoints')
    .select(['function_name as functionName', 'qualifier'])
    .where((eb) => eb.and(target))
    .where(sql<SqlBool>`coalesce(traffic_read_at, '') < ${since}`)
    .orderBy('key')
    .execute()
}
