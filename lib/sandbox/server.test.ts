import {
  CreateFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addFunction, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
})

afterEach(() => world.close())

describe('the sandbox over HTTP', () => {
  test('answers the SDK', async () => {
    const { Functions = [] } = await world.lambda.send(new ListFunctionsCommand({}))
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['orders'])
  })

  test('keeps what was written', async () => {
    const created = await world.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'orders', AuthType: 'NONE' }),
    )
    const read = await world.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'orders' }))
    expect(read.FunctionUrl).toBe(created.FunctionUrl)
    expect(read.FunctionUrl).toMatch(
      new RegExp(`^http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:${world.sandbox.port}/$`),
    )
  })

  test('writes every call into the ledger', async () => {
    await world.lambda.send(new ListFunctionsCommand({ MaxItems: 7 }))
    expect(world.sandbox.ledger.read()).toMatchObject([
      {
        operation: 'ListFunctions',
        account: '111111111111',
        region: 'us-east-1',
        principalArn: 'arn:aws:iam::111111111111:user/operator',
        resource: '*',
        parameters: { MaxItems: 7 },
        status: 200,
      },
    ])
  })

  test('says nothing about an address it does not know', async () => {
    const response = await fetch(`${world.sandbox.url}/nothing-here`)
    expect(response.status).toBe(404)
  })
})

describe('malformed requests', () => {
  test.each([
    ['a path that is not percent-encoded text', '/2015-03-31/functions/%E0%A4%A/policy', 403],
    ['an operation that does not exist', '/2015-03-31/functions/orders/nothing', 403],
    ['an unsigned call', '/2015-03-31/functions/orders/policy', 403],
  ])('%s gets an answer', async (_what, path, status) => {
    const response = await fetch(`${world.sandbox.url}${path}`)
    expect(response.status).toBe(status)
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a body that is no JSON is refused by name', async () => {
    world.lambda.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string }
        // As long as before: the length has been announced by now.
        request.body = '{'.repeat(request.body.length)
        return next(args)
      },
      { step: 'build', name: 'breakTheBody' },
    )
    const command = new CreateFunctionUrlConfigCommand({ FunctionName: 'orders', AuthType: 'NONE' })
    await expect(world.lambda.send(command)).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    })
  })

  test('a member of the wrong type is refused by name', async () => {
    const wrong = { FunctionName: 'orders', AuthType: 7 as unknown as 'NONE' }
    await expect(world.lambda.send(new CreateFunctionUrlConfigCommand(wrong))).rejects.toMatchObject({
      name: 'SerializationException',
    })
  })
})

describe('starting', () => {
  test('refuses a port that is taken', async () => {
    await expect(startTestWorld({ port: world.sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
