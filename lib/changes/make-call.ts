import 'server-only'
import type { Context } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { commandFor } from '@/lib/changes/operations/commands'
import type { Call } from '@/lib/changes/operations/table'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * Makes one call of a plan, once: the write clients never retry by themselves.
 * @throws what the SDK throws; the executor decides what it means.
 */
export function makeCall(ctx: Context, identity: FunctionUrlIdentity, call: Call, RevisionId?: string) {
  const about = { operation: call.operation, resource: functionArn(identity) }
  return send(ctx, identity, 'write', commandFor(call, RevisionId), about)
}
