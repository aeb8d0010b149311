import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import {
  ACCOUNT,
  type AwsWorld,
  contextFor,
  REGION,
  startAwsWorld,
  TARGET,
} from '@/lib/aws/fixtures/aws-world'
import { applyChange } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { getInventory, listInventory } from '@/lib/inventory/read'
import { listOutside, lookOutside } from '@/lib/outside/read'
import { addAlias, addCredential, addFunction, addFunctionUrl } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import { changeSettings, getSettings } from '@/lib/settings/read'
import { sweepTarget } from '@/lib/sweep/sweep-target'
import { countAll, followTrail } from '@/lib/sweep/upkeep'

const MINUTE = 60_000

let world: AwsWorld
afterEach(() => world.close())

/** How far the sandbox's clock is ahead: what happens after a reading happens in another second. */
let ahead = 0
const later = () => {
  ahead += 3_000
}

async function start(options: Parameters<typeof startAwsWorld>[0] = {}) {
  ahead = 0
  world = await startAwsWorld({ now: () => Date.now() + ahead, ...options })
}

function addUrl(name: string, qualifier = '$LATEST') {
  const added = world.region.functions.get(name) ?? addFunction(world.region, { name })
  if (qualifier !== '$LATEST') addAlias(added, { name: qualifier })
  addFunctionUrl(world.state, added, { qualifier, authType: 'AWS_IAM' })
  return { ...TARGET, functionName: name, qualifier }
}

type Keys = Pick<ReturnType<typeof addCredential>, 'accessKeyId' | 'secretAccessKey'>

const clientOf = ({ accessKeyId, secretAccessKey }: Keys) =>
  new LambdaClient({
    region: REGION,
    endpoint: world.sandbox.url,
    credentials: { accessKeyId, secretAccessKey },
  })

