import {
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SandboxAdmin, sandboxAdmin } from '@/lib/sandbox/admin-client'
import type { Fault } from '@/lib/sandbox/faults'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const PUBLIC_STATEMENT = {
  Sid: 'FunctionURLAllowPublicAccess',
  Effect: 'Allow' as const,
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`,
  Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
}

let world: TestWorld
let admin: SandboxAdmin

beforeEach(async () => {
  world = await startTestWorld()
  admin = sandboxAdmin(world.sandbox.url)
})

afterEach(() => world.close())

function putOrders() {
  return admin.putFunctions({
    account: TEST_ACCOUNT,
    region: TEST_REGION,
    functions: [
      {
        name: 'orders',
        versions: 2,
        aliases: [{ name: 'live', functionVersion: '2' }],
        urls: [
          { authType: 'NONE' },
          { qualifier: 'live', authType: 'AWS_IAM', invokeMode: 'RESPONSE_STREAM' },
        ],
        policies: { $LATEST: [PUBLIC_STATEMENT] },
      },
    ],
  })
}

describe('the admin doors', () => {
  test('builds a function that the SDK then sees', async () => {
    const [truth] = await putOrders()
    const url = await world.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'orders:live' }))
    expect(url).toMatchObject({ AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' })
    expect(url.FunctionUrl).toBe(truth?.urls.live?.functionUrl)
    const { Policy } = await world.lambda.send(new GetPolicyCommand({ FunctionName: 'orders' }))
    expect(JSON.parse(Policy ?? '{}').Statement).toEqual([PUBLIC_STATEMENT])
  })

  test('tells the truth past the ledger and every fault', async () => {
    await putOrders()
    await admin.addFaults({ operation: '*', when: 'before', what: 'reset', times: 1 })
    const truth = await admin.truth({ account: TEST_ACCOUNT, region: TEST_REGION, functionName: 'orders' })
    expect(Object.keys(truth?.urls ?? {})).toEqual(['$LATEST', 'live'])
    expect(truth?.policies.$LATEST?.statements).toEqual([PUBLIC_STATEMENT])
    expect(await admin.ledger()).toEqual([])
    expect(await admin.pendingFaults()).toHaveLength(1)
  })

  test('knows no truth about a function that is not there', async () => {
    const query = { account: TEST_ACCOUNT, region: TEST_REGION, functionName: 'nothing' }
    expect(await admin.truth(query)).toBeNull()
  })

  test('reads and clears the ledger', async () => {
    await world.lambda.send(new ListFunctionsCommand({}))
    expect(await admin.ledger({ operation: 'ListFunctions' })).toHaveLength(1)
    expect(await admin.ledger({ operation: 'GetPolicy' })).toEqual([])
    await admin.clearLedger()
    expect(await admin.ledger()).toEqual([])
  })

  test('scripts and clears faults', async () => {
    const fault: Fault = {
      operation: 'ListFunctions',
      when: 'before',
      what: { status: 503, code: 'ServiceException' },
      times: 1,
    }
    await admin.addFaults(fault)
    await expect(world.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'ServiceException',
    })
    await admin.addFaults(fault)
    await admin.clearFaults()
    await expect(world.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined()
  })

  test('switches throttling on and off', async () => {
    await admin.setThrottle({ shared: 1, getPolicy: 1, getFunction: 1 })
    await world.lambda.send(new ListFunctionsCommand({}))
    await expect(world.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    })
    await admin.setThrottle(false)
    await expect(world.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined()
  })

  test('adds accounts and keys', async () => {
    await admin.putAccount({ id: '333333333333', name: 'three', regions: ['eu-west-1'] })
    const credentials = await admin.putCredential({ account: '333333333333' })
    const client = new LambdaClient({ ...world.clientConfig, region: 'eu-west-1', credentials })
    await expect(client.send(new ListFunctionsCommand({}))).resolves.toMatchObject({ Functions: [] })
  })

  test('gives an account that is there the settings it is told, and leaves the others', async () => {
    await putOrders()
    await admin.putAccount({ id: TEST_ACCOUNT, concurrentExecutions: 10, forbidsPublicGrants: true })
    await admin.putAccount({ id: TEST_ACCOUNT, lacksResourcePolicyApi: 'everywhere', regions: ['eu-west-1'] })
    expect(world.account).toMatchObject({
      concurrentExecutions: 10,
      forbidsPublicGrants: true,
      lacksResourcePolicyApi: 'everywhere',
      hasTwoPermissionException: false,
    })
    await expect(world.lambda.send(new ListFunctionsCommand({}))).resolves.toMatchObject({
      Functions: [{ FunctionName: 'orders' }],
    })
  })

  test('says what is wrong with what it is asked', async () => {
    const body = { account: '999999999999', region: TEST_REGION, functions: [] }
    await expect(admin.putFunctions(body)).rejects.toThrow('404 The sandbox has no account 999999999999.')
  })

  test('is closed to web pages', async () => {
    const address = `${world.sandbox.url}/_sandbox/ledger`
    const fromPage = await fetch(address, { method: 'DELETE', headers: { origin: 'https://evil.example' } })
    const asForm = await fetch(`${world.sandbox.url}/_sandbox/throttle`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"rates":false}',
    })
    expect([fromPage.status, asForm.status]).toEqual([403, 415])
  })
})
