import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
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
export async function readQualifierState(
  permit: Permit,
  { identity, withConcurrency }: StateInput,
): Promise<QualifierState> {
  const [{ config }, { policy }, concurrency] = await Promise.all([
    getFunctionUrlConfig.within(permit, identity),
    getPolicy.within(permit, identity),
    withConcurrency
      ? // The concurrency is the whole function's, whichever qualifier the change was started from.
        readReservedConcurrency(permitWithin(permit, 'function:read', identity), identity)
      : undefined,
  ])
  return { config, policy, ...(concurrency === undefined ? {} : { concurrency }) }
}

/** The same parts that this state has, as they are now. @throws {FailureError} */
export function readAgain(permit: Permit, identity: FunctionUrlIdentity, like: QualifierState) {
  return readQualifierState(permit, { identity, withConcurrency: like.concurrency !== undefined })
}
