import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { narrowed, type Permit } from '@/lib/auth/permit'
import type { Operation } from '@/lib/auth/rights'
import type { Change } from '@/lib/changes/change'
import type { CallOperation } from '@/lib/changes/operations/table'
import { mayOpen } from '@/lib/changes/plan/access-effect'
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
 * @throws {FailureError} `not-allowed` with the right that is missing, `proof-needed` … of the first that its holder may not.
 */
export function judgeChange(permit: Permit, identity: FunctionUrlIdentity, change: JudgedChange): void {
  for (const operation of rightsOfChange(change)) permitWithin(permit, operation, identity)
}

type JudgedChange = Pick<Change, 'calls' | 'before' | 'after'>

/** The rights that a change takes: of each of its calls, and of letting the internet in. */
export function rightsOfChange({ calls, before, after }: JudgedChange): Operation[] {
  const ofCalls = calls.map(({ operation }) => CALL_RIGHTS[operation])
  return [...new Set<Operation>(mayOpen(before, after) ? [...ofCalls, 'function-url:make-public'] : ofCalls)]
}
