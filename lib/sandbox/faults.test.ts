import {
  CreateFunctionUrlConfigCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addFunction, regionOf } from '@/lib/sandbox/build'
import type { Fault } from '@/lib/sandbox/faults'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  const region = regionOf(world.account, TEST_REGION)
  addFunction(region, { name: 'orders' })
  addFunction(region, { name: 'invoices' })
})

afterEach(() => world.close())

const UNAVAILABLE = { status: 503, code: 'ServiceUnavailableException', message: 'Try later' }
const CREATE: Fault = { operation: 'CreateFunctionUrlConfig', when: 'before', what: UNAVAILABLE, times: 1 }

function createUrl(FunctionName = 'orders', abortSignal?: AbortSignal) {
  const command = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' })
  return world.lambda.send(command, { abortSignal })
}

function urlCount(name = 'orders'): number {
  return regionOf(world.account, TEST_REGION).functions.get(name)?.urls.size ?? 0
}

describe('a scripted status', () => {
  test('before the effect leaves the world as it was', async () => {
    world.sandbox.faults.add(CREATE)
    await expect(createUrl()).rejects.toMatchObject({
      name: UNAVAILABLE.code,
      message: 'Try later',
      $metadata: { httpStatusCode: 503 },
    })
    expect(urlCount()).toBe(0)
  })

  test('after the effect loses the answer of a change that was made', async () => {
    world.sandbox.faults.add({ ...CREATE, when: 'after' })
    await expect(createUrl()).rejects.toMatchObject({ name: UNAVAILABLE.code })
    expect(urlCount()).toBe(1)
  })

  test('is in the ledger as it was answered', async () => {
    world.sandbox.faults.add(CREATE)
    await expect(createUrl()).rejects.toThrow()
    expect(world.sandbox.ledger.read()).toMatchObject([{ status: 503, errorCode: UNAVAILABLE.code }])
  })
})

describe('a scripted reset', () => {
  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('%s the effect cuts the connection', async (when, expectedUrls) => {
    world.sandbox.faults.add({ ...CREATE, when, what: 'reset' })
    await expect(createUrl()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(urlCount()).toBe(expectedUrls)
    expect(world.sandbox.ledger.read()).toMatchObject([{ status: 0 }])
  })
})

describe('a scripted hang', () => {
  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('%s the effect never answers', async (when, expectedUrls) => {
    world.sandbox.faults.add({ ...CREATE, when, what: 'hang' })
    const patience = new AbortController()
    const answer = createUrl('orders', patience.signal)
    await expect.poll(() => world.sandbox.ledger.read().length).toBe(1)
    patience.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(urlCount()).toBe(expectedUrls)
  })
})

describe('a scripted delay', () => {
  test('answers all the same', async () => {
    world.sandbox.faults.add({ ...CREATE, what: { slowMs: 20 } })
    await expect(createUrl()).resolves.toMatchObject({ AuthType: 'NONE' })
    expect(world.sandbox.faults.pending()).toEqual([])
  })
})

describe('the script', () => {
  test('counts down, then lets everything pass', async () => {
    world.sandbox.faults.add({ ...CREATE, times: 2 })
    await expect(createUrl()).rejects.toThrow()
    await expect(createUrl()).rejects.toThrow()
    await expect(createUrl()).resolves.toBeDefined()
  })

  test('skips the calls it is told to skip', async () => {
    world.sandbox.faults.add({ ...CREATE, operation: 'ListFunctions', skip: 1 })
    await expect(world.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined()
    await expect(world.lambda.send(new ListFunctionsCommand({}))).rejects.toThrow()
    await expect(world.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined()
  })

  test('hits only the operation, function and region it names', async () => {
    world.sandbox.faults.add({ ...CREATE, functionName: 'invoices' })
    world.sandbox.faults.add({ ...CREATE, operation: 'GetPolicy', region: 'eu-west-1' })
    await expect(createUrl('orders')).resolves.toBeDefined()
    await expect(createUrl('invoices')).rejects.toMatchObject({ name: UNAVAILABLE.code })
    await expect(world.lambda.send(new GetPolicyCommand({ FunctionName: 'orders' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('finds the function behind any form of its name', async () => {
    const fault: Fault = { ...CREATE, operation: '*', functionName: 'orders' }
    world.sandbox.faults.add(fault)
    const FunctionName = 'arn:aws:lambda:us-east-1:111111111111:function:orders'
    await expect(
      world.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName })),
    ).rejects.toMatchObject({
      name: UNAVAILABLE.code,
    })
  })

  test('takes the first fault that matches', async () => {
    world.sandbox.faults.add({ ...CREATE, what: { status: 500, code: 'First' } })
    world.sandbox.faults.add({ ...CREATE, what: { status: 500, code: 'Second' } })
    await expect(createUrl()).rejects.toMatchObject({ name: 'First' })
    await expect(createUrl()).rejects.toMatchObject({ name: 'Second' })
  })

  test('is not used up by a call that is refused before it', async () => {
    world.sandbox.throttle.set({ shared: 1, getPolicy: 1, getFunction: 1 })
    world.sandbox.faults.add({ ...CREATE, skip: 1 })
    await createUrl()
    await expect(createUrl('invoices')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(world.sandbox.faults.pending()).toHaveLength(1)
  })
})
