import { afterEach, describe, expect, test } from 'vitest'
import {
  ADMIN_CALLS,
  actionsOfRole,
  INSTALLED_ROLES,
  type InstalledRole,
  permissionsOf,
  roleAsCloudFormation,
  roleAsTerraform,
  rolePoliciesAsJson,
  trustedPrincipal,
  trustOf,
} from '@/lib/accounts/install-roles'
import { ask } from '@/lib/auth/fixtures/ask'
import { DEFAULT_RULES } from '@/lib/auth/grants'
import { leastFor } from '@/lib/auth/rights'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { CALL_RIGHTS } from '@/lib/changes/call-rights'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf, stageFor, WRITES } from '@/lib/changes/fixtures/writes'
import { CALL_OPERATIONS } from '@/lib/changes/operations/table'
import { closeDatabase } from '@/lib/db/database'
import { getFunctionUrlConfig, listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { assertQualifierExists, getFunctionDetails, listFunctions } from '@/lib/functions/read'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { getOwner } from '@/lib/inventory/read-owner'
import { getPolicy } from '@/lib/permissions/read'
import { forgetSingletons } from '@/lib/process/singleton'
import { addFunctionUrl, addVersion } from '@/lib/sandbox/build'
import { sweepTarget } from '@/lib/sweep/sweep-target'
import { followTrail } from '@/lib/sweep/upkeep'
import { getTraffic, getTrafficSeries } from '@/lib/traffic/read'

let running: ConsoleWorld | undefined
afterEach(async () => {
  if (!running) return
  await closeDatabase()
  forgetSingletons()
  await running.close()
  running = undefined
})

/** A console that may do what the role allows and nothing else. */
async function startAs(role: InstalledRole): Promise<ConsoleWorld> {
  const started = await startConsoleWorld()
  started.principal.allowed = new Set(actionsOfRole(role))
  running = started
  return started
}

/** Every action of IAM that was asked for; STS needs none for itself, and function URLs are called and not read. */
const called = (world: ConsoleWorld) => {
  const calls = world.sandbox.ledger.read().filter(({ service }) => service !== 'sts')
  return new Set(calls.map(({ service, operation }) => `${service}:${operation}`))
}
const refused = (world: ConsoleWorld) =>
  world.sandbox.ledger
    .read()
    .filter(({ errorCode }) => errorCode === 'AccessDeniedException')
    .map(({ operation }) => operation)

async function readEverything(identity: FunctionUrlIdentity) {
  const { account, region, functionName } = identity
  const target = { account, region }
  const fn = { ...target, functionName }
  await sweepTarget(target, 'test', AbortSignal.timeout(60_000))
  await followTrail(
    systemPermit(backgroundContext({ kind: 'system', id: 'test', name: 'test' }), target),
    target,
  )
  await ask(listFunctions, target)
  await ask(getFunctionDetails, fn)
  await ask(assertQualifierExists, identity)
  await ask(getInvocationFacts, identity)
  await ask(listFunctionUrlConfigs, fn)
  await ask(getFunctionUrlConfig, identity)
  await ask(getPolicy, identity)
  await ask(getOwner, fn)
  await ask(getTraffic, identity)
  await ask(getTrafficSeries, { ...identity, range: '24h' })
}

describe('the roles to install', () => {
  test('the reader is what reading calls, and nothing more', async () => {
    const world = await startAs('reader')
    const { identity, fn } = world.newFunction()
    addVersion(fn)
    addFunctionUrl(world.state, fn, { qualifier: 'live' })
    await readEverything(identity)
    expect(refused(world)).toEqual([])
    expect([...called(world)].sort()).toEqual(actionsOfRole('reader').sort())
  })

  test('editor and admin are what every kind of change calls beside that, and nothing more', async () => {
    const world = await startAs('admin')
    for (const write of WRITES) {
      const { identity } = stageFor(world, write)
      await endOf(await begin(write.request(identity)))
    }
    expect(refused(world)).toEqual([])
    const reader = actionsOfRole('reader')
    const signing = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']
    const more = actionsOfRole('admin').filter((each) => !reader.includes(each) && !signing.includes(each))
    expect([...called(world)].filter((each) => !reader.includes(each)).sort()).toEqual(more.sort())
    const rest = ADMIN_CALLS.map((call) => `lambda:${call}`)
    expect(actionsOfRole('editor')).toEqual(actionsOfRole('admin').filter((each) => !rest.includes(each)))
  })

  test('the admin’s calls are those that take an approver', () => {
    const approved = CALL_OPERATIONS.filter((call) => leastFor(CALL_RIGHTS[call], DEFAULT_RULES) !== 'editor')
    expect(ADMIN_CALLS).toEqual(approved)
  })
})

const TRUST = {
  principal: 'arn:aws:iam::111111111111:role/console',
  externalId: 'the-id',
  carriesPerson: true,
}

describe.each(INSTALLED_ROLES)('the role %s', (role) => {
  test('is the same in each format', () => {
    const { permissions, trust } = rolePoliciesAsJson(role, TRUST)
    expect(JSON.parse(permissions)).toEqual(permissionsOf(role))
    expect(JSON.parse(trust)).toEqual(trustOf(TRUST))
    const { Resources, Parameters } = JSON.parse(roleAsCloudFormation(role, TRUST))
    const { Policies, AssumeRolePolicyDocument } = Resources.Role.Properties
    expect(Policies[0].PolicyDocument).toEqual(permissionsOf(role))
    expect(Parameters.ExternalId.Default).toBe('the-id')
    const filled = JSON.stringify(AssumeRolePolicyDocument)
      .replaceAll('{"Ref":"Principal"}', JSON.stringify(Parameters.Principal.Default))
      .replaceAll('{"Ref":"ExternalId"}', JSON.stringify(Parameters.ExternalId.Default))
    expect(JSON.parse(filled)).toEqual(trustOf(TRUST))
    const terraform = roleAsTerraform(role, TRUST)
    for (const action of actionsOfRole(role)) expect(terraform).toContain(`"${action}"`)
    expect(terraform).toContain('"sts:ExternalId" = var.external_id')
    expect(terraform).toMatch(/AWS = var\.principal/)
  })
})

test('whom a role trusts is the role of a session, and the user of a key', () => {
  expect(trustedPrincipal('arn:aws:sts::111111111111:assumed-role/console/i-0123')).toBe(
    'arn:aws:iam::111111111111:role/console',
  )
  expect(trustedPrincipal('arn:aws:iam::111111111111:user/ci')).toBe('arn:aws:iam::111111111111:user/ci')
})

test('a hostile ExternalId or principal stays a text in Terraform', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody may have typed
  const code = roleAsTerraform('reader', { ...TRUST, externalId: '${file("/x")}%{if true}"' })
  expect(code).toContain('"$${file(\\"/x\\")}%%{if true}\\""')
})
