import { addFunctionUrl, storedCors } from '@/lib/sandbox/build'
import {
  type FunctionTarget,
  functionTarget,
  isQualifierMismatch,
} from '@/lib/sandbox/control-plane/function-target'
import type { LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { pageOf } from '@/lib/sandbox/control-plane/paging'
import {
  invalidParameterValue,
  requestedResourceNotFound,
  resourceConflict,
  resourceNotFound,
  ServiceError,
  validationFailed,
} from '@/lib/sandbox/service-error'
import type { FunctionState, UrlState, WireCors } from '@/lib/sandbox/state'
import { nanoTimestamp } from '@/lib/sandbox/timestamp'
import { missingMember } from '@/lib/sandbox/validation'

/** The address of a URL in this sandbox: a browser resolves every name under localhost to loopback. */
export function functionUrlAddress(urlId: string, region: string, port: number): string {
  return `http://${urlId}.lambda-url.${region}.localhost:${port}/`
}

function functionDoesNotExist(): ServiceError {
  return resourceNotFound('Function does not exist')
}

function qualifiedArn(arn: string, qualifier: string): string {
  return qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`
}

interface ConfigMembers {
  hasLastModifiedTime: boolean
  /** Get and List always name an invoke mode, Create and Update only one that somebody set. */
  hasDefaultInvokeMode: boolean
}

const CREATED: ConfigMembers = { hasLastModifiedTime: false, hasDefaultInvokeMode: false }
const UPDATED: ConfigMembers = { hasLastModifiedTime: true, hasDefaultInvokeMode: false }
const READ: ConfigMembers = { hasLastModifiedTime: true, hasDefaultInvokeMode: true }

function wireConfig(
  target: FunctionState,
  qualifier: string,
  url: UrlState,
  port: number,
  members: ConfigMembers,
) {
  const invokeMode = url.invokeMode ?? (members.hasDefaultInvokeMode ? 'BUFFERED' : undefined)
  return {
    FunctionUrl: functionUrlAddress(url.urlId, target.region, port),
    FunctionArn: qualifiedArn(target.arn, qualifier),
    AuthType: url.authType,
    ...(url.cors && { Cors: url.cors }),
    CreationTime: url.creationTime,
    ...(members.hasLastModifiedTime && { LastModifiedTime: url.lastModifiedTime }),
    ...(invokeMode && { InvokeMode: invokeMode }),
  }
}

/** Members that are all empty leave CORS switched off; any other set needs an origin. */
function checkCors(cors: WireCors | undefined): void {
  if (cors === undefined) return
  const lists = [cors.AllowHeaders, cors.AllowMethods, cors.ExposeHeaders]
  const isEnabled = cors.AllowCredentials || cors.MaxAge || lists.some((list) => list?.length)
  if (isEnabled && !cors.AllowOrigins?.length) {
    throw invalidParameterValue("You can't leave AllowOrigins as empty when Cors is enabled.")
  }
}

interface Located {
  target: FunctionState
  qualifier: string
}

// Create and Update need the function, and the alias if one is named, to be there.
function locateForWrite(found: FunctionTarget): Located {
  const { target, qualifier } = found
  if (target === undefined) throw functionDoesNotExist()
  if (qualifier !== undefined && !target.aliases.has(qualifier)) throw functionDoesNotExist()
  return { target, qualifier: qualifier ?? '$LATEST' }
}

function locateConfig(found: FunctionTarget): Located & { url: UrlState } {
  const { target, qualifier = '$LATEST' } = found
  const url = target?.urls.get(qualifier)
  // The config of a deleted alias is still there to be read and deleted.
  if (target === undefined || url === undefined) throw requestedResourceNotFound()
  return { target, qualifier, url }
}

export const createFunctionUrlConfig: LambdaOperation<'CreateFunctionUrlConfig'> = (call) => {
  const { context, input } = call
  const { target, qualifier } = locateForWrite(functionTarget(call))
  if (input.AuthType === undefined) throw validationFailed([missingMember('AuthType')])
  if (target.urls.has(qualifier)) {
    throw resourceConflict(
      `Failed to create function url config for [functionArn = ${qualifiedArn(target.arn, qualifier)}]. ` +
        'Error message:  FunctionUrlConfig exists for this Lambda function',
    )
  }
  checkCors(input.Cors)
  const config = { qualifier, authType: input.AuthType, cors: input.Cors, invokeMode: input.InvokeMode }
  const url = addFunctionUrl(context.state, target, config, context.now())
  return { status: 201, body: wireConfig(target, qualifier, url, context.port, CREATED) }
}

export const getFunctionUrlConfig: LambdaOperation<'GetFunctionUrlConfig'> = (call) => {
  const { target, qualifier, url } = locateConfig(functionTarget(call))
  return { status: 200, body: wireConfig(target, qualifier, url, call.context.port, READ) }
}

export const updateFunctionUrlConfig: LambdaOperation<'UpdateFunctionUrlConfig'> = (call) => {
  const { context, input } = call
  const found = functionTarget(call)
  locateForWrite(found)
  const { target, qualifier, url } = locateConfig(found)
  checkCors(input.Cors)
  // Cors replaces the whole object; an empty one clears it.
  if (input.Cors !== undefined) url.cors = storedCors(input.Cors)
  if (input.AuthType !== undefined) url.authType = input.AuthType
  if (input.InvokeMode !== undefined) url.invokeMode = input.InvokeMode
  url.lastModifiedTime = nanoTimestamp(context.state, context.now())
  return { status: 200, body: wireConfig(target, qualifier, url, context.port, UPDATED) }
}

export const deleteFunctionUrlConfig: LambdaOperation<'DeleteFunctionUrlConfig'> = (call) => {
  const { target, qualifier, url } = locateConfig(targetForDelete(call))
  target.urls.delete(qualifier)
  call.context.state.urlIds.delete(url.urlId)
  return { status: 204 }
}

// AWS answers InternalFailure to contradicting qualifiers on this one operation: a defect of the service, kept.
function targetForDelete(call: Parameters<typeof functionTarget>[0]): FunctionTarget {
  try {
    return functionTarget(call)
  } catch (error) {
    if (isQualifierMismatch(error)) throw new ServiceError(500, 'InternalFailure', { message: null })
    throw error
  }
}

export const listFunctionUrlConfigs: LambdaOperation<'ListFunctionUrlConfigs'> = (call) => {
  const { target, arn } = functionTarget(call)
  if (target === undefined) throw functionDoesNotExist()
  const page = pageOf([...target.urls], ([qualifier]) => qualifier, `${arn}/urls`, call.input)
  const configs = page.items.map(([qualifier, url]) =>
    wireConfig(target, qualifier, url, call.context.port, READ),
  )
  return {
    status: 200,
    body: { FunctionUrlConfigs: configs, ...(page.nextMarker && { NextMarker: page.nextMarker }) },
  }
}
