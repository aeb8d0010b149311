import 'server-only'
import type { Context } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
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
export async function makeCall(ctx: Context, identity: FunctionUrlIdentity, call: Call, RevisionId?: string) {
  const about = { operation: call.operation, resource: functionArn(identity) }
  try {
    return await send(ctx, identity, 'write', commandFor(call, RevisionId), about)
  } catch (error) {
    const isUnknown = error instanceof FailureError && error.failure.code === 'operation-unknown'
    if (isUnknown && OPERATIONS[call.operation].replacesPolicy) rememberPolicyApi(identity, true)
    throw error
  }
}
