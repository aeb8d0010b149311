import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
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
    expect(await ask(describeConnection, {}, contextFor())).toMatchObject({
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
    const { targets, failure } = await ask(describeConnection, {}, contextFor())
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
    const connection = await ask(describeConnection, {}, contextFor())
    expect(connection.failure?.code).toBe(code)
    expect(connection.targets).toMatchObject([{ account: OTHER_ACCOUNT, failure: { code } }])
  })

  test('a sign-in page in the place of STS is nobody’s identity', async () => {
    world = await startAwsWorld()
    const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in</html>' }
    for (const operation of ['GetCallerIdentity', 'AssumeRole'])
      world.sandbox.faults.add({ operation, when: 'before', what: { foreign: page }, times: 9 })
    const connection = await ask(describeConnection, {}, contextFor())
    expect(connection.failure?.code).toBe('not-from-aws')
    world.sandbox.faults.clear()
    world.sandbox.faults.add({ operation: 'AssumeRole', when: 'before', what: { foreign: page }, times: 9 })
    const { targets } = await ask(describeConnection, {}, contextFor())
    expect(targets).toMatchObject([{ account: ACCOUNT }, { failure: { code: 'not-from-aws' } }])
  })

  test('expired credentials say so and are asked for again', async () => {
    world = await startAwsWorld()
    const { principal, state } = world
    state.credentials.set(principal.accessKeyId, { ...principal, expiresAt: Date.now() - 1000 })
    expect((await ask(describeConnection, {}, contextFor())).failure?.code).toBe('credentials-expired')
    state.credentials.set(principal.accessKeyId, principal)
    expect((await ask(describeConnection, {}, contextFor())).failure).toBeUndefined()
  })
})

describe('an account behind a role', () => {
  test('is read with the role’s credentials', async () => {
    world = await startAwsWorld()
    addFunction(regionOf(world.other, REGION), { name: 'theirs' })
    const input = { account: OTHER_ACCOUNT, region: REGION }
    const { functions } = await ask(listFunctions, input, contextFor())
    expect(functions).toMatchObject([{ account: OTHER_ACCOUNT, functionName: 'theirs' }])
    expect(world.sandbox.ledger.read({ operation: 'AssumeRole' })).toHaveLength(1)
  })

  test('that cannot be assumed fails alone', async () => {
    world = await startAwsWorld({ isTrusted: false })
    const reading = ask(listFunctions, { account: OTHER_ACCOUNT, region: REGION }, contextFor())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'role-not-assumable' } })
    const own = await ask(listFunctions, { account: ACCOUNT, region: REGION }, contextFor())
    expect(own.functions).toEqual([])
  })
})
