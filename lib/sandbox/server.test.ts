import {
  CreateFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addFunction, regionOf } from './build'
import { startTestWorld, TEST_REGION, type TestWorld } from './test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
})

afterEach(() => world.close())

describe('the sandbox over HTTP', () => {
  it('answers the SDK', async () => {
    const { Functions = [] } = await world.lambda.send(new ListFunctionsCommand({}))
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['orders'])
  })

  it('keeps what was written', async () => {
    const created = await world.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'orders', AuthType: 'NONE' }),
    )
    const read = await world.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'orders' }))
    expect(read.FunctionUrl).toBe(created.FunctionUrl)
    expect(read.FunctionUrl).toMatch(
      new RegExp(`^http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:${world.sandbox.port}/$`),
    )
  })

  it('writes every call into the ledger', async () => {
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

  it('says nothing about an address it does not know', async () => {
    const response = await fetch(`${world.sandbox.url}/nothing-here`)
    expect(response.status).toBe(404)
  })
})
