import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { getPolicy } from '@/lib/permissions/read'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** What a plan starts from and an unclear call is judged by: both read afresh, at the same time. @throws {FailureError} */
export async function readQualifierState(
  permit: Permit,
  identity: FunctionUrlIdentity,
): Promise<QualifierState> {
  const [{ config }, { policy }] = await Promise.all([
    getFunctionUrlConfig.within(permit, identity),
    getPolicy.within(permit, identity),
  ])
  return { config, policy }
}
