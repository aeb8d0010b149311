import type { LambdaOperationName } from '@/lib/sandbox/constraints'
import {
  createAlias,
  deleteAlias,
  getAlias,
  listAliases,
  updateAlias,
} from '@/lib/sandbox/control-plane/aliases'
import {
  deleteFunctionConcurrency,
  getAccountSettings,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from '@/lib/sandbox/control-plane/concurrency'
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  updateFunctionUrlConfig,
} from '@/lib/sandbox/control-plane/function-url-configs'
import {
  createFunction,
  deleteFunction,
  getFunction,
  getFunctionConfiguration,
  listFunctions,
  listVersionsByFunction,
  publishVersion,
} from '@/lib/sandbox/control-plane/functions'
import type { LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { addPermission, getPolicy, removePermission } from '@/lib/sandbox/control-plane/permissions'
import {
  deleteResourcePolicy,
  getResourcePolicy,
  putResourcePolicy,
} from '@/lib/sandbox/control-plane/resource-policies'
import { listTags, tagResource, untagResource } from '@/lib/sandbox/control-plane/tags'

/** What each operation does, by its name. */
export const OPERATIONS: { readonly [Name in LambdaOperationName]: LambdaOperation<Name> } = {
  CreateFunctionUrlConfig: createFunctionUrlConfig,
  GetFunctionUrlConfig: getFunctionUrlConfig,
  UpdateFunctionUrlConfig: updateFunctionUrlConfig,
  DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
  ListFunctionUrlConfigs: listFunctionUrlConfigs,
  AddPermission: addPermission,
  RemovePermission: removePermission,
  GetPolicy: getPolicy,
  PutResourcePolicy: putResourcePolicy,
  GetResourcePolicy: getResourcePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
  ListFunctions: listFunctions,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  PublishVersion: publishVersion,
  ListVersionsByFunction: listVersionsByFunction,
  CreateAlias: createAlias,
  GetAlias: getAlias,
  UpdateAlias: updateAlias,
  DeleteAlias: deleteAlias,
  ListAliases: listAliases,
  PutFunctionConcurrency: putFunctionConcurrency,
  GetFunctionConcurrency: getFunctionConcurrency,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  ListTags: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
  GetAccountSettings: getAccountSettings,
}

interface Endpoint {
  operation: LambdaOperationName
  method: string
  /** Path segments; `{Name}` stands for a member of the input. */
  segments: readonly string[]
}

const FUNCTIONS = '/2015-03-31/functions'
const FUNCTION = `${FUNCTIONS}/{FunctionName}`
const ALIAS = `${FUNCTION}/aliases/{Name}`
const URL_CONFIG = '/2021-10-31/functions/{FunctionName}/url'
const RESERVATION = '/2017-10-31/functions/{FunctionName}/concurrency'
const RESOURCE_POLICY = '/2026-07-09/resource-policy/{ResourceArn}'
const TAGS = '/2017-03-31/tags/{Resource}'

const ADDRESSES: Readonly<Record<LambdaOperationName, string>> = {
  CreateFunctionUrlConfig: `POST ${URL_CONFIG}`,
  GetFunctionUrlConfig: `GET ${URL_CONFIG}`,
  UpdateFunctionUrlConfig: `PUT ${URL_CONFIG}`,
  DeleteFunctionUrlConfig: `DELETE ${URL_CONFIG}`,
  ListFunctionUrlConfigs: `GET ${URL_CONFIG}s`,
  AddPermission: `POST ${FUNCTION}/policy`,
  RemovePermission: `DELETE ${FUNCTION}/policy/{StatementId}`,
  GetPolicy: `GET ${FUNCTION}/policy`,
  PutResourcePolicy: `PUT ${RESOURCE_POLICY}`,
  GetResourcePolicy: `GET ${RESOURCE_POLICY}`,
  DeleteResourcePolicy: `DELETE ${RESOURCE_POLICY}`,
  ListFunctions: `GET ${FUNCTIONS}`,
  GetFunction: `GET ${FUNCTION}`,
  GetFunctionConfiguration: `GET ${FUNCTION}/configuration`,
  CreateFunction: `POST ${FUNCTIONS}`,
  DeleteFunction: `DELETE ${FUNCTION}`,
  PublishVersion: `POST ${FUNCTION}/versions`,
  ListVersionsByFunction: `GET ${FUNCTION}/versions`,
  CreateAlias: `POST ${FUNCTION}/aliases`,
  GetAlias: `GET ${ALIAS}`,
  UpdateAlias: `PUT ${ALIAS}`,
  DeleteAlias: `DELETE ${ALIAS}`,
  ListAliases: `GET ${FUNCTION}/aliases`,
  PutFunctionConcurrency: `PUT ${RESERVATION}`,
  GetFunctionConcurrency: 'GET /2019-09-30/functions/{FunctionName}/concurrency',
  DeleteFunctionConcurrency: `DELETE ${RESERVATION}`,
  ListTags: `GET ${TAGS}`,
  TagResource: `POST ${TAGS}`,
  UntagResource: `DELETE ${TAGS}`,
  GetAccountSettings: 'GET /2016-08-19/account-settings',
}

const ENDPOINTS: readonly Endpoint[] = Object.entries(ADDRESSES).map(([operation, address]) => {
  const [method = '', path = ''] = address.split(' ')
  return { operation: operation as LambdaOperationName, method, segments: path.split('/') }
})

/** The operation at an address and the members its path carries; undefined when there is none. */
export function findOperation(method: string, path: readonly string[]) {
  for (const { operation, method: expected, segments } of ENDPOINTS) {
    if (expected !== method || segments.length !== path.length) continue
    const isMatch = segments.every((segment, index) => segment.startsWith('{') || segment === path[index])
    if (!isMatch) continue
    const members = segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), path[index] ?? ''] as const] : [],
    )
    return { operation, members: Object.fromEntries(members) }
  }
  return undefined
}
