import 'server-only'
import { bondOf, type Permit } from '@/lib/auth/permit'
import { isInScope } from '@/lib/auth/scope'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { FunctionFacts } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import type { Target } from '@/lib/identity/schema'

const PAGE = 50

/** Whether the permit's holder may know of everything in an account and region, also of what is made later. */
export const seesAll = (permit: Permit, { account, region }: Target): boolean =>
  isInScope(bondOf(permit).scope, { account, region }, permit.context.rights.tagged)

/**
 * A page of the functions that the holder of a permit may know of, as the index knows them. AWS's own pages would tell
 * by their number and by their markers of what else there is.
 */
export async function knownFunctions(
  permit: Permit,
  { account, region, Marker = '' }: Target & { Marker?: string },
) {
  const { db } = await database()
  const rows = await db
    .selectFrom('index_functions as e')
    .select(['e.function_name', 'e.runtime', 'e.description', 'e.modified_at'])
    .where(inBond(bondOf(permit), 'e'))
    .where('e.function_name', '>', Marker)
    .orderBy('e.function_name')
    .limit(PAGE + 1)
    .execute()
  const functions = rows.slice(0, PAGE).map((row): FunctionFacts => {
    const identity = { account, region, functionName: row.function_name }
    const FunctionArn = functionArn(identity)
    return {
      ...identity,
      FunctionArn,
      Runtime: row.runtime,
      Description: row.description,
      LastModified: row.modified_at,
    }
  })
  return { functions, NextMarker: rows.length > PAGE ? functions.at(-1)?.functionName : undefined }
}
