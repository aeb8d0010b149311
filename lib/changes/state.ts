import 'server-only'
import { authorize } from '@/lib/auth/authorize'
import type { Context, VerbCall } from '@/lib/auth/context'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import { readReservedConcurrency } from '@/lib/functions/read-parts'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { getPolicy } from '@/lib/permissions/read'
import type { QualifierState } from '@/lib/requests/qualifier-state'

interface StateInput {
  identity: FunctionUrlIdentity
  /** The plan is about the function's concurrency, so it is read too. */
  withConcurrency: boolean
}

/** What a plan starts from and an unclear call is judged by: all read afresh, at the same time. @throws {FailureError} */
export async function readQualifierState({
  ctx,
  input: { identity, withConcurrency },
}: VerbCall<StateInput>): Promise<QualifierState> {
  authorize(ctx.actor, 'function-url:read', identity)
  const [{ config }, { policy }, concurrency] = await Promise.all([
    getFunctionUrlConfig({ ctx, input: identity }),
    getPolicy({ ctx, input: identity }),
    withConcurrency ? readReservedConcurrency(ctx, identity) : undefined,
  ])
  return { config, policy, ...(concurrency === undefined ? {} : { concurrency }) }
}

/** The same parts that this state has, as they are now. @throws {FailureError} */
export function readAgain(ctx: Context, identity: FunctionUrlIdentity, like: QualifierState) {
  return readQualifierState({ ctx, input: { identity, withConcurrency: like.concurrency !== undefined } })
}
