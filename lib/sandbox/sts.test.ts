import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAccount, addFunction, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const OTHER_ACCOUNT = '222222222222'
const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/console/reader`

let world: TestWorld
let sts: STSClient
let clock: number

beforeEach(async () => {
  clock = Date.now()
  world = await startTestWorld({ now: () => clock })
  const other = addAccount(world.state, { id: OTHER_ACCOUNT })
  other.roles.set('reader', {
    denied: new Set(['lambda:AddPermission']),
    trusted: ({ account }) => account === TEST_ACCOUNT,
  })
  addFunction(regionOf(other, TEST_REGION), { name: 'in-the-other-account' })
  sts = new STSClient(world.clientConfig)
})

afterEach(async () => {
  sts.destroy()
  await world.close()
})

async function assume(DurationSeconds?: number) {
  const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'console', DurationSeconds })
  const { Credentials } = await sts.send(command)
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
}

describe('STS', () => {
  test('says who calls', async () => {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}))
    expect({ Account, Arn, UserId }).toEqual({
      Account: TEST_ACCOUNT,
      Arn: world.principal.arn,
      UserId: world.principal.userId,
    })
  })

  test('hands out a role of another account, which then sees that account', async () => {
    const credentials = await assume()
    const client = new LambdaClient({ ...world.clientConfig, credentials })
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}))
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['in-the-other-account'])
    const [, call] = world.sandbox.ledger.read()
    expect(call?.principalArn).toBe(`arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/reader/console`)
  })

  test('refuses a role that does not exist or does not trust the caller', async () => {
    const RoleArn = `arn:aws:iam::${OTHER_ACCOUNT}:role/unknown`
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'console' })
    await expect(sts.send(command)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${world.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('lets the credentials of a role expire', async () => {
    const credentials = await assume(900)
    clock += 901_000
    const client = new LambdaClient({ ...world.clientConfig, credentials, systemClockOffset: 901_000 })
    await expect(client.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    })
  })

  test('refuses a duration outside its limits', async () => {
    await expect(assume(60)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        /'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900/,
    })
  })

  test('names the failure of a wrong secret in its own words', async () => {
    const credentials = { ...world.principal, secretAccessKey: 'not-the-secret' }
    const stranger = new STSClient({ ...world.clientConfig, credentials })
    await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
  })
})
