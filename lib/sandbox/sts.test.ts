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

describe('a trust policy', () => {
  const EXTERNAL_ID = { StringEquals: { 'sts:ExternalId': 'the-id' } }
  const principalOf = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` })
  const trusting = (...more: object[]) => {
    const Principal = principalOf(TEST_ACCOUNT)
    const first = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition: EXTERNAL_ID }
    const rest = more.map((statement) => ({ Effect: 'Allow', Principal, ...statement }))
    return { Statement: [first, ...rest] as never }
  }
  const setTrust = (...more: object[]) =>
    world.state.accounts.get(OTHER_ACCOUNT)?.roles.set('reader', {
      denied: new Set(),
      trustPolicy: trusting(...more),
    })
  const asking = (part: object) =>
    sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'mia', ...part }))
  const refusal = (action: string) => ({
    name: 'AccessDenied',
    message: `User: ${world.principal.arn} is not authorized to perform: ${action} on resource: ${ROLE}`,
  })

  test('asks for the ExternalId, and says the same without it and with another', async () => {
    setTrust()
    await expect(asking({})).rejects.toMatchObject(refusal('sts:AssumeRole'))
    await expect(asking({ ExternalId: 'other' })).rejects.toMatchObject(refusal('sts:AssumeRole'))
    expect((await asking({ ExternalId: 'the-id' })).AssumedRoleUser?.Arn).toContain('/reader/mia')
  })

  test('allows session tags and SourceIdentity each by an action of its own, or names it', async () => {
    const Tags = [{ Key: 'person', Value: 'mia' }]
    setTrust({ Action: 'sts:SetSourceIdentity' })
    const known = { ExternalId: 'the-id', SourceIdentity: 'mia' }
    expect((await asking(known)).SourceIdentity).toBe('mia')
    await expect(asking({ ...known, Tags })).rejects.toMatchObject(refusal('sts:TagSession'))
    const Condition = { StringLike: { 'aws:RequestTag/person': 'm*' } }
    setTrust({ Action: ['sts:TagSession'], Condition })
    await expect(asking({ ...known, Tags })).rejects.toMatchObject(refusal('sts:SetSourceIdentity'))
    await asking({ ExternalId: 'the-id', Tags })
    const others = [{ Key: 'person', Value: 'tom' }]
    await expect(asking({ ExternalId: 'the-id', Tags: others })).rejects.toMatchObject(
      refusal('sts:TagSession'),
    )
  })

  test('a session keeps its source identity and assumes further roles for an hour at most', async () => {
    setTrust({ Action: 'sts:SetSourceIdentity' })
    const { Credentials } = await asking({ ExternalId: 'the-id', SourceIdentity: 'mia' })
    world.state.accounts.get(OTHER_ACCOUNT)?.roles.set('next', { denied: new Set(), trusted: () => true })
    const chained = new STSClient({
      ...world.clientConfig,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      },
    })
    const next = { RoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/next`, RoleSessionName: 'console' }
    expect((await chained.send(new AssumeRoleCommand(next))).SourceIdentity).toBe('mia')
    const other = new AssumeRoleCommand({ ...next, SourceIdentity: 'tom' })
    await expect(chained.send(other)).rejects.toMatchObject({
      message: expect.stringContaining('sts:SetSourceIdentity'),
    })
    await expect(
      chained.send(new AssumeRoleCommand({ ...next, DurationSeconds: 7200 })),
    ).rejects.toMatchObject({ message: expect.stringContaining('role chaining') })
    chained.destroy()
  })
})
