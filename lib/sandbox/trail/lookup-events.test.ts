import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCredential, addFunction, regionOf } from '@/lib/sandbox/build'
import { callJson } from '@/lib/sandbox/fixtures/json-client'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const TARGET = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
const MINUTE = 60_000

let world: TestWorld
let now: number

beforeEach(async () => {
  now = Date.now()
  world = await startTestWorld({ trailDelayMs: 2 * MINUTE, now: () => now })
  addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
})

afterEach(() => world.close())

const lookup = (body: object, who: { region?: string } = {}) =>
  callJson(world, { service: 'cloudtrail', target: TARGET, body, ...who })
const named = (AttributeValue: string, AttributeKey = 'EventName') => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
})

interface Seen {
  EventName: string
  ReadOnly: string
  Username: string
  Resources: object[]
  EventTime: number
  CloudTrailEvent: string
}

async function eventsOf(
  body: object,
): Promise<(Seen & { event: { [name: string]: unknown; responseElements?: { statement?: string } } })[]> {
  const { Events } = (await lookup(body)).body as { Events: Seen[] }
  return Events.map((each) => ({ ...each, event: JSON.parse(each.CloudTrailEvent) }))
}

const FunctionName = 'orders'

describe('the event history', () => {
  test('has a call some minutes late', async () => {
    await world.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }))
    expect(await eventsOf({})).toEqual([])
    now += 2 * MINUTE
    expect(await eventsOf({})).toMatchObject([{ EventName: 'CreateFunctionUrlConfig', ReadOnly: 'false' }])
  })

  test('tells what was sent and what came of it, and no resource of a URL', async () => {
    const Cors = { AllowOrigins: ['*'], MaxAge: 5 }
    await world.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', Cors }))
    await world.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }))
    await world.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }))
    now += 2 * MINUTE
    const [removed, updated, created] = await eventsOf({})
    expect(created).toMatchObject({
      Resources: [],
      Username: 'operator',
      event: {
        eventVersion: '1.11',
        eventSource: 'lambda.amazonaws.com',
        awsRegion: TEST_REGION,
        userIdentity: { type: 'IAMUser', userName: 'operator', accountId: TEST_ACCOUNT },
        requestParameters: {
          functionName: 'orders',
          authType: 'NONE',
          cors: { allowOrigins: ['*'], maxAge: 5 },
        },
        responseElements: { authType: 'NONE', functionUrl: expect.stringMatching(/^https?:/) },
      },
    })
    expect(updated?.event.requestParameters).toEqual({ functionName: 'orders', authType: 'AWS_IAM' })
    expect(updated?.event.responseElements).toHaveProperty('lastModifiedTime')
    expect(removed?.event).toMatchObject({
      requestParameters: { functionName: 'orders' },
      responseElements: null,
    })
    const [entry] = world.sandbox.ledger.read({ operation: 'DeleteFunctionUrlConfig' })
    expect(removed?.event.requestID).toBe(entry?.requestId)
  })

  test('names the other operations as CloudTrail does, with their resources', async () => {
    const grant = { StatementId: 'a', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' }
    await world.lambda.send(new AddPermissionCommand({ FunctionName, ...grant }))
    await world.lambda.send(new GetPolicyCommand({ FunctionName }))
    await world.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    )
    const Resource = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`
    await world.lambda.send(new TagResourceCommand({ Resource, Tags: { a: '1' } }))
    now += 2 * MINUTE
    const seen = await eventsOf({})
    expect(seen.map(({ EventName }) => EventName)).toEqual([
      'TagResource20170331v2',
      'PutFunctionConcurrency20171031',
      'GetPolicy20150331v2',
      'AddPermission20150331v2',
    ])
    expect(seen.map(({ Resources }) => Resources)).toEqual([
      [{ ResourceType: 'AWS::Lambda::Function', ResourceName: Resource }],
      [{ ResourceType: 'AWS::Lambda::Function', ResourceName: 'orders' }],
      [],
      [{ ResourceType: 'AWS::Lambda::Function', ResourceName: 'orders' }],
    ])
    expect(JSON.parse(String(seen[3]?.event.responseElements?.statement))).toMatchObject({ Sid: 'a' })
  })

  test('has a denied call, with its name of there, and a role by its session', async () => {
    const denied = addCredential(world.state, { account: TEST_ACCOUNT, denied: ['lambda:*'] })
    const role = { denied: new Set<string>(), trusted: () => true }
    world.account.roles.set('deploy', role)
    const sts = new STSClient(world.clientConfig)
    const RoleArn = `arn:aws:iam::${TEST_ACCOUNT}:role/deploy`
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'mia' }))
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {}
    const key = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    for (const credentials of [denied, key]) {
      const command = new UpdateFunctionUrlConfigCommand({ FunctionName })
      await new LambdaClient({ ...world.clientConfig, credentials }).send(command).catch(() => undefined)
    }
    now += 2 * MINUTE
    const [byRole, refused] = await eventsOf(named('UpdateFunctionUrlConfig'))
    expect(refused?.event).toMatchObject({ errorCode: 'AccessDenied', responseElements: null })
    expect(byRole).toMatchObject({
      Username: 'mia',
      event: {
        userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'deploy' } } },
        errorCode: 'ResourceNotFoundException',
      },
    })
  })

  test('is found by one attribute, within a time, page by page, newest first', async () => {
    for (let i = 0; i < 7; i++) {
      await world.lambda.send(new GetPolicyCommand({ FunctionName })).catch(() => undefined)
      now += 10_000
    }
    await world.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }))
    now += 2 * MINUTE
    expect(await eventsOf(named('false', 'ReadOnly'))).toHaveLength(1)
    expect(await eventsOf(named('orders', 'ResourceName'))).toEqual([])
    expect(await eventsOf(named('AWS::Nothing', 'ResourceType'))).toEqual([])
    const times: number[] = []
    let NextToken: string | undefined
    do {
      const { body } = await lookup({ ...named('GetPolicy20150331v2'), MaxResults: 3, NextToken })
      times.push(...(body as { Events: Seen[] }).Events.map(({ EventTime }) => EventTime))
      NextToken = (body as { NextToken?: string }).NextToken
      now += 1000
    } while (NextToken)
    expect(times).toHaveLength(7)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    const [first = 0] = times
    expect(await eventsOf({ StartTime: first, EndTime: first })).toHaveLength(1)
    expect((await lookup({}, { region: 'eu-west-1' })).body).toEqual({ Events: [] })
  })

  test.each<[string, object]>([
    [
      'InvalidLookupAttributesException',
      { LookupAttributes: [...named('a').LookupAttributes, ...named('b').LookupAttributes] },
    ],
    ['InvalidLookupAttributesException', named('True', 'ReadOnly')],
    ['InvalidLookupAttributesException', named('x', 'Colour')],
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidMaxResultsException', { MaxResults: 0 }],
    ['InvalidTimeRangeException', { StartTime: 4_000_000_000 }],
    ['InvalidTimeRangeException', { StartTime: 2000, EndTime: 1000 }],
    ['InvalidNextTokenException', { NextToken: 'garbage' }],
    ['InvalidEventCategoryException', { EventCategory: 'management' }],
  ])('%s for %j', async (name, body) => {
    const answer = await lookup(body)
    expect(answer).toMatchObject({ status: 400, type: 'application/x-amz-json-1.1', body: { __type: name } })
  })

  test('answers twice a second, and then throttles with 400', async () => {
    world.sandbox.throttle.set({ shared: 100, getPolicy: 100, getFunction: 100 })
    const answers = []
    for (let i = 0; i < 3; i++) answers.push(await lookup({}))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400])
    expect(answers[2]?.body).toEqual({ __type: 'ThrottlingException', message: 'Rate exceeded' })
    now += 1000
    expect((await lookup({})).status).toBe(200)
  })

  test('is kept from who may not read it, and from a signature for something else', async () => {
    const denied = addCredential(world.state, { account: TEST_ACCOUNT, denied: ['cloudtrail:LookupEvents'] })
    const asked = { target: TARGET, body: {} }
    const byDenied = await callJson(world, { ...asked, service: 'cloudtrail', credentials: denied })
    expect(byDenied).toMatchObject({ status: 400, body: { __type: 'AccessDeniedException' } })
    const misSigned = await callJson(world, { ...asked, service: 'lambda' })
    expect(misSigned).toMatchObject({ status: 400, body: { __type: 'InvalidSignatureException' } })
  })
})
