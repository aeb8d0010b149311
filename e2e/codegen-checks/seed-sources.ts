import { ask } from '@/lib/auth/fixtures/ask'
import type { CodeSource } from '@/lib/codegen/code-source'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { listFunctions } from '@/lib/functions/read'
import { qualifierOfArn } from '@/lib/identity/arn'
import type { FunctionIdentity, Target } from '@/lib/identity/schema'
import { getPolicy } from '@/lib/permissions/read'
import { SEED_ACCOUNT_NAMES, SEED_REGIONS } from '@/lib/sandbox/seed/company'

/** Every function URL of the sandbox's company with the policy of its qualifier, as the console reads them. */
export async function seedSources(): Promise<CodeSource[]> {
  const targets = Object.keys(SEED_ACCOUNT_NAMES).flatMap((account) =>
    SEED_REGIONS.map((region) => ({ account, region })),
  )
  const sources: CodeSource[] = []
  for (const target of targets)
    for (const identity of await functionsOf(target))
      for (const config of await urlsOf(identity)) {
        const url = { ...identity, qualifier: qualifierOfArn(config.FunctionArn) }
        const { policy } = await ask(getPolicy, url)
        sources.push({ identity: url, config, statements: policy?.statements ?? [] })
      }
  return sources
}

async function functionsOf(target: Target): Promise<FunctionIdentity[]> {
  const found: FunctionIdentity[] = []
  let Marker: string | undefined
  do {
    const page = await ask(listFunctions, { ...target, Marker })
    found.push(...page.functions.map(({ functionName }) => ({ ...target, functionName })))
    Marker = page.NextMarker
  } while (Marker)
  return found
}

async function urlsOf(identity: FunctionIdentity): Promise<FunctionUrlConfig[]> {
  const found: FunctionUrlConfig[] = []
  let Marker: string | undefined
  do {
    const page = await ask(listFunctionUrlConfigs, { ...identity, Marker })
    found.push(...page.FunctionUrlConfigs)
    Marker = page.NextMarker
  } while (Marker)
  return found
}
