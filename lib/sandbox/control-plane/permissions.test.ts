import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  GetAliasCommand,
  GetPolicyCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAlias, addFunction, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const NAME = 'orders'
const ARN = `arn:aws:lambda:us-east-1:111111111111:function:${NAME}`
const PUBLIC = {
  StatementId: 'FunctionURLAllowPublicAccess',
  Action: 'lambda:InvokeFunctionUrl',
  Principal: '*',
  FunctionUrlAuthType: 'NONE',
} as const
const STALE = {
  name: 'PreconditionFailedException',
  message:
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
}

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  const target = addFunction(regionOf(world.account, TEST_REGION), { name: NAME })
  addAlias(target, { name: 'live' })
})

afterEach(() => world.close())

function add(input: Partial<AddPermissionCommandInput> = {}) {
  return world.lambda.send(new AddPermissionCommand({ FunctionName: NAME, ...PUBLIC, ...input }))
}

function remove(StatementId: string, more: { Qualifier?: string; RevisionId?: string } = {}) {
  return world.lambda.send(new RemovePermissionCommand({ FunctionName: NAME, StatementId, ...more }))
}

async function policy(Qualifier?: string) {
  const answer = await world.lambda.send(new GetPolicyCommand({ FunctionName: NAME, Qualifier }))
  const { Statement } = JSON.parse(answer.Policy ?? '{}') as { Statement: Record<string, unknown>[] }
  return { revisionId: answer.RevisionId, statements: Statement }
}

describe('a statement', () => {
  test('for calls through the URL carries its condition as text', async () => {
    const { Statement } = await add({
      StatementId: 'FunctionURLInvokeAllowPublicAccess',
      Action: 'lambda:InvokeFunction',
      FunctionUrlAuthType: undefined,
      InvokedViaFunctionUrl: true,
    })
    expect(Statement).toBe(
      '{"Sid":"FunctionURLInvokeAllowPublicAccess","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction",' +
        `"Resource":"${ARN}","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}`,
    )
  })

  test('for every other call than one through the URL carries the condition with false', async () => {
    const { Statement } = await add({
      StatementId: 'direct',
      Action: 'lambda:InvokeFunction',
      FunctionUrlAuthType: undefined,
      InvokedViaFunctionUrl: false,
    })
    const Condition = { Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } }
    expect(JSON.parse(Statement ?? '')).toMatchObject({ Sid: 'direct', Condition })
    expect((await policy()).statements).toMatchObject([{ Sid: 'direct', Condition }])
  })

  test('belongs to one qualifier', async () => {
    await add({ Qualifier: 'live' })
    expect((await policy('live')).statements).toMatchObject([{ Resource: `${ARN}:live` }])
    await expect(policy()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test.each([['invalid.nonaws.com'], ['not-a-principal'], ['12345'], ['arn:aws:s3:::bucket']])(
    'for the principal %s is refused',
    async (Principal) => {
      await expect(add({ Principal })).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message: 'The provided principal was invalid. Please check the principal and try again.',
      })
    },
  )

  test.each<[string, Partial<AddPermissionCommandInput>, string]>([
    ['qualifier', { Qualifier: 'not valid' }, "Value 'not valid' at 'qualifier'"],
    ['action', { Action: 's3:GetObject' }, "Value 's3:GetObject' at 'action'"],
    ['organisation', { PrincipalOrgID: 'o-SHORT' }, "Value 'o-SHORT' at 'principalOrgID'"],
    ['account', { SourceAccount: '12' }, "Value '12' at 'sourceAccount'"],
    ['auth type', { FunctionUrlAuthType: 'ANY' as 'NONE' }, "Value 'ANY' at 'functionUrlAuthType'"],
  ])('with a bad %s is refused', async (_what, input, message) => {
    await expect(add(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    })
  })

  test('that makes the policy larger than 20,480 bytes is refused, and the policy stays', async () => {
    const addMany = async () => {
      for (let count = 0; ; count += 1) await add({ StatementId: `${'x'.repeat(90)}${count}` })
    }
    await expect(addMany()).rejects.toMatchObject({
      name: 'PolicyLengthExceededException',
      $metadata: { httpStatusCode: 400 },
    })
    const { statements } = await policy()
    const document = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements })
    expect(document.length).toBeLessThanOrEqual(20_480)
    expect(document.length).toBeGreaterThan(20_000)
  })
})

describe('RevisionId', () => {
  test('changes with every statement that comes or goes', async () => {
    await add()
    const first = (await policy()).revisionId
    await add({ StatementId: 'second' })
    const second = (await policy()).revisionId
    await remove('second')
    const third = (await policy()).revisionId
    expect(new Set([first, second, third]).size).toBe(3)
  })

  test('guards both adding and removing', async () => {
    await add()
    const { revisionId: stale } = await policy()
    await add({ StatementId: 'second', RevisionId: stale })
    await expect(add({ StatementId: 'third', RevisionId: stale })).rejects.toMatchObject(STALE)
    await expect(remove('second', { RevisionId: stale })).rejects.toMatchObject(STALE)
    await remove('second', { RevisionId: (await policy()).revisionId })
    expect((await policy()).statements).toHaveLength(1)
  })

  test('is not moved by publishing a version', async () => {
    await add()
    const before = (await policy()).revisionId
    await world.lambda.send(new PublishVersionCommand({ FunctionName: NAME }))
    expect((await policy()).revisionId).toBe(before)
  })

  test('is that of the alias while there is no policy', async () => {
    const { RevisionId } = await world.lambda.send(new GetAliasCommand({ FunctionName: NAME, Name: 'live' }))
    await expect(add({ Qualifier: 'live', RevisionId: 'wrong' })).rejects.toMatchObject(STALE)
    await expect(add({ Qualifier: 'live', RevisionId })).resolves.toBeDefined()
  })
})

describe('removing', () => {
  test('takes one statement and leaves the order of the others', async () => {
    for (const StatementId of ['a', 'b', 'c']) await add({ StatementId })
    await remove('b')
    expect((await policy()).statements.map(({ Sid }) => Sid)).toEqual(['a', 'c'])
  })

  test.each([
    ['of an unknown function', 'unknown', undefined, `No policy found for: ${ARN.replace(NAME, 'unknown')}`],
    ['of an unknown alias', NAME, 'nothing', `Cannot find alias arn: ${ARN}:nothing`],
    ['where there is no policy', NAME, undefined, 'No policy is associated with the given resource.'],
  ])('%s is refused', async (_what, FunctionName, Qualifier, message) => {
    const command = new RemovePermissionCommand({ FunctionName, Qualifier, StatementId: 'a' })
    await expect(world.lambda.send(command)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message,
    })
  })
})
