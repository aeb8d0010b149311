import 'server-only'
import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { authorize, visible } from '@/lib/auth/authorize'
import type { Context, VerbCall } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import { readAliases, readParts } from '@/lib/functions/read-parts'
import type {
  FunctionDetails,
  FunctionFacts,
  FunctionsPage,
  ListFunctionsInput,
} from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { nearestOf } from '@/lib/text/nearest'

/** ListFunctions answers at most 50 functions whatever is asked (Lambda API reference). */
const MAX_ITEMS = 50
/** How far the search for a similar name goes: 200 functions, four calls. */
const PAGES_FOR_NEAREST = 4

/** One page of a target's functions in AWS's order. @throws {FailureError} */
export async function listFunctions({ ctx, input }: VerbCall<ListFunctionsInput>): Promise<FunctionsPage> {
  authorize(ctx.actor, 'function:list', input)
  const command = new ListFunctionsCommand({ MaxItems: MAX_ITEMS, Marker: input.Marker })
  const output = await send(ctx, input, 'read', command, { operation: 'ListFunctions' })
  const functions = (output.Functions ?? []).map((configuration) => factsOf(input, configuration))
  return {
    functions: visible(ctx.actor, functions),
    NextMarker: output.NextMarker,
    readAt: ctx.now().toISOString(),
  }
}

/**
 * A function with its aliases, version count, tags and reserved concurrency; each of these is a value or the
 * reason why it could not be read. An address that names nothing fails with the part that is unknown and the
 * nearest that exists.
 * @throws {FailureError} `not-found`, `unknown-target` …
 */
export async function getFunctionDetails({
  ctx,
  input,
}: VerbCall<FunctionIdentity>): Promise<FunctionDetails> {
  authorize(ctx.actor, 'function:read', input)
  const [facts, parts] = await Promise.all([readFacts(ctx, input), readParts(ctx, input)])
  return { ...facts, ...parts, readAt: ctx.now().toISOString() }
}

/**
 * That there is such a function and such a qualifier.
 * @throws {FailureError} `not-found` with the part that is unknown and the nearest that exists.
 */
export async function assertQualifierExists({ ctx, input }: VerbCall<FunctionUrlIdentity>): Promise<void> {
  authorize(ctx.actor, 'function:read', input)
  const { functionName, qualifier } = input
  if (qualifier === LATEST) {
    await readFacts(ctx, input)
    return
  }
  const command = new GetAliasCommand({ FunctionName: functionName, Name: qualifier })
  try {
    await send(ctx, input, 'read', command, { operation: 'GetAlias', resource: functionArn(input) })
  } catch (error) {
    if (!isNotFound(error)) throw error
    await readFacts(ctx, input)
    const names = await readAliases(ctx, input).then(
      (aliases) => aliases.map(({ Name }) => Name),
      () => [],
    )
    throw new FailureError({
      ...error.failure,
      message: `The function ${functionName} has no alias ${qualifier}.`,
      unknown: { part: 'qualifier', value: qualifier, nearest: nearestOf(qualifier, names) },
    })
  }
}

async function readFacts(ctx: Context, identity: FunctionIdentity): Promise<FunctionFacts> {
  const { functionName, account, region } = identity
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName })
  const about = {
    operation: 'GetFunctionConfiguration',
    resource: functionArn({ account, region, functionName }),
  }
  try {
    return factsOf(identity, await send(ctx, identity, 'read', command, about))
  } catch (error) {
    if (!isNotFound(error)) throw error
    throw new FailureError({
      ...error.failure,
      message: `There is no function ${functionName} in ${region} of account ${account}.`,
      unknown: {
        part: 'functionName',
        value: functionName,
        nearest: await nearestFunction(ctx, identity).catch(() => undefined),
      },
    })
  }
}

function isNotFound(error: unknown): error is FailureError {
  return error instanceof FailureError && error.failure.code === 'not-found'
}

async function nearestFunction(ctx: Context, { account, region, functionName }: FunctionIdentity) {
  const names: string[] = []
  let Marker: string | undefined
  for (let page = 0; page < PAGES_FOR_NEAREST; page++) {
    const { functions, NextMarker } = await listFunctions({ ctx, input: { account, region, Marker } })
    names.push(...functions.map((facts) => facts.functionName))
    if (!NextMarker) break
    Marker = NextMarker
  }
  return nearestOf(functionName, names)
}

/** Of what AWS tells about a function only these: never the environment, the code's location or layers. */
function factsOf({ account, region }: Target, configuration: FunctionConfiguration): FunctionFacts {
  const functionName = configuration.FunctionName ?? ''
  return {
    account,
    region,
    functionName,
    FunctionArn: functionArn({ account, region, functionName }),
    Runtime: configuration.Runtime,
    PackageType: configuration.PackageType,
    Description: configuration.Description ?? '',
    LastModified: isoTime(configuration.LastModified),
  }
}

/** AWS writes `2026-09-15T11:59:39.307+0000`, which not every browser reads. */
function isoTime(text: string | undefined): string {
  const time = Date.parse((text ?? '').replace(/\+0000$/, 'Z'))
  return Number.isNaN(time) ? '' : new Date(time).toISOString()
}
