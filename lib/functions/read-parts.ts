import 'server-only'
import {
  type AliasConfiguration,
  GetFunctionConcurrencyCommand,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import type { AliasFacts, FunctionDetails, Part } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity } from '@/lib/identity/schema'

type Parts = Pick<FunctionDetails, 'aliases' | 'versions' | 'tags' | 'reservedConcurrency'>

/** What belongs to a function beside its configuration, read at the same time; each part a value or a failure. */
export async function readParts(permit: Permit, identity: FunctionIdentity): Promise<Parts> {
  const [aliases, versions, tags, reservedConcurrency] = await Promise.all([
    part(readAliases(permit, identity)),
    part(readVersions(permit, identity)),
    part(readTags(permit, identity)),
    part(readReservedConcurrency(permit, identity)),
  ])
  return { aliases, versions, tags, reservedConcurrency }
}

/** A reading as a value or the failure that it ended with. */
export async function part<T>(reading: Promise<T>): Promise<Part<T>> {
  try {
    return { ok: true, value: await reading }
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure }
    throw error
  }
}

const about = (operation: string, { account, region, functionName }: FunctionIdentity) => ({
  operation,
  resource: functionArn({ account, region, functionName }),
})

/** Every alias of a function, in AWS's order. @throws {FailureError} */
export async function readAliases(permit: Permit, identity: FunctionIdentity): Promise<AliasFacts[]> {
  const aliases: AliasFacts[] = []
  let Marker: string | undefined
  do {
    const command = new ListAliasesCommand({ FunctionName: identity.functionName, Marker })
    const output = await send(permit, identity, command, about('ListAliases', identity))
    aliases.push(...(output.Aliases ?? []).map(aliasOf))
    Marker = output.NextMarker
  } while (Marker)
  return aliases
}

const aliasOf = (alias: AliasConfiguration): AliasFacts => ({
  Name: alias.Name ?? '',
  AliasArn: alias.AliasArn ?? '',
  FunctionVersion: alias.FunctionVersion ?? '',
  Description: alias.Description ?? '',
  AdditionalVersionWeights: alias.RoutingConfig?.AdditionalVersionWeights ?? {},
})

/** Every published version, the newest first. @throws {FailureError} */
async function readVersions(permit: Permit, identity: FunctionIdentity): Promise<string[]> {
  const versions: string[] = []
  let Marker: string | undefined
  do {
    const command = new ListVersionsByFunctionCommand({ FunctionName: identity.functionName, Marker })
    const output = await send(permit, identity, command, about('ListVersionsByFunction', identity))
    versions.push(...(output.Versions ?? []).map(({ Version = LATEST }) => Version))
    Marker = output.NextMarker
  } while (Marker)
  return versions.filter((version) => version !== LATEST).reverse()
}

/** The tags of a function; empty where it has none. @throws {FailureError} */
export async function readTags(permit: Permit, identity: FunctionIdentity): Promise<Record<string, string>> {
  const call = about('ListTags', identity)
  const output = await send(permit, identity, new ListTagsCommand({ Resource: call.resource }), call)
  return output.Tags ?? {}
}

/** `null`: not reserved. @throws {FailureError} */
export async function readReservedConcurrency(
  permit: Permit,
  identity: FunctionIdentity,
): Promise<number | null> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: identity.functionName })
  const output = await send(permit, identity, command, about('GetFunctionConcurrency', identity))
  return output.ReservedConcurrentExecutions ?? null
}
