import { randomUUID } from 'node:crypto'
import { addFunction, addVersion } from '@/lib/sandbox/build'
import { existingFunction, functionTarget } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { pageOf } from '@/lib/sandbox/control-plane/paging'
import {
  functionNotFound,
  invalidParameterValue,
  preconditionFailed,
  resourceConflict,
} from '@/lib/sandbox/service-error'
import type { FunctionState } from '@/lib/sandbox/state'
import { functionTimestamp } from '@/lib/sandbox/timestamp'

type Version = FunctionState['versions'][number]

/** A function or a published version of it, with the ARN it goes by in one answer. */
interface Listed {
  target: FunctionState
  arn: string
  version?: Version
}

/** What ListFunctions says of a function; a version when one is given, else `$LATEST`. */
function listItem({ target, arn, version }: Listed) {
  return {
    FunctionName: target.name,
    FunctionArn: arn,
    Runtime: target.runtime,
    Role: target.role,
    Handler: target.handler,
    CodeSize: target.codeSize,
    Description: version?.description || target.description,
    Timeout: target.timeout,
    MemorySize: target.memorySize,
    LastModified: version?.lastModified ?? target.lastModified,
    CodeSha256: version?.codeSha256 ?? target.codeSha256,
    Version: version?.version ?? '$LATEST',
    ...(target.environment && { Environment: { Variables: target.environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: version?.revisionId ?? target.revisionId,
    PackageType: 'Zip',
    Architectures: target.architectures,
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${target.name}` },
  }
}

function configuration(listed: Listed) {
  return { ...listItem(listed), State: 'Active', LastUpdateStatus: 'Successful' }
}

function unqualified(target: FunctionState): Listed {
  return { target, arn: target.arn }
}

function versionsOf(target: FunctionState): Listed[] {
  const published = target.versions.map((version) => {
    return { target, arn: `${target.arn}:${version.version}`, version }
  })
  return [{ target, arn: `${target.arn}:$LATEST` }, ...published]
}

function findVersion(target: FunctionState, qualifier: string): Version | undefined {
  const number = target.aliases.get(qualifier)?.functionVersion ?? qualifier
  return target.versions.find(({ version }) => version === number)
}

/** The configuration that FunctionName and Qualifier name; throws when it is not there. */
function qualifiedConfiguration(call: Parameters<typeof functionTarget>[0]) {
  const { target, qualifier, arn } = functionTarget(call)
  const qualifiedArn = qualifier === undefined ? arn : `${arn}:${qualifier}`
  if (target === undefined) throw functionNotFound(qualifiedArn)
  if (qualifier === undefined || qualifier === '$LATEST') {
    return { target, body: configuration({ target, arn: qualifiedArn }) }
  }
  const alias = target.aliases.get(qualifier)
  const version = findVersion(target, qualifier)
  if (alias === undefined && version === undefined) throw functionNotFound(qualifiedArn)
  return { target, body: configuration({ target, arn: qualifiedArn, version }) }
}

export const listFunctions: LambdaOperation<'ListFunctions'> = (call) => {
  const { account, region, input } = call
  const isAll = input.FunctionVersion === 'ALL'
  const functions = [...region.functions.values()]
  const entries = isAll ? functions.flatMap(versionsOf) : functions.map(unqualified)
  const scope = `${account.id}/${region.region}/${input.FunctionVersion ?? ''}`
  const page = pageOf(entries, ({ arn }) => arn, scope, input)
  return {
    status: 200,
    body: { ...(page.nextMarker && { NextMarker: page.nextMarker }), Functions: page.items.map(listItem) },
  }
}

export const getFunction: LambdaOperation<'GetFunction'> = (call) => {
  const { target, body } = qualifiedConfiguration(call)
  const hasTags = Object.keys(target.tags).length > 0
  const reserved = target.reservedConcurrency
  const location = `http://127.0.0.1:${call.context.port}/code/${target.name}`
  return {
    status: 200,
    body: {
      Configuration: body,
      Code: { RepositoryType: 'S3', Location: location },
      ...(hasTags && { Tags: target.tags }),
      ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
    },
  }
}

export const getFunctionConfiguration: LambdaOperation<'GetFunctionConfiguration'> = (call) => {
  return { status: 200, body: qualifiedConfiguration(call).body }
}

export const createFunction: LambdaOperation<'CreateFunction'> = (call) => {
  const { context, region, input } = call
  const found = functionTarget({ ...call, input: { FunctionName: input.FunctionName } })
  if (found.target !== undefined) throw resourceConflict(`Function already exist: ${found.name}`)
  const target = addFunction(region, {
    name: found.name,
    role: input.Role,
    lastModified: functionTimestamp(context.now()),
    ...(input.Runtime !== undefined && { runtime: input.Runtime }),
    ...(input.Handler !== undefined && { handler: input.Handler }),
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.Timeout !== undefined && { timeout: input.Timeout }),
    ...(input.MemorySize !== undefined && { memorySize: input.MemorySize }),
    ...(input.Architectures !== undefined && { architectures: input.Architectures }),
    ...(input.Environment !== undefined && { environment: { ...input.Environment.Variables } }),
    tags: { ...input.Tags },
  })
  if (input.Publish) addVersion(target)
  const pending = {
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
  }
  const body = { ...listItem({ target, arn: target.arn, version: target.versions[0] }), ...pending }
  // Creating goes on after the answer on AWS, and gives the function another revision when it is done. Here that is so
  // with the next call.
  target.revisionId = randomUUID()
  return { status: 201, body }
}

export const deleteFunction: LambdaOperation<'DeleteFunction'> = (call) => {
  const { region, context } = call
  const { target, qualifier, name } = existingFunction(call)
  if (qualifier !== undefined) return deleteVersion(target, qualifier)
  for (const url of target.urls.values()) context.state.urlIds.delete(url.urlId)
  region.functions.delete(name)
  return { status: 204 }
}

function deleteVersion(target: FunctionState, qualifier: string) {
  if (qualifier === '$LATEST') {
    throw invalidParameterValue('$LATEST version cannot be deleted without deleting the function.')
  }
  const index = target.versions.findIndex(({ version }) => version === qualifier)
  if (index === -1) throw functionNotFound(`${target.arn}:${qualifier}`)
  const isUsed = [...target.aliases.values()].some(
    (alias) => alias.functionVersion === qualifier || qualifier in alias.routing,
  )
  if (isUsed) throw resourceConflict('The version is referenced by an alias.')
  target.versions.splice(index, 1)
  target.policies.delete(qualifier)
  return { status: 204 }
}

export const publishVersion: LambdaOperation<'PublishVersion'> = (call) => {
  const { input } = call
  const { target } = existingFunction(call)
  if (input.RevisionId !== undefined && input.RevisionId !== target.revisionId) {
    throw preconditionFailed(
      'The Revision Id provided does not match the latest Revision Id. ' +
        'Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    )
  }
  // Unchanged code gives no second version: AWS answers with the one it has.
  const last = target.versions.at(-1)
  if (last?.codeSha256 !== target.codeSha256) {
    addVersion(target, input.Description)
    target.revisionId = randomUUID()
  }
  const version = target.versions.at(-1)
  return {
    status: 201,
    body: configuration({ target, arn: `${target.arn}:${version?.version}`, version }),
  }
}

export const listVersionsByFunction: LambdaOperation<'ListVersionsByFunction'> = (call) => {
  const { target, arn } = existingFunction(call)
  const page = pageOf(versionsOf(target), (listed) => listed.arn, `${arn}/versions`, call.input)
  return {
    status: 200,
    body: { ...(page.nextMarker && { NextMarker: page.nextMarker }), Versions: page.items.map(listItem) },
  }
}
