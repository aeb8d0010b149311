import 'server-only'
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import type { Context } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Call } from '@/lib/requests/call'

/**
 * Makes one call of a plan, once: the write clients never retry by themselves.
 * @throws what the SDK throws; the executor decides what it means.
 */
export async function makeCall(ctx: Context, identity: FunctionUrlIdentity, call: Call, RevisionId?: string) {
  const about = { operation: call.operation, resource: functionArn(identity) }
  switch (call.operation) {
    case 'CreateFunctionUrlConfig':
      return send(ctx, identity, 'write', new CreateFunctionUrlConfigCommand(call.input), about)
    case 'UpdateFunctionUrlConfig':
      return send(ctx, identity, 'write', new UpdateFunctionUrlConfigCommand(call.input), about)
    case 'DeleteFunctionUrlConfig':
      return send(ctx, identity, 'write', new DeleteFunctionUrlConfigCommand(call.input), about)
    case 'AddPermission':
      return send(ctx, identity, 'write', new AddPermissionCommand({ ...call.input, RevisionId }), about)
    case 'RemovePermission':
      return send(ctx, identity, 'write', new RemovePermissionCommand({ ...call.input, RevisionId }), about)
  }
}
