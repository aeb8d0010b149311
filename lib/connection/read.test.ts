import { afterEach, describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  type AwsWorld,
  contextFor,
  OTHER_ACCOUNT,
  OTHER_REGION,
  REGION,
  ROLE_ARN,
  startAwsWorld,
} from '@/lib/aws/fixtures/aws-world'
import { describeConnection } from '@/lib/connection/read'
import { listFunctions } from '@/lib/functions/read'
import { addFunction, regionOf } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

describe('describeConnection', () => {
  test('says where, as whom, and which accounts', async () => {
    world = await startAwsWorld()
    expect(await describeConnection({ ctx: contextFor() })).toMatchObject({
      endpoint: 'Sandbox',
      isReadOnly: false,
      operator: 'mia',
      regions: [REGION, OTHER_REGION],
      targets: [
        { account: ACCOUNT, accountName: 'production', principalArn: world.principal.arn },
        {
          account: OTHER_ACCOUNT,
          roleArn: ROLE_ARN,
          principalArn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/console/function-url-console`,
        },
      ],
    })
  })

  test('a role that does not trust the console is a failing target, not a failing console', async () => {
    world = await startAwsWorld({ isTrusted: false })
    const { targets, failure } = await describeConnection({ ctx: contextFor() })
    expect(failure).toBeUndefined()
    expect(targets[0]?.failure).toBeUndefined()
    expect(targets[1]?.failure).toMatchObject({
      code: 'role-not-assumable',
      missing: { action: 'sts:AssumeRole', resource: ROLE_ARN },
    })
  })

  test.each([
    ['a key that AWS does not know', { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN000000000' }, 'credentials-invalid'],
    ['a secret that does not fit', { AWS_SECRET_ACCESS_KEY: 'wrong' }, 'credentials-invalid'],
    ['no credentials', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'credentials-missing'],
    ['nobody at the endpoint', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, 'unreachable'],
  ])('%s is the console’s failure', async (_, settings, code) => {
    world = await startAwsWorld({ settings })
    const connection = await describeConnection({ ctx: contextFor() })
    expect(connection.failure?.code).toBe(code)
    expect(connection.targets).toMatchObject([{ account: OTHER_ACCOUNT, failure: { code } }])
  })

  test('expired credentials say so and are asked for again', async () => {
    world = await startAwsWorld()
    const { principal, state } = world
    state.credentials.set(principal.accessKeyId, { ...principal, expiresAt: Date.now() - 1000 })
    expect((await describeConnection({ ctx: contextFor() })).failure?.code).toBe('credentials-expired')
    state.credentials.set(principal.accessKeyId, principal)
    expect((await describeConnection({ ctx: contextFor() })).failure).toBeUndefined()
  })
})

describe('an account behind a role', () => {
  test('is read with the role’s credentials', async () => {
    world = await startAwsWorld()
    addFunction(regionOf(world.other, REGION), { name: 'theirs' })
    const input = { account: OTHER_ACCOUNT, region: REGION }
    const { functions } = await listFunctions({ ctx: contextFor(), input })
    expect(functions).toMatchObject([{ account: OTHER_ACCOUNT, functionName: 'theirs' }])
    expect(world.sandbox.ledger.read({ operation: 'AssumeRole' })).toHaveLength(1)
  })

  test('that cannot be assumed fails alone', async () => {
    world = await startAwsWorld({ isTrusted: false })
    const reading = listFunctions({ ctx: contextFor(), input: { account: OTHER_ACCOUNT, region: REGION } })
    await expect(reading).rejects.toMatchObject({ failure: { code: 'role-not-assumable' } })
    const own = await listFunctions({ ctx: contextFor(), input: { account: ACCOUNT, region: REGION } })
    expect(own.functions).toEqual([])
  })
})
