import 'server-only'
import {
  type AliasConfiguration,
  GetFunctionConcurrencyCommand,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda'
import type { Context } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import type { AliasFacts, FunctionDetails, Part } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity } from '@/lib/identity/schema'

type Parts = Pick<FunctionDetails, 'aliases' | 'versions' | 'tags' | 'reservedConcurrency'>

/** What belongs to a function beside its configuration, read at the same time; each part a value or a failure. */
export async function readParts(ctx: Context, identity: FunctionIdentity): Promise<Parts> {
  const [aliases, versions, tags, reservedConcurrency] = await Promise.all([
    part(readAliases(ctx, identity)),
    part(readVersions(ctx, identity)),
    part(readTags(ctx, identity)),
    part(readReservedConcurrency(ctx, identity)),
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
export async function readAliases(ctx: Context, identity: FunctionIdentity): Promise<AliasFacts[]> {
  const aliases: AliasFacts[] = []
  let Marker: string | undefined
  do {
    const command = new ListAliasesCommand({ FunctionName: identity.functionName, Marker })
    const output = await send(ctx, identity, 'read', command, about('ListAliases', identity))
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
async function readVersions(ctx: Context, identity: FunctionIdentity): Promise<string[]> {
  const versions: string[] = []
  let Marker: string | undefined
  do {
    const command = new ListVersionsByFunctionCommand({ FunctionName: identity.functionName, Marker })
    const output = await send(ctx, identity, 'read', command, about('ListVersionsByFunction', identity))
    versions.push(...(output.Versions ?? []).map(({ Version = LATEST }) => Version))
    Marker = output.NextMarker
  } while (Marker)
  return versions.filter((version) => version !== LATEST).reverse()
}

async function readTags(ctx: Context, identity: FunctionIdentity): Promise<Record<string, string>> {
  const call = about('ListTags', identity)
  const output = await send(ctx, identity, 'read', new ListTagsCommand({ Resource: call.resource }), call)
  return output.Tags ?? {}
}

/** `null`: not reserved. @throws {FailureError} */
export async function readReservedConcurrency(
  ctx: Context,
  identity: FunctionIdentity,
): Promise<number | null> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: identity.functionName })
  const output = await send(ctx, identity, 'read', command, about('GetFunctionConcurrency', identity))
  return output.ReservedConcurrentExecutions ?? null
}
