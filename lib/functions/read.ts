import 'server-only'
import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { send } from '@/lib/aws/send'
import { notFound } from '@/lib/failures/not-found'
import { FailureError } from '@/lib/failures/result'
import { knownFunctions, seesAll } from '@/lib/functions/known-functions'
import { namesForNearest } from '@/lib/functions/names-for-nearest'
import { readAliases, readParts } from '@/lib/functions/read-parts'
import { type FunctionDetails, type FunctionFacts, listFunctionsInputSchema } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import {
  type FunctionIdentity,
  type FunctionUrlIdentity,
  functionIdentitySchema,
  functionUrlIdentitySchema,
  type Target,
} from '@/lib/identity/schema'
import { nearestOf } from '@/lib/text/nearest'

/** ListFunctions answers at most 50 functions whatever is asked (Lambda API reference). */
const MAX_ITEMS = 50
/** One page of a target's functions in AWS's order. @throws {FailureError} */
export const listFunctions = verb({
  name: 'listFunctions',
  input: listFunctionsInputSchema,
  operation: 'function:list',
  resource: (input) => input,
  sight: 'in-bond',
  work: async ({ permit, input }) => {
    const readAt = permit.context.now().toISOString()
    if (!seesAll(permit, input)) {
      const { functions, NextMarker } = await knownFunctions(permit, input)
      return { functions: new Unjudged(functions), NextMarker, readAt }
    }
    const command = new ListFunctionsCommand({ MaxItems: MAX_ITEMS, Marker: input.Marker })
    const output = await send(permit, input, command, { operation: 'ListFunctions' })
    const functions = (output.Functions ?? []).map((configuration) => factsOf(input, configuration))
    return {
      functions: new Unjudged(functions),
      NextMarker: output.NextMarker,
      readAt,
    }
  },
  rows: { functions: { operation: 'function:read', resource: (row) => row } },
})

/**
 * A function with its aliases, version count, tags and reserved concurrency; each of these is a value or the
 * reason why it could not be read. An address that names nothing fails with the part that is unknown and the
 * nearest that exists.
 * @throws {FailureError} `not-found`, `unknown-target` …
 */
export const getFunctionDetails = verb({
  name: 'getFunctionDetails',
  input: functionIdentitySchema,
  operation: 'function:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<FunctionDetails> => {
    const [facts, parts] = await Promise.all([readFacts(permit, input), readParts(permit, input)])
    return { ...facts, ...parts, readAt: permit.context.now().toISOString() }
  },
})

/**
 * That there is such a function and such a qualifier.
 * @throws {FailureError} `not-found` with the part that is unknown and the nearest that exists.
 */
export const assertQualifierExists = verb({
  name: 'assertQualifierExists',
  input: functionUrlIdentitySchema,
  operation: 'function:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<void> => {
    if (input.qualifier === LATEST) await readFacts(permit, input)
    else await assertAliasExists(permit, input)
  },
})

async function assertAliasExists(permit: Permit, identity: FunctionUrlIdentity): Promise<void> {
  const { functionName, qualifier } = identity
  const command = new GetAliasCommand({ FunctionName: functionName, Name: qualifier })
  try {
    await send(permit, identity, command, { operation: 'GetAlias', resource: functionArn(identity) })
  } catch (error) {
    if (!isNotFound(error)) throw error
    await readFacts(permit, identity)
    const names = await readAliases(permit, identity).then(
      (aliases) => aliases.map(({ Name }) => Name),
      () => [],
    )
    throw notFound(identity, nearestOf(qualifier, names))
  }
}

/** A suggestion is worth four calls behind everybody else's and two seconds, once a minute. */
async function nearestFunction(permit: Permit, { account, region, functionName }: FunctionIdentity) {
  const names = await namesForNearest(permit, { account, region }, (within, page) =>
    listFunctions.within(within, page),
  )
  return nearestOf(functionName, names)
}

async function readFacts(permit: Permit, identity: FunctionIdentity): Promise<FunctionFacts> {
  const { functionName, account, region } = identity
  const own = { account, region, functionName }
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName })
  const about = { operation: 'GetFunctionConfiguration', resource: functionArn(own) }
  try {
    return factsOf(identity, await send(permit, identity, command, about))
  } catch (error) {
    if (!isNotFound(error)) throw error
    throw notFound(own, await nearestFunction(permit, own))
  }
}

function isNotFound(error: unknown): error is FailureError {
  return error instanceof FailureError && error.failure.code === 'not-found'
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
