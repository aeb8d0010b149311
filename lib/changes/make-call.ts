import 'server-only'
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { send } from '@/lib/aws/send'
import { permitForCall } from '@/lib/changes/call-rights'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Call } from '@/lib/requests/call'

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
  switch (call.operation) {
    case 'CreateFunctionUrlConfig':
      return send(own, identity, new CreateFunctionUrlConfigCommand(call.input), about)
    case 'UpdateFunctionUrlConfig':
      return send(own, identity, new UpdateFunctionUrlConfigCommand(call.input), about)
    case 'DeleteFunctionUrlConfig':
      return send(own, identity, new DeleteFunctionUrlConfigCommand(call.input), about)
    case 'AddPermission':
      return send(own, identity, new AddPermissionCommand({ ...call.input, RevisionId }), about)
    case 'RemovePermission':
      return send(own, identity, new RemovePermissionCommand({ ...call.input, RevisionId }), about)
  }
}
