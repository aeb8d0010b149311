import {
  existingFunction,
  type FunctionTarget,
  functionTarget,
} from '@/lib/sandbox/control-plane/function-target'
import type { LambdaCall, LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { functionNotFound, invalidParameterValue, ServiceError } from '@/lib/sandbox/service-error'
import type { AccountState, FunctionState, RegionState } from '@/lib/sandbox/state'

/** What AWS keeps back for functions without a reservation. Source: Lambda developer guide, reserved concurrency. */
const MIN_UNRESERVED = 100

function reservedByOthers(region: RegionState, target?: FunctionState): number {
  return [...region.functions.values()]
    .filter((other) => other !== target)
    .reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), 0)
}

function checkPool(
  account: AccountState,
  region: RegionState,
  target: FunctionState,
  reserved: number,
): void {
  // Reserving nothing takes nothing from the pool, so switching a function off is always possible.
  if (reserved === 0) return
  const minimum = Math.min(MIN_UNRESERVED, account.concurrentExecutions)
  if (account.concurrentExecutions - reservedByOthers(region, target) - reserved >= minimum) return
  // The one InvalidParameterValueException without a Type member.
  throw new ServiceError(400, 'InvalidParameterValueException', {
    message:
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution " +
      `below its minimum value of [${minimum}].`,
  })
}

type ConcurrencyCall = LambdaCall<
  'PutFunctionConcurrency' | 'GetFunctionConcurrency' | 'DeleteFunctionConcurrency'
>

// Recorded for PutFunctionConcurrency; that Get and Delete say the same was not recorded. A reservation is the whole
// function's, and the API reference of all three names no form of FunctionName with a qualifier.
function checkUnqualified({ qualifier }: FunctionTarget): void {
  if (qualifier === undefined) return
  throw invalidParameterValue(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. ' +
      'Please specify either a function name or an unqualified function ARN.',
  )
}

function wholeFunction(call: ConcurrencyCall): FunctionState {
  checkUnqualified(functionTarget(call))
  return existingFunction(call).target
}

/**
 * Both refusals as recorded: LocalStack's AWS-validated test_function_concurrency_exceptions, 20-11-2023. The ARN of a
 * function that does not exist carries `$LATEST` here, unlike everywhere else.
 */
export const putFunctionConcurrency: LambdaOperation<'PutFunctionConcurrency'> = (call) => {
  const found = functionTarget(call)
  checkUnqualified(found)
  const { target } = found
  if (target === undefined) throw functionNotFound(`${found.arn}:$LATEST`)
  const reserved = call.input.ReservedConcurrentExecutions
  checkPool(call.account, call.region, target, reserved)
  target.reservedConcurrency = reserved
  return { status: 200, body: { ReservedConcurrentExecutions: reserved } }
}

export const getFunctionConcurrency: LambdaOperation<'GetFunctionConcurrency'> = (call) => {
  const { reservedConcurrency } = wholeFunction(call)
  const body = reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency }
  return { status: 200, body }
}

export const deleteFunctionConcurrency: LambdaOperation<'DeleteFunctionConcurrency'> = (call) => {
  delete wholeFunction(call).reservedConcurrency
  return { status: 204 }
}

export const getAccountSettings: LambdaOperation<'GetAccountSettings'> = ({ account, region }) => {
  const functions = [...region.functions.values()]
  return {
    status: 200,
    body: {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: account.concurrentExecutions,
        UnreservedConcurrentExecutions: account.concurrentExecutions - reservedByOthers(region),
      },
      AccountUsage: {
        TotalCodeSize: functions.reduce((sum, target) => sum + target.codeSize, 0),
        FunctionCount: functions.length,
      },
    },
  }
}
