import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { narrowed, type Permit } from '@/lib/auth/permit'
import type { Operation } from '@/lib/auth/rights'
import type { Call, CallOperation } from '@/lib/changes/operations/table'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** The right that each AWS call of a plan takes. */
export const CALL_RIGHTS: Record<CallOperation, Operation> = {
  CreateFunctionUrlConfig: 'function-url:create',
  UpdateFunctionUrlConfig: 'function-url:update',
  DeleteFunctionUrlConfig: 'function-url:delete',
  AddPermission: 'permission:add',
  RemovePermission: 'permission:remove',
  PutResourcePolicy: 'policy:put',
  DeleteResourcePolicy: 'policy:delete',
  PutFunctionConcurrency: 'concurrency:put',
  DeleteFunctionConcurrency: 'concurrency:delete',
}

/** The permit for one call of a plan and for nothing else. @throws {FailureError} when its holder may not make it. */
export function permitForCall(permit: Permit, identity: FunctionUrlIdentity, call: CallOperation): Permit {
  return narrowed(permitWithin(permit, CALL_RIGHTS[call], identity), { call })
}

/**
 * A change is judged by what it does: a plan to finish or undo can open and delete whatever its kind is called.
 * @throws {FailureError} of the first call that its holder may not make.
 */
export function judgeCalls(permit: Permit, identity: FunctionUrlIdentity, calls: readonly Call[]): void {
  for (const { operation } of calls) permitForCall(permit, identity, operation)
}