/** Somebody who writes past the console. */
const mallory = () =>
  clientOf(addCredential(world.state, { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/mallory` }))

const permit = () => systemPermit(backgroundContext({ kind: 'system', id: 'test', name: 'test' }), TARGET)
const sweep = () => sweepTarget(TARGET, 'mia', new AbortController().signal)
const follow = () => followTrail(permit(), TARGET)
const calls = (operation: string) => world.sandbox.ledger.read({ operation, region: REGION })

async function told(of: object = {}) {
  const { changes } = await ask(listOutside, of)
  return changes.map(
    ({ operation, functionName, told: { who } }) => `${who.name} ${operation} ${functionName}`,
  )
}

/** Changes of every kind past the console, and one of its own; CloudTrail tells of them a minute later. */
async function changeMuch() {
  const client = mallory()
  for (const AuthType of ['NONE', 'AWS_IAM'] as const) {
    later()
    await client.send(new UpdateFunctionUrlConfigCommand({ FunctionName: 'twice', AuthType }))
  }
  await client.send(new DeleteFunctionUrlConfigCommand({ FunctionName: 'closed' }))
  await client.send(new CreateFunctionUrlConfigCommand({ FunctionName: 'opened', AuthType: 'AWS_IAM' }))
  await client.send(new UpdateFunctionUrlConfigCommand({ FunctionName: 'gone', AuthType: 'NONE' }))
  world.region.functions.delete('gone')
  const named = { FunctionName: 'granted', Qualifier: 'live', StatementId: 'partner' }
  const grant = { Action: 'lambda:InvokeFunctionUrl', Principal: '444455556666', ...named }
  await client.send(new AddPermissionCommand({ ...grant, FunctionUrlAuthType: 'AWS_IAM' }))
  const denied = ['lambda:DeleteFunctionUrlConfig']
  const refused = clientOf(addCredential(world.state, { account: ACCOUNT, denied }))
  const attempt = refused.send(new DeleteFunctionUrlConfigCommand({ FunctionName: 'refused' }))
  await expect(attempt).rejects.toThrow()
}

async function changeOurselves(functionName: string) {
  const identity = { ...TARGET, functionName, qualifier: '$LATEST' }
  const request = { kind: 'update', identity, InvokeMode: 'RESPONSE_STREAM', statements: 'follow' } as const
  const { planHash } = await ask(preview, request, contextFor())
  const changeId = crypto.randomUUID()
  await ask(applyChange, { changeId, request, planHash }, contextFor())
  const verdict = async () => (await ask(getChange, { changeId })).outcome?.verdict
  await expect.poll(verdict, { timeout: 20_000 }).toBe('applied')
}

describe('what happens past the console', () => {
  // LookupEvents is asked twice a second, as AWS allows: one story, so that it is asked seldom.
  test('is told with who and what, with before and after where the index knew before, and read again', async () => {
    await start({ trailDelayMs: MINUTE })
    for (const name of ['twice', 'closed', 'early', 'gone', 'ours', 'refused', 'untouched']) addUrl(name)
    const granted = addUrl('granted', 'live')
    addFunction(world.region, { name: 'opened' })
    const early = new UpdateFunctionUrlConfigCommand({ FunctionName: 'early', AuthType: 'NONE' })
    await mallory().send(early)
    later()
    await sweep()
    await changeOurselves('ours')
    await changeMuch()
    world.sandbox.ledger.clear()

    // Events come late: nothing is told yet.
    await follow()
    expect(await told()).toEqual([])
    ahead += MINUTE
    await follow()
    expect((await told()).toSorted()).toEqual([
      'mallory AddPermission granted',
      'mallory CreateFunctionUrlConfig opened',
      'mallory DeleteFunctionUrlConfig closed',
      'mallory UpdateFunctionUrlConfig early',
      'mallory UpdateFunctionUrlConfig gone',
      'mallory UpdateFunctionUrlConfig twice',
      'mallory UpdateFunctionUrlConfig twice',
      'operator DeleteFunctionUrlConfig refused',
    ])

    // The second change begins where the first ended; what was changed before it was read has no before.
    const of = async (functionName: string) => (await ask(listOutside, { ...TARGET, functionName })).changes
    expect(await of('twice')).toMatchObject([
      { told: { config: { AuthType: 'AWS_IAM' } }, before: { config: { AuthType: 'NONE' } } },
      { told: { config: { AuthType: 'NONE' } }, before: { config: { AuthType: 'AWS_IAM' } } },
    ])
    expect((await of('early'))[0]?.before).toBeUndefined()
    expect(await of('closed')).toMatchObject([{ before: { config: { AuthType: 'AWS_IAM' } } }])
    expect(await of('opened')).toMatchObject([{ before: { config: null } }])
    expect(await of('refused')).toMatchObject([{ told: { error: { code: 'AccessDenied' } } }])
    expect(await of('ours')).toEqual([])

    // What was changed is read again, and nothing else.
    const read = () => calls('ListFunctionUrlConfigs').map(({ functionName }) => functionName)
    const names = new Set(read())
    // What was read in the very second of its change may be old: it is read once more.
    names.delete('early')
    expect([...names].toSorted()).toEqual(['closed', 'gone', 'granted', 'opened', 'twice'])
    const { rows } = await ask(listInventory, { sort: 'function' })
    expect(rows.map(({ functionName, verdict }) => `${functionName} ${verdict}`)).toEqual([
      ...[
        'early closed',
        'granted iam',
        'opened iam',
        'ours iam',
        'refused iam',
        'twice iam',
        'untouched iam',
      ],
    ])

    later()
    const partner = { FunctionName: 'granted', Qualifier: 'live', StatementId: 'partner' }
    await mallory().send(new RemovePermissionCommand(partner))
    later()
    const stop = { FunctionName: 'granted', ReservedConcurrentExecutions: 0 }
    await mallory().send(new PutFunctionConcurrencyCommand(stop))
    ahead += MINUTE
    const before = read().length
    await follow()
    expect((await ask(listOutside, granted)).changes).toMatchObject([
      { operation: 'PutFunctionConcurrency', told: { concurrency: 0 }, before: { concurrency: null } },
      { operation: 'RemovePermission', before: { statement: { Sid: 'partner' } } },
      { operation: 'AddPermission', qualifier: 'live', told: { statement: { Sid: 'partner' } } },
    ])
    const stopped = (await ask(listInventory, { q: 'granted' })).rows
    expect(stopped).toMatchObject([{ verdict: 'throttled' }])
    // Events found once more are no news.
    expect(read()).toHaveLength(before + 1)
  }, 60_000)

  test('without the right nothing breaks: what is missing stands beside the place, until it is granted', async () => {
    await start({ denied: ['cloudtrail:LookupEvents'] })
    addUrl('orders')
    await ask(lookOutside, { everything: true })
    const requested = (await ask(listOutside, {})).trails
    expect(requested.map(({ isRequested }) => isRequested)).toEqual([true, true, true, true])
    await sweep()
    await follow()
    const { changes, trails } = await ask(listOutside, {})
    expect(changes).toEqual([])
    expect(trails[0]).toMatchObject({
      ...TARGET,
      isRequested: false,
      failure: { code: 'access-denied', missing: { action: 'cloudtrail:LookupEvents' } },
    })
    world.principal.denied.clear()
    await follow()
    expect((await ask(listOutside, {})).trails[0]?.failure).toBeUndefined()
  }, 30_000)
})

describe('the requests of every function URL', () => {
  test('are off until somebody switches them on; who did stands beside it', async () => {
    await start()
    addUrl('orders')
    await sweep()
    expect(await ask(getSettings, {})).toEqual({ countsAllTraffic: false, urls: 1, isReadOnly: false })
    expect(await ask(changeSettings, { countsAllTraffic: true }, contextFor())).toMatchObject({
      countsAllTraffic: true,
      setBy: 'mia',
    })
  })

  test('are counted once a day, those that were counted since are not asked for again', async () => {
    await start()
    const [busy, quiet] = [addUrl('busy'), addUrl('quiet')]
    const traffic = { requests: 5, errors4xx: 0, errors5xx: 0, latencySum: 1, latencyMin: 1, latencyMax: 1 }
    metricsOf(world.state).add(busy, Date.now() - 3_600_000, traffic)
    await sweep()
    await countAll(permit(), TARGET)
    expect((await ask(getInventory, {})).counts).toMatchObject({ quiet: 1, uncounted: 0 })
    const before = calls('GetMetricData').length
    await countAll(permit(), TARGET)
    expect(calls('GetMetricData')).toHaveLength(before)
    expect(quiet.functionName).toBe('quiet')
  })

  test('that may not be read stay unknown', async () => {
    await start({ denied: ['cloudwatch:GetMetricData'] })
    addUrl('orders')
    await sweep()
    await countAll(permit(), TARGET)
    expect((await ask(getInventory, {})).counts).toMatchObject({ quiet: 0, uncounted: 1 })
  })
})
