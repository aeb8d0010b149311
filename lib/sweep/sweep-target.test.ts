import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { type AwsWorld, REGION, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { database } from '@/lib/db/database'
import { getInventory, listInventory } from '@/lib/inventory/read'
import { getFindings, listFindings } from '@/lib/inventory/read-findings'
import { beginSweep, keepMarker, nextToAsk } from '@/lib/inventory/sweep-rows'
import { addAlias, addFunction, addFunctionUrl, addStatements, addVersion } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import type { FunctionState, WireStatement } from '@/lib/sandbox/state'
import { sweepTarget } from '@/lib/sweep/sweep-target'

let world: AwsWorld
afterEach(() => world.close())

const EVERYONE = (arn: string): WireStatement[] => [
  {
    Sid: 'url',
    Effect: 'Allow',
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    Resource: arn,
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  },
  {
    Sid: 'invoke',
    Effect: 'Allow',
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Resource: arn,
    Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  },
]

function addOpen(name: string, qualifier = '$LATEST'): FunctionState {
  const added = addFunction(world.region, { name, environment: { SECRET: 'canary-in-environment' } })
  if (qualifier !== '$LATEST') addAlias(added, { name: qualifier, functionVersion: addVersion(added) })
  addFunctionUrl(world.state, added, { qualifier, authType: 'NONE' })
  const arn = qualifier === '$LATEST' ? added.arn : `${added.arn}:${qualifier}`
  addStatements(added, qualifier, EVERYONE(arn))
  return added
}

function addBare(count: number): void {
  for (let index = 0; index < count; index += 1)
    addFunction(world.region, { name: `bare-${String(index).padStart(3, '0')}` })
}

const sweep = (signal = new AbortController().signal) => sweepTarget(TARGET, 'mia', signal)
const permit = () => systemPermit(backgroundContext({ kind: 'system', id: 'test', name: 'test' }), TARGET)

async function rows() {
  const { rows: found } = await ask(listInventory, { sort: 'function' })
  return found.map(({ functionName, qualifier, verdict }) => `${functionName}:${qualifier} ${verdict}`)
}

async function state() {
  const { sweeps } = await ask(getInventory, {})
  const found = sweeps.find(({ account, region }) => account === TARGET.account && region === TARGET.region)
  if (!found) throw new Error('The target was never entered.')
  return found
}

const calls = (operation: string) => world.sandbox.ledger.read({ operation, region: REGION })
const asked = (operation: string) => calls(operation).map(({ functionName }) => functionName)

describe('a sweep', () => {
  test('reads every URL with its policy, alias and concurrency into the index', async () => {
    world = await startAwsWorld()
    addBare(60)
    addOpen('open')
    addOpen('open-by-alias', 'live')
    addOpen('stopped').reservedConcurrency = 0
    addFunctionUrl(world.state, addFunction(world.region, { name: 'half' }), { authType: 'NONE' })
    addFunctionUrl(world.state, addFunction(world.region, { name: 'signed' }), { authType: 'AWS_IAM' })
    const gone = addOpen('without-alias', 'old')
    gone.aliases.delete('old')
    gone.policies.delete('old')
    await sweep()
    expect(await rows()).toEqual([
      'half:$LATEST closed',
      'open:$LATEST public',
      'open-by-alias:live public',
      'signed:$LATEST iam',
      'stopped:$LATEST throttled',
      'without-alias:old alias-deleted',
    ])
    expect(await state()).toMatchObject({ phase: 'ended', listed: 66, done: 66, left: 0, failures: 0 })
    expect([calls('ListFunctions').length, calls('ListFunctionUrlConfigs').length]).toEqual([2, 66])
    // Of each function, whether or not it has a URL, and of the two aliases with one.
    expect(calls('GetPolicy')).toHaveLength(68)
    const { counts, days } = await ask(getInventory, {})
    expect(counts.byExposure).toMatchObject({ public: 2, unreachable: 3, iam: 1, unknown: 0 })
    expect(days).toMatchObject([{ urls: 6, public: 2, unreachable: 3 }])
  })

  test('finds policies that are left over where there is no URL, those with a URL read first', async () => {
    world = await startAwsWorld()
    addBare(20)
    const left = addFunction(world.region, { name: 'aa-left-over' })
    addStatements(left, '$LATEST', EVERYONE(left.arn))
    addOpen('zz-open')
    await sweep()
    const { rows: found } = await ask(listFindings, {})
    expect(found.map(({ functionName, rule }) => `${functionName} ${rule}`)).toEqual([
      'aa-left-over leftover-without-url',
      'zz-open public',
    ])
    expect(await ask(getFindings, {})).toMatchObject({ unreadPolicies: 0, unjudged: { urls: 0 } })
    await sweep()
    world.sandbox.ledger.clear()
    await sweep()
    expect(asked('GetPolicy')[0]).toBe('zz-open')
  })

  test('ends well where policies of functions without a URL may not be read, and says of how many', async () => {
    world = await startAwsWorld({ denied: ['lambda:GetPolicy'] })
    addBare(30)
    await sweep()
    expect(await state()).toMatchObject({ phase: 'ended', failures: 30 })
    expect(await ask(getFindings, {})).toMatchObject({ unreadPolicies: 30, byRule: [] })
  })

  test('writes nothing of a function’s environment anywhere in the database', async () => {
    world = await startAwsWorld()
    addOpen('open')
    await sweep()
    const { db } = await database()
    const tables = ['index_functions', 'index_endpoints', 'index_policies', 'index_targets'] as const
    const everything = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
    expect(JSON.stringify(everything)).toContain('open')
    expect(JSON.stringify(everything)).not.toContain('canary-in-environment')
  })

  test('asks for URLs known from before first, then for those with traffic', async () => {
    world = await startAwsWorld()
    addBare(3)
    addOpen('known')
    addFunctionUrl(world.state, addFunction(world.region, { name: 'zz-called' }), { authType: 'AWS_IAM' })
    addOpen('zz-known')
    const url = { ...TARGET, functionName: 'zz-called', qualifier: '$LATEST' }
    const traffic = { requests: 1, errors4xx: 0, errors5xx: 0, latencySum: 1, latencyMin: 1, latencyMax: 1 }
    metricsOf(world.state).add(url, Date.now() - 60_000, traffic)
    await sweep()
    const { db } = await database()
    await db.updateTable('index_functions').set({ asked_in: 0 }).execute()
    // As if the URL of this one had come since.
    await db
      .updateTable('index_functions')
      .set({ has_urls: 0 })
      .where('function_name', '=', 'zz-called')
      .execute()
    const next = (await nextToAsk(permit(), TARGET, 1, 99)).map(({ functionName }) => functionName)
    expect(next.slice(0, 2).sort()).toEqual(['known', 'zz-known'])
    expect(next[2]).toBe('zz-called')
    expect(next).toHaveLength(6)
    world.sandbox.ledger.clear()
    await sweep()
    expect(asked('ListFunctionUrlConfigs')[0]).toMatch(/known/)
  })

  test.each([false, true])(
    'knows the URL behind CloudWatch’s dimension, as documented: %j',
    async (isDocumented) => {
      world = await startAwsWorld()
      world.account.spellsLatestInMetrics = isDocumented
      addOpen('called')
      const url = { ...TARGET, functionName: 'called', qualifier: '$LATEST' }
      const traffic = { requests: 1, errors4xx: 0, errors5xx: 0, latencySum: 1, latencyMin: 1, latencyMax: 1 }
      metricsOf(world.state).add(url, Date.now() - 60_000, traffic)
      await sweep()
      const { db } = await database()
      const row = await db.selectFrom('index_functions').select('has_traffic').executeTakeFirst()
      expect(row?.has_traffic).toBe(1)
    },
  )

  test('goes without traffic where metrics may not be read', async () => {
    world = await startAwsWorld({ denied: ['cloudwatch:ListMetrics'] })
    addOpen('open')
    await sweep()
    expect(await rows()).toEqual(['open:$LATEST public'])
  })

  test('a read that failed is no absence: the URL stays, with the reason', async () => {
    world = await startAwsWorld()
    addOpen('open')
    await sweep()
    const what = { status: 403, code: 'AccessDeniedException' }
    world.sandbox.faults.add({ operation: 'ListFunctionUrlConfigs', when: 'before', what, times: 99 })
    await sweep()
    const { rows: found } = await ask(listInventory, {})
    expect(found).toMatchObject([
      { functionName: 'open', verdict: 'public', failure: { code: 'access-denied' } },
    ])
    expect(await state()).toMatchObject({ phase: 'ended', failures: 1 })
    world.sandbox.faults.clear()
    await sweep()
    expect((await ask(listInventory, {})).rows[0]?.failure).toBeUndefined()
  })

  test('a policy that cannot be read leaves the verdict unknown, or as it was', async () => {
    world = await startAwsWorld()
    addOpen('open')
    const what = { status: 403, code: 'AccessDeniedException' }
    world.sandbox.faults.add({ operation: 'GetPolicy', when: 'before', what, times: 1 })
    await sweep()
    expect(await rows()).toEqual(['open:$LATEST unknown'])
    await sweep()
    expect(await rows()).toEqual(['open:$LATEST public'])
    world.sandbox.faults.add({ operation: 'GetPolicy', when: 'before', what, times: 1 })
    await sweep()
    const [row] = (await ask(listInventory, {})).rows
    expect(row).toMatchObject({ verdict: 'public', failure: { code: 'access-denied' } })
  })

  test('functions deleted, renamed or without their URL leave the index; new ones come', async () => {
    world = await startAwsWorld()
    addOpen('deleted')
    addOpen('old-name')
    addOpen('closed').urls.get('$LATEST')
    await sweep()
    world.region.functions.delete('deleted')
    world.region.functions.delete('old-name')
    world.region.functions.get('closed')?.urls.clear()
    addOpen('new-name')
    await sweep()
    expect(await rows()).toEqual(['new-name:$LATEST public'])
  })

  test('a function that is deleted between the listing and its turn is gone, and nothing is said to have failed', async () => {
    world = await startAwsWorld()
    addOpen('open')
    addOpen('vanishing')
    const what = { status: 404, code: 'ResourceNotFoundException' }
    const functionName = 'vanishing'
    world.sandbox.faults.add({
      operation: 'ListFunctionUrlConfigs',
      functionName,
      when: 'before',
      what,
      times: 1,
    })
    await sweep()
    expect(await rows()).toEqual(['open:$LATEST public'])
    expect(await state()).toMatchObject({ phase: 'ended', failures: 0 })
  })

  test('functions renamed and deleted between two pages of the listing are neither lost nor kept', async () => {
    world = await startAwsWorld({ latencyMs: 40 })
    addBare(130)
    addOpen('zz-deleted')
    addOpen('zz-old-name')
    const sweeping = sweep()
    await vi.waitFor(() => expect(calls('ListFunctions')).toHaveLength(1), { timeout: 20_000, interval: 1 })
    world.region.functions.delete('bare-001')
    world.region.functions.delete('zz-deleted')
    world.region.functions.delete('zz-old-name')
    addOpen('zz-new-name')
    await sweeping
    expect(await rows()).toEqual(['zz-new-name:$LATEST public'])
    expect(await state()).toMatchObject({ phase: 'ended', failures: 0 })
  })

  test('asks what changed lately before the rest, and the rest by how long ago it was read', async () => {
    world = await startAwsWorld()
    addBare(40)
    for (const each of world.region.functions.values()) each.lastModified = '2020-01-01T00:00:00.000+0000'
    await sweep()
    const { db } = await database()
    const hour = (at: number) => new Date(Date.now() - at * 3_600_000).toISOString()
    for (const [name, read] of [
      ['bare-030', hour(30)],
      ['bare-020', hour(20)],
      ['bare-010', hour(10)],
    ] as const)
      await db
        .updateTable('index_functions')
        .set({ urls_read_at: read })
        .where('function_name', '=', name)
        .execute()
    const changed = world.region.functions.get('bare-039')
    if (changed) changed.lastModified = '2199-01-01T00:00:00.000+0000'
    world.sandbox.ledger.clear()
    await sweep()
    const order = asked('ListFunctionUrlConfigs')
    expect(order.slice(0, 4)).toEqual(['bare-039', 'bare-030', 'bare-020', 'bare-010'])
  })

  test('begins the listing again where its marker has expired', async () => {
    world = await startAwsWorld()
    addBare(60)
    addOpen('open')
    const first = await beginSweep(permit(), TARGET, 'mia', new Date().toISOString())
    await keepMarker(permit(), TARGET, 'a marker of last week')
    await sweep()
    expect(first).toBe(1)
    expect(await state()).toMatchObject({ phase: 'ended', listed: 61, done: 61 })
    expect(await rows()).toEqual(['open:$LATEST public'])
  })

  test('reads all forty URLs of one function, in pages, and long names', async () => {
    world = await startAwsWorld()
    const name = `n${'x'.repeat(63)}`
    const many = addFunction(world.region, { name })
    const version = addVersion(many)
    for (let index = 0; index < 60; index += 1) {
      addAlias(many, { name: `alias-${index}`, functionVersion: version })
      addFunctionUrl(world.state, many, { qualifier: `alias-${index}`, authType: 'AWS_IAM' })
    }
    await sweep()
    expect((await rows()).length).toBe(60)
    expect(calls('ListFunctionUrlConfigs')).toHaveLength(2)
  })

  test('stops a region that does not know the call, with the reason and without asking for each function', async () => {
    world = await startAwsWorld()
    addBare(40)
    const message = 'Unable to determine service/operation name to be authorized'
    const what = { status: 403, code: 'AccessDeniedException', message }
    world.sandbox.faults.add({ operation: 'ListFunctionUrlConfigs', when: 'before', what, times: 99 })
    await sweep()
    expect(await state()).toMatchObject({ phase: 'failed', failure: { code: 'operation-unknown' } })
    expect(calls('ListFunctionUrlConfigs').length).toBeLessThan(15)
  })

  test('stops after many refusals in a row, and keeps what it knew', async () => {
    world = await startAwsWorld()
    addOpen('open')
    await sweep()
    addBare(120)
    const what = { status: 403, code: 'AccessDeniedException' }
    world.sandbox.faults.add({ operation: 'ListFunctionUrlConfigs', when: 'before', what, times: 999 })
    await sweep()
    expect(await state()).toMatchObject({ phase: 'failed', failure: { code: 'access-denied' } })
    expect(calls('ListFunctionUrlConfigs').length).toBeLessThan(50)
    expect(await rows()).toEqual(['open:$LATEST public'])
  })

  test('an account that may not be listed fails with what is missing', async () => {
    world = await startAwsWorld({ denied: ['lambda:ListFunctions'] })
    await sweep()
    expect(await state()).toMatchObject({
      phase: 'failed',
      failure: { code: 'access-denied', missing: { action: 'lambda:ListFunctions' } },
    })
  })

  test('goes on at the function where it was stopped, and asks for none twice', async () => {
    world = await startAwsWorld({ latencyMs: 5 })
    addBare(90)
    addOpen('open')
    const stop = new AbortController()
    const stopped = sweep(stop.signal)
    await vi.waitFor(() => expect(calls('ListFunctionUrlConfigs').length).toBeGreaterThan(19), {
      timeout: 20_000,
    })
    stop.abort()
    await stopped
    const before = await state()
    expect(before.phase).not.toBe('ended')
    expect(before.done).toBeGreaterThan(0)
    expect(before.done).toBeLessThan(91)
    await sweep()
    expect(await state()).toMatchObject({ phase: 'ended', done: 91, listed: 91 })
    // Those under way when it was stopped are asked again: at most as many as are asked at once.
    expect(calls('ListFunctionUrlConfigs').length).toBeLessThanOrEqual(91 + 8)
  })

  test('finds everything although AWS fails and connections break now and then', async () => {
    world = await startAwsWorld()
    addBare(60)
    for (let index = 0; index < 20; index += 1) addOpen(`open-${index}`)
    for (const skip of [3, 20, 40, 60]) {
      const fails = { status: 500, code: 'ServiceException' }
      world.sandbox.faults.add({
        operation: 'ListFunctionUrlConfigs',
        when: 'before',
        what: fails,
        times: 1,
        skip,
      })
      world.sandbox.faults.add({ operation: '*', when: 'before', what: 'reset', times: 1, skip: skip + 5 })
    }
    await sweep()
    expect(await rows()).toHaveLength(20)
    expect((await rows()).every((row) => row.endsWith(' public'))).toBe(true)
    expect(await state()).toMatchObject({ phase: 'ended', failures: 0, done: 80 })
  })
})
