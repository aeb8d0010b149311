import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import { ask } from '@/lib/auth/fixtures/ask'
import { ACCOUNT, type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { ok } from '@/lib/failures/result'
import { CASE_FUNCTION, FINDING_CASES } from '@/lib/findings/fixtures/finding-cases'
import { remedyOf } from '@/lib/findings/judge-state'
import { evidenceOf, type FindingRule } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'
import { FINDING_RULES } from '@/lib/findings/table'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { LATEST } from '@/lib/identity/qualifier'
import { getPolicy } from '@/lib/permissions/read'
import type { Statement } from '@/lib/permissions/schema'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'
import {
  addAlias,
  addFunction,
  addFunctionUrl,
  addStatements,
  addVersion,
  regionOf,
} from '@/lib/sandbox/build'
import type { WireStatement } from '@/lib/sandbox/state'

let world: AwsWorld
afterEach(() => world.close())

/** Two changes, one at a time, are the most that a cure says. */
const MOST_STEPS = 3
const SETTINGS = { CONSOLE_REGIONS: 'us-east-1', CONSOLE_ROLE_ARNS: '' }

/** Makes the sandbox hold what the state says. */
function build({ access, url, ofAliases }: FindingState): void {
  const { qualifier } = access.identity
  const target = addFunction(regionOf(world.account, 'us-east-1'), { name: CASE_FUNCTION })
  if (access.reservedConcurrency.ok && access.reservedConcurrency.value !== null)
    target.reservedConcurrency = access.reservedConcurrency.value
  if (qualifier !== LATEST) addAlias(target, { name: qualifier, functionVersion: addVersion(target) })
  if ('value' in url && url.value)
    addFunctionUrl(world.state, target, {
      qualifier,
      authType: access.authType ?? 'NONE',
      cors: url.value.cors,
    })
  const put = (of: string, statements: readonly Statement[]) =>
    addStatements(target, of, [...statements] as WireStatement[])
  if (access.policy.ok) put(qualifier, access.policy.value)
  if (access.ofFunction) put(LATEST, access.ofFunction.statements)
  for (const alias of ofAliases) {
    addAlias(target, { name: alias.qualifier, functionVersion: addVersion(target) })
    put(alias.qualifier, alias.statements)
  }
}

/** The state as AWS holds it now, with what only the case knows. */
async function read(before: FindingState): Promise<FindingState> {
  const { identity, ofFunction } = before.access
  const { config } = await ask(getFunctionUrlConfig, identity)
  const statements = async (qualifier: string) =>
    (await ask(getPolicy, { ...identity, qualifier })).policy?.statements ?? []
  const { alias, reservedConcurrency } = await ask(getInvocationFacts, identity)
  const access: AccessFacts = {
    identity,
    authType: config?.AuthType ?? null,
    policy: ok(await statements(identity.qualifier)),
    alias,
    reservedConcurrency,
    ...(ofFunction && { ofFunction: { ...ofFunction, statements: await statements(LATEST) } }),
  }
  return { ...before, access, url: { value: config && { cors: config.Cors } } }
}

async function apply(input: ChangeRequestInput): Promise<void> {
  const { planHash, request, confirmation } = await ask(preview, changeRequestSchema.parse(input))
  const changeId = randomUUID()
  await ask(applyChange, { changeId, request, planHash, confirmation: confirmation ?? undefined })
  await runningChangesEnded()
  expect((await ask(getChange, { changeId })).outcome).toMatchObject({ verdict: 'applied' })
}

/** Applies the first cure until the finding is gone; answers how many changes it took, 0 where only advice is given. */
async function cure(rule: FindingRule, state: FindingState): Promise<number> {
  let now = await read(state)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    expect(evidenceOf(rule, now), `${rule.id} as AWS has it, after ${step} changes`).toMatchObject({
      is: 'found',
    })
    const remedy = remedyOf(rule, now)
    const first = remedy && 'cures' in remedy ? remedy.cures[0] : undefined
    if (!first) return 0
    await apply(first.request)
    now = await read(state)
    if (evidenceOf(rule, now).is === 'absent') return step + 1
  }
  throw new Error(`${rule.id} was not cured in ${MOST_STEPS} changes.`)
}

test('each cure, applied to AWS, makes its finding go away', async () => {
  const steps: Record<string, number> = {}
  for (const rule of FINDING_RULES) {
    const state = FINDING_CASES[rule.id]?.has
    if (!state) throw new Error(`${rule.id} has no case.`)
    world = await startAwsWorld({ settings: SETTINGS })
    expect(world.account.id).toBe(ACCOUNT)
    build(state)
    if (state.access.alias.ok && state.access.alias.value === 'deleted')
      regionOf(world.account, 'us-east-1').functions.get(CASE_FUNCTION)?.aliases.clear()
    steps[rule.id] = await cure(rule, state)
    await world.close()
  }
  const byAdvice = Object.keys(steps).filter((id) => steps[id] === 0)
  expect(byAdvice.sort()).toEqual([
    'alias-behind',
    'alias-deleted',
    'any-origin',
    'managed-and-changed',
    'policy-nearly-full',
  ])
  expect(Object.keys(steps).length - byAdvice.length).toBe(24)
  expect(steps['direct-invoke']).toBe(2)
}, 120_000)
