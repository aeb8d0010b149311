import { addPermission } from '@/lib/changes/operations/add-permission'
import { createFunctionUrlConfig } from '@/lib/changes/operations/create-function-url-config'
import { deleteFunctionConcurrency } from '@/lib/changes/operations/delete-function-concurrency'
import { deleteFunctionUrlConfig } from '@/lib/changes/operations/delete-function-url-config'
import { deleteResourcePolicy } from '@/lib/changes/operations/delete-resource-policy'
import type { Operation } from '@/lib/changes/operations/operation'
import { putFunctionConcurrency } from '@/lib/changes/operations/put-function-concurrency'
import { putResourcePolicy } from '@/lib/changes/operations/put-resource-policy'
import { removePermission } from '@/lib/changes/operations/remove-permission'
import { updateFunctionUrlConfig } from '@/lib/changes/operations/update-function-url-config'

/** Every operation of AWS that the console writes with. A new one is a file, a line here and one in `commands.ts`. */
const ROWS = {
  CreateFunctionUrlConfig: createFunctionUrlConfig,
  UpdateFunctionUrlConfig: updateFunctionUrlConfig,
  DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
  AddPermission: addPermission,
  RemovePermission: removePermission,
  PutResourcePolicy: putResourcePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
  PutFunctionConcurrency: putFunctionConcurrency,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
}

export type CallOperation = keyof typeof ROWS

type InputOf<Row> = Row extends Operation<infer Input> ? Input : never

/** The parameters of each operation, as the API names them. */
export type Inputs = { [Name in CallOperation]: InputOf<(typeof ROWS)[Name]> }

export const OPERATIONS: { [Name in CallOperation]: Operation<Inputs[Name]> } = ROWS

export const CALL_OPERATIONS = Object.keys(ROWS) as CallOperation[]

/** One AWS call of a plan: an operation with its parameters; any operation where none is named. */
export type Call<Name extends CallOperation = CallOperation> = {
  [Each in Name]: { operation: Each; input: Inputs[Each] }
}[Name]
