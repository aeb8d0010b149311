import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { send } from '@/lib/aws/send'
import { permitForCall } from '@/lib/changes/call-rights'
import { commandFor } from '@/lib/changes/operations/commands'
import { type Call, OPERATIONS } from '@/lib/changes/operations/table'
import { FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { rememberPolicyApi } from '@/lib/permissions/policy-api'

/**
 * Makes one call of a plan, once: the write clients never retry by themselves.
 * @throws what the SDK throws; the executor decides what it means.
 */
export async function makeCall(
  permit: Permit,
  identity: FunctionUrlIdentity,
  call: Call,
  RevisionId?: string,
) {
  const own = permitForCall(permit, identity, call.operation)
  const about = { operation: call.operation, resource: functionArn(identity) }
  try {
    return await send(own, identity, commandFor(call, RevisionId), about)
  } catch (error) {
    const isUnknown = error instanceof FailureError && error.failure.code === 'operation-unknown'
    if (isUnknown && OPERATIONS[call.operation].replacesPolicy) rememberPolicyApi(identity, true)
    throw error
  }
}
