import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import type { ConcurrencyEvidence } from '@/lib/changes/plan/concurrency-warnings'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { getConcurrencyPool } from '@/lib/functions/read-concurrency-pool'
import { part, readAliases } from '@/lib/functions/read-parts'
import { qualifierOfArn } from '@/lib/identity/arn'
import type { FunctionIdentity } from '@/lib/identity/schema'

/**
 * What a change of a function's concurrency reaches beside the URL that it was started from, and what the account has
 * to give. Never fails: what cannot be read is a warning of the review, and holds up no emergency stop.
 */
export async function readConcurrencyEvidence(
  permit: Permit,
  { account, region, functionName }: FunctionIdentity,
): Promise<ConcurrencyEvidence> {
  const identity = { account, region, functionName }
  const ofFunction = permitWithin(permit, 'function:read', identity)
  const [urls, aliases, pool] = await Promise.all([
    part(qualifiersWithUrl(ofFunction, identity)),
    part(readAliases(ofFunction, identity).then((found) => found.map(({ Name }) => Name))),
    part(getConcurrencyPool.within(permit, { account, region })),
  ])
  return { urls, aliases, pool }
}

async function qualifiersWithUrl(permit: Permit, identity: FunctionIdentity): Promise<string[]> {
  const qualifiers: string[] = []
  let Marker: string | undefined
  do {
    const page = await listFunctionUrlConfigs.within(permit, { ...identity, Marker })
    qualifiers.push(...page.FunctionUrlConfigs.map(({ FunctionArn }) => qualifierOfArn(FunctionArn)))
    Marker = page.NextMarker
  } while (Marker)
  return qualifiers
}
