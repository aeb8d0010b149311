import { connect } from 'node:net'
import {
  CreateFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addFunction, addFunctionUrl, addStatements, regionOf } from '@/lib/sandbox/build'
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

describe('a method that Node’s parser does not know', () => {
  const said = (head: string, body = '') =>
    new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(world.sandbox.port, '127.0.0.1', () => socket.write(head + body))
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      socket.on('close', () => resolve(text)).on('error', reject)
    })

  test.each(['BREW', 'get', 'X-1', 'VERSION-CONTROLS'])('%s reaches the function', async (method) => {
    const orders = addFunction(regionOf(world.account, TEST_REGION), { name: 'any' })
    const { urlId } = addFunctionUrl(world.state, orders, { authType: 'NONE' })
    addStatements(orders, '$LATEST', [
      { Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'lambda:*', Resource: orders.arn },
    ])
    const host = `${urlId}.lambda-url.${TEST_REGION}.localhost`
    const head = `${method} /pot HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\nConnection: close\r\n\r\n`
    const answer = await said(head, 'tea')
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain(`"method":"${method}"`)
  })

  test('is no operation of the API', async () => {
    const head = 'BREW /2015-03-31/functions/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    expect(await said(head)).toContain('Unable to determine service/operation name to be authorized')
  })

  test('does not excuse what is no request', async () => {
    expect(await said('BREW IT STRONG\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('starting', () => {
  test('refuses a port that is taken', async () => {
    await expect(startTestWorld({ port: world.sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
