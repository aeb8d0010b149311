import {
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addAlias,
  addFunction,
  addFunctionUrl,
  addStatements,
  addVersion,
  regionOf,
} from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import type { FunctionState } from '@/lib/sandbox/state'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'
import { captureAnswers } from '@/lib/sandbox/wire-capture'

const NAME = 'orders'
const ARN = `arn:aws:lambda:us-east-1:111111111111:function:${NAME}`
const FUNCTIONS_ONLY =
  'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. ' +
  'Please specify either a function name or an unqualified function ARN.'
const BELOW_MINIMUM =
  "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
  'minimum value of [100].'

let world: TestWorld
let orders: FunctionState

beforeEach(async () => {
  world = await startTestWorld()
  orders = addFunction(regionOf(world.account, TEST_REGION), { name: NAME })
  addFunction(regionOf(world.account, TEST_REGION), { name: 'invoices' })
  addVersion(orders)
  addAlias(orders, { name: 'live', functionVersion: '1' })
})

afterEach(() => world.close())

const put = (ReservedConcurrentExecutions: number, FunctionName = NAME) =>
  world.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }))
const get = (FunctionName = NAME) => world.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))
const remove = (FunctionName = NAME) =>
  world.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))

describe('a reservation', () => {
  test('is put, read and deleted, by name and by ARN', async () => {
    const lastAnswer = captureAnswers(world.lambda)
    expect(await put(0, ARN)).toMatchObject({ ReservedConcurrentExecutions: 0 })
    expect(await get()).toMatchObject({ ReservedConcurrentExecutions: 0 })
    await remove(`111111111111:function:${NAME}`)
    expect(lastAnswer()).toMatchObject({ status: 204, body: '' })
    await get()
    expect(lastAnswer().body).toBe('{}')
  })

  test.each([
    ['negative', -1, 'ValidationException', 'Member must have value greater than or equal to 0'],
    ['a fraction', 1.5, 'SerializationException', "at 'reservedConcurrentExecutions'"],
    ['none at all', undefined, 'ValidationException', "Value null at 'reservedConcurrentExecutions'"],
  ])('that is %s is refused', async (_title, value, name, text) => {
    await expect(put(value as number)).rejects.toMatchObject({ name, message: expect.stringContaining(text) })
    expect(orders.reservedConcurrency).toBeUndefined()
  })

  test('of an unknown function is refused, by Put with the ARN of its $LATEST', async () => {
    const unknown = (arn: string) => ({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${arn}`,
    })
    const arn = ARN.replace(NAME, 'unknown')
    await expect(put(1, 'unknown')).rejects.toMatchObject(unknown(`${arn}:$LATEST`))
    await expect(put(5000, arn)).rejects.toMatchObject(unknown(`${arn}:$LATEST`))
    await expect(get('unknown')).rejects.toMatchObject(unknown(arn))
    await expect(remove('unknown')).rejects.toMatchObject(unknown(arn))
  })

  test.each([[`${ARN}:$LATEST`], [`${ARN}:live`], [`${NAME}:live`], [`${NAME}:1`], ['unknown:live']])(
    'of %s is refused: only functions have one',
    async (name) => {
      orders.reservedConcurrency = 7
      const refusal = { name: 'InvalidParameterValueException', Type: 'User', message: FUNCTIONS_ONLY }
      await expect(put(1, name)).rejects.toMatchObject(refusal)
      await expect(get(name)).rejects.toMatchObject(refusal)
      await expect(remove(name)).rejects.toMatchObject(refusal)
      expect(orders.reservedConcurrency).toBe(7)
    },
  )
})

describe("the account's pool", () => {
  test('keeps 100 of 1,000 for functions without a reservation, whatever the function had before', async () => {
    await put(900)
    await expect(put(901)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: BELOW_MINIMUM,
    })
    await expect(put(1, 'invoices')).rejects.toThrow(BELOW_MINIMUM)
    await put(0, 'invoices')
    await put(899)
    await put(1, 'invoices')
    const { AccountLimit, AccountUsage } = await world.lambda.send(new GetAccountSettingsCommand({}))
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 100 })
    expect(AccountUsage).toMatchObject({ FunctionCount: 2 })
  })

  test('refuses without a Type member, as recorded', async () => {
    const lastAnswer = captureAnswers(world.lambda)
    await expect(put(1001)).rejects.toThrow()
    expect(JSON.parse(lastAnswer().body)).toEqual({ message: BELOW_MINIMUM })
  })

  test('of an account with less than 100 lets nothing be reserved but 0', async () => {
    world.account.concurrentExecutions = 10
    await expect(put(1)).rejects.toThrow('below its minimum value of [10].')
    await put(0)
  })

  test('is another one in another region', async () => {
    addFunction(regionOf(world.account, 'eu-west-1'), { name: NAME, reservedConcurrency: 900 })
    await put(900)
  })
})

describe('reserved concurrency 0', () => {
  test.each([['$LATEST'], ['live']])('answers 429 at the URL of %s until it is gone', async (qualifier) => {
    const resource = qualifier === '$LATEST' ? ARN : `${ARN}:${qualifier}`
    const { urlId } = addFunctionUrl(world.state, orders, { qualifier })
    addStatements(orders, qualifier, [
      { Effect: 'Allow', Principal: '*', Action: 'lambda:Invoke*', Resource: resource },
    ])
    const status = async () =>
      (await callFunctionUrl({ port: world.sandbox.port, urlId, region: TEST_REGION })).status
    expect(await status()).toBe(200)
    await put(0)
    expect(await status()).toBe(429)
    await remove()
    expect(await status()).toBe(200)
  })
})
