import {
  AddPermissionCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAccount, addCredential, addFunction, type NewCredential, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  addFunction(regionOf(world.account, TEST_REGION), { name: 'orders', tags: { 'cost centre': 'a/b+c & d' } })
})

afterEach(() => world.close())

function clientWith(credential: Partial<NewCredential>, config: { systemClockOffset?: number } = {}) {
  const credentials = addCredential(world.state, { account: TEST_ACCOUNT, ...credential })
  return new LambdaClient({ ...world.clientConfig, ...config, credentials })
}

const list = (client: LambdaClient) => client.send(new ListFunctionsCommand({}))

describe('credentials', () => {
  test('accept a path with an ARN in it and a query with odd characters', async () => {
    const Resource = `arn:aws:lambda:us-east-1:${TEST_ACCOUNT}:function:orders`
    const { Tags } = await world.lambda.send(new ListTagsCommand({ Resource }))
    expect(Tags).toEqual({ 'cost centre': 'a/b+c & d' })
    const garbage = new ListFunctionsCommand({ Marker: "a b+c/d=é!'()*&~" })
    await expect(world.lambda.send(garbage)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  test('of a temporary kind need their session token', async () => {
    const token = { sessionToken: 'the-token' }
    await expect(list(clientWith(token))).resolves.toBeDefined()
    const principal = addCredential(world.state, { account: TEST_ACCOUNT, ...token })
    const credentials = { ...principal, sessionToken: undefined }
    await expect(list(new LambdaClient({ ...world.clientConfig, credentials }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    })
  })

  test('of nobody are refused', async () => {
    const credentials = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' }
    await expect(list(new LambdaClient({ ...world.clientConfig, credentials }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid',
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('with the wrong secret are refused', async () => {
    const credentials = { ...world.principal, secretAccessKey: 'wrong' }
    await expect(list(new LambdaClient({ ...world.clientConfig, credentials }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: /^The request signature we calculated does not match the signature you provided\./,
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('that have expired are refused', async () => {
    await expect(list(clientWith({ expiresAt: Date.now() - 1 }))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    })
  })

  test.each([
    [-10, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
    [
      10,
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    ],
  ])('signed with a clock %i minutes off are refused', async (minutes, message) => {
    const now = Date.now() - minutes * 60_000
    const other = await startTestWorld({ now: () => now })
    await expect(list(other.lambda)).rejects.toMatchObject({ name: 'InvalidSignatureException', message })
    await other.close()
  })

  test('that are missing are missed', async () => {
    const response = await fetch(`${world.sandbox.url}/2015-03-31/functions`)
    expect(response.status).toBe(403)
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
    expect(await response.json()).toEqual({ message: 'Missing Authentication Token' })
  })

  test('decide which account answers', async () => {
    addAccount(world.state, { id: '222222222222' })
    const { Functions } = await list(clientWith({ account: '222222222222' }))
    expect(Functions).toEqual([])
  })
})

describe('a principal that may not do something', () => {
  test('is told which action on which resource', async () => {
    const client = clientWith({ denied: ['lambda:GetPolicy'] })
    const arn = `arn:aws:lambda:us-east-1:${TEST_ACCOUNT}:function:orders`
    await expect(client.send(new GetPolicyCommand({ FunctionName: 'orders' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::${TEST_ACCOUNT}:user/operator is not authorized to perform: lambda:GetPolicy on resource: ` +
        `${arn} because no identity-based policy allows the lambda:GetPolicy action`,
      $metadata: { httpStatusCode: 403 },
    })
    await expect(list(client)).resolves.toBeDefined()
  })

  test('can be kept from a whole service, and changes nothing', async () => {
    const client = clientWith({ denied: ['lambda:*'] })
    const command = new AddPermissionCommand({
      FunctionName: 'orders',
      StatementId: 'x',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
    })
    await expect(client.send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(regionOf(world.account, TEST_REGION).functions.get('orders')?.policies.size).toBe(0)
  })
})
