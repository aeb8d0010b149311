import {
  DeleteFunctionConcurrencyCommand,
  DeleteResourcePolicyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addFunction, addStatements, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'
import { AWS_RATES } from '@/lib/sandbox/throttle'
import { captureAnswers } from '@/lib/sandbox/wire-capture'

let world: TestWorld
let clock: number

beforeEach(async () => {
  clock = Date.now()
  world = await startTestWorld({ now: () => clock, throttle: AWS_RATES })
  const target = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
  addStatements(target, '$LATEST', [{ Sid: 'one', Effect: 'Allow', Principal: '*' }])
})

afterEach(() => world.close())

/** How many of so many calls at one moment are answered. */
async function answered(count: number, send: () => Promise<unknown>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: count }, send))
  return results.filter(({ status }) => status === 'fulfilled').length
}

const list = () => world.lambda.send(new ListFunctionsCommand({}))
const getPolicy = () => world.lambda.send(new GetPolicyCommand({ FunctionName: 'orders' }))
const getFunction = () => world.lambda.send(new GetFunctionCommand({ FunctionName: 'orders' }))

describe("Lambda's rate of an account and region", () => {
  test('is 15 for most operations together, with budgets apart for GetPolicy and GetFunction', async () => {
    expect(await answered(20, list)).toBe(15)
    expect(await answered(20, getPolicy)).toBe(15)
    expect(await answered(105, getFunction)).toBe(100)
  })

  test('counts reservations, account settings and the resource policy operations with all the others', async () => {
    const { lambda } = world
    const FunctionName = 'orders'
    const ResourceArn = `arn:aws:lambda:${TEST_REGION}:111111111111:function:orders`
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'lambda:*', Resource: ResourceArn }],
    })
    await lambda.send(new PutResourcePolicyCommand({ ResourceArn, Policy }))
    await lambda.send(new GetResourcePolicyCommand({ ResourceArn }))
    await lambda.send(new DeleteResourcePolicyCommand({ ResourceArn }))
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }))
    await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
    await lambda.send(new GetAccountSettingsCommand({}))
    expect(await answered(20, list)).toBe(15 - 7)
    await expect(lambda.send(new GetResourcePolicyCommand({ ResourceArn }))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    })
    expect(await answered(1, getFunction)).toBe(1)
  })

  test('comes back with time', async () => {
    await answered(15, list)
    clock += 200
    expect(await answered(15, list)).toBe(3)
    clock += 60_000
    expect(await answered(20, list)).toBe(15)
  })

  test('is another one in another region', async () => {
    await answered(15, list)
    const elsewhere = new LambdaClient({ ...world.clientConfig, region: 'eu-west-1' })
    expect(await answered(15, () => elsewhere.send(new ListFunctionsCommand({})))).toBe(15)
  })

  test('does not count STS', async () => {
    await answered(15, list)
    const sts = new STSClient(world.clientConfig)
    expect(await answered(3, () => sts.send(new GetCallerIdentityCommand({})))).toBe(3)
  })

  test('is refused as AWS refuses it', async () => {
    await answered(15, list)
    const lastAnswer = captureAnswers(world.lambda)
    await expect(list()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate exceeded',
      Reason: 'CallerRateLimitExceeded',
      retryAfterSeconds: '1',
      $metadata: { httpStatusCode: 429 },
    })
    expect(JSON.parse(lastAnswer().body)).toEqual({
      Reason: 'CallerRateLimitExceeded',
      Type: 'User',
      message: 'Rate exceeded',
    })
  })
})
