import { addAlias, addFunction, addFunctionUrl, addStatements, addVersion } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import { canariesOf } from '@/lib/sandbox/seed/canaries'
import { SEED_ACCOUNT_NAMES } from '@/lib/sandbox/seed/company'
import type { FunctionPlan, StatementPlan, UrlPlan } from '@/lib/sandbox/seed/function-plan'
import { ownerTagsOf } from '@/lib/sandbox/seed/owner-tags'
import { hexOf, pickOf, randomOf, urlIdOf, uuidOf } from '@/lib/sandbox/seed/pseudo-random'
import { seedTraffic, surelyCalledAt } from '@/lib/sandbox/seed/seed-traffic'
import { seedTrail } from '@/lib/sandbox/seed/seed-trail'
import type { FunctionState, RegionState, SandboxState, WireStatement } from '@/lib/sandbox/state'
import { functionTimestamp } from '@/lib/sandbox/timestamp'

const DAY = 24 * 3600_000
const LATEST = '$LATEST'

const HANDLERS: Readonly<Record<string, string>> = {
  java21: 'example.kestrel.Handler::handleRequest',
  dotnet8: 'Kestrel::Kestrel.Function::Handle',
  'provided.al2023': 'bootstrap',
}

/** Some moment of the past, always the same for the same name; `now` and the days in which to look. */
function momentOf(name: string, now: number, fromDays: number, toDays: number): number {
  return now - Math.floor((toDays + randomOf(name)() * (fromDays - toDays)) * DAY)
}

/** ISO 8601 with nine fractional digits, as function URL configs carry times. */
function nanoTime(name: string, ms: number): string {
  const below = String(Number.parseInt(hexOf(name, 6), 16) % 1_000_000).padStart(6, '0')
  return new Date(ms).toISOString().replace('Z', `${below}Z`)
}

function environmentOf(arn: string, account: string): Record<string, string> {
  const { database, apiKey } = canariesOf(arn)
  return {
    STAGE: SEED_ACCOUNT_NAMES[account] ?? account,
    LOG_LEVEL: 'info',
    DATABASE_PASSWORD: database,
    PAYMENT_API_KEY: apiKey,
  }
}

function tagsOf(plan: FunctionPlan, { account, region }: RegionState): Record<string, string> {
  const stage = SEED_ACCOUNT_NAMES[account] ?? account
  return {
    ...ownerTagsOf(plan.name, stage, { account, region }),
    team: pickOf(`team/${plan.name}`, ['shop', 'delivery', 'billing', 'platform', 'partners']),
    stage,
    'cost-centre': pickOf(`cost/${plan.name}`, ['4100', '4200', '4310', '5000']),
    ...plan.tags,
  }
}

function seedBare(region: RegionState, plan: FunctionPlan, now: number): FunctionState {
  const { account } = region
  const arn = `arn:aws:lambda:${region.region}:${account}:function:${plan.name}`
  const runtime = plan.runtime ?? 'nodejs22.x'
  return addFunction(region, {
    name: plan.name,
    description: plan.description ?? '',
    runtime,
    handler: HANDLERS[runtime] ?? (runtime.startsWith('python') ? 'app.handler' : 'index.handler'),
    role: `arn:aws:iam::${account}:role/service-role/${plan.name}`,
    memorySize: pickOf(`memory/${arn}`, [128, 256, 512, 1024, 1769]),
    timeout: pickOf(`timeout/${arn}`, [3, 10, 15, 30, 60]),
    architectures: [pickOf(`architecture/${arn}`, ['arm64', 'arm64', 'x86_64'])],
    codeSize: 2048 + Math.floor(randomOf(`size/${arn}`)() * 8_000_000),
    lastModified: functionTimestamp(momentOf(`modified/${arn}`, now, 280, 1)),
    revisionId: uuidOf(`revision/${arn}`),
    environment: environmentOf(arn, account),
    tags: tagsOf(plan, region),
    ...(plan.behaviour && { behaviour: plan.behaviour }),
    ...(plan.reservedConcurrency !== undefined && { reservedConcurrency: plan.reservedConcurrency }),
  })
}

function seedVersionsAndAliases(target: FunctionState, plan: FunctionPlan): void {
  for (let count = 0; count < (plan.versions ?? 0); count += 1) addVersion(target)
  for (const version of target.versions) version.revisionId = uuidOf(`${target.arn}:${version.version}`)
  for (const alias of plan.aliases ?? []) {
    addAlias(target, alias).revisionId = uuidOf(`alias/${target.arn}:${alias.name}`)
  }
}

function seedUrl(state: SandboxState, target: FunctionState, plan: UrlPlan, now: number): void {
  const { qualifier = LATEST, authType, invokeMode, cors, traffic } = plan
  const name = `url/${target.arn}:${qualifier}`
  const created = momentOf(`created/${name}`, now, 900, 40)
  // A third of them were never touched again.
  const isTouched = randomOf(`touched/${name}`)() > 1 / 3
  const modified = isTouched ? momentOf(`modified/${name}`, now, 38, 0.1) : created
  const creationTime = nanoTime(name, created)
  const url = addFunctionUrl(state, target, {
    qualifier,
    authType,
    invokeMode,
    cors,
    urlId: urlIdOf(name),
    creationTime,
    lastModifiedTime: isTouched ? nanoTime(`modified/${name}`, modified) : creationTime,
  })
  const past = { qualifier, url, createdAt: created, modifiedAt: modified }
  seedTrail(state, target, past, now)
  if (!traffic) return
  const { account, region, name: functionName } = target
  const location = { account, region, functionName, qualifier }
  const isThere = () => {
    const known = state.accounts.get(account)?.regions.get(region)?.functions.get(functionName)
    return known === target && target.urls.has(qualifier)
  }
  const metrics = metricsOf(state)
  metrics.later(location, {
    surelyCalledAt: surelyCalledAt(traffic, now),
    tell: () => seedTraffic(metrics, { url: location, plan: traffic, isThere }, now),
  })
}

/** The statement as it goes out: AWS's order of members, and attached to what the policy belongs to. */
function statementOf(plan: StatementPlan, resource: string): WireStatement {
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource = resource, Condition } = plan
  return {
    ...(Sid !== undefined && { Sid }),
    Effect,
    ...(Principal !== undefined && { Principal }),
    ...(NotPrincipal !== undefined && { NotPrincipal }),
    ...(Action !== undefined && { Action }),
    ...(NotAction !== undefined && { NotAction }),
    Resource,
    ...(Condition !== undefined && { Condition: structuredClone(Condition) }),
  }
}

function seedPolicies(target: FunctionState, plan: FunctionPlan): void {
  for (const [qualifier, statements] of Object.entries(plan.policies ?? {})) {
    const resource = qualifier === LATEST ? target.arn : `${target.arn}:${qualifier}`
    const policy = addStatements(
      target,
      qualifier,
      statements.map((statement) => statementOf(statement, resource)),
    )
    policy.revisionId = uuidOf(`policy/${resource}`)
  }
}

/** Puts one planned function with everything around it into a region. */
export function seedFunction(
  state: SandboxState,
  region: RegionState,
  plan: FunctionPlan,
  now: number,
): void {
  const target = seedBare(region, plan, now)
  seedVersionsAndAliases(target, plan)
  for (const url of plan.urls ?? []) seedUrl(state, target, url, now)
  seedPolicies(target, plan)
}
