import {
  type Cors,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
  type UpdateFunctionUrlConfigCommandInput,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAlias, addFunction, addStatements, addVersion, regionOf } from '@/lib/sandbox/build'
import type { FunctionState } from '@/lib/sandbox/state'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'
import { captureAnswers } from '@/lib/sandbox/wire-capture'

const NAME = 'orders'
const ARN = `arn:aws:lambda:us-east-1:111111111111:function:${NAME}`

let world: TestWorld
let target: FunctionState

beforeEach(async () => {
  world = await startTestWorld()
  target = addFunction(regionOf(world.account, TEST_REGION), { name: NAME })
  addVersion(target)
  addAlias(target, { name: 'live', functionVersion: '1' })
})

afterEach(() => world.close())

function create(input: Partial<CreateFunctionUrlConfigCommandInput> = {}) {
  return world.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName: NAME, AuthType: 'NONE', ...input }),
  )
}

function update(input: Partial<UpdateFunctionUrlConfigCommandInput> = {}) {
  return world.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName: NAME, ...input }))
}

function get(FunctionName = NAME, Qualifier?: string) {
  return world.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName, Qualifier }))
}

async function list(input: { MaxItems?: number; Marker?: string } = {}) {
  return await world.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName: NAME, ...input }))
}

describe('the members of an answer', () => {
  test('leave the last change out of Create and name an invoke mode only when one was set', async () => {
    const lastAnswer = captureAnswers(world.lambda)
    const membersAfter = async (call: Promise<unknown>) => {
      await call
      return Object.keys(JSON.parse(lastAnswer().body)).sort()
    }
    const always = ['AuthType', 'CreationTime', 'FunctionArn', 'FunctionUrl']
    expect(await membersAfter(create())).toEqual(always)
    expect(await membersAfter(update())).toEqual([...always, 'LastModifiedTime'])
    expect(await membersAfter(get())).toEqual([...always, 'InvokeMode', 'LastModifiedTime'])
    expect(await membersAfter(update({ InvokeMode: 'BUFFERED' }))).toEqual(
      [...always, 'InvokeMode', 'LastModifiedTime'].sort(),
    )
  })

  test('give a fresh config two equal times, of nine digits', async () => {
    await create()
    const { CreationTime, LastModifiedTime } = await get()
    expect(CreationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
    expect(LastModifiedTime).toBe(CreationTime)
  })
})

describe('an update', () => {
  test('without members changes the time and nothing else', async () => {
    await create({ Cors: { AllowOrigins: ['https://a.example'] }, InvokeMode: 'RESPONSE_STREAM' })
    const before = await get()
    await update()
    const after = await get()
    expect(String(after.LastModifiedTime) > String(before.LastModifiedTime)).toBe(true)
    const { LastModifiedTime, $metadata, ...kept } = before
    expect(after).toMatchObject(kept)
  })

  test('keeps the address when auth type and invoke mode change', async () => {
    const { FunctionUrl } = await create()
    await update({ AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' })
    expect(await get()).toMatchObject({
      FunctionUrl,
      AuthType: 'AWS_IAM',
      InvokeMode: 'RESPONSE_STREAM',
    })
  })

  test('touches no statement of the policy', async () => {
    await create()
    addStatements(target, '$LATEST', [{ Sid: 'a', Effect: 'Allow', Principal: '*' }])
    const before = await world.lambda.send(new GetPolicyCommand({ FunctionName: NAME }))
    await update({ AuthType: 'AWS_IAM' })
    const { Policy, RevisionId } = await world.lambda.send(new GetPolicyCommand({ FunctionName: NAME }))
    expect({ Policy, RevisionId }).toEqual({ Policy: before.Policy, RevisionId: before.RevisionId })
  })
})

describe('CORS', () => {
  test('keeps the members that were sent, header names in lower case, order as given', async () => {
    const Cors: Cors = {
      AllowHeaders: ['X-Zulu', 'Content-Type'],
      AllowOrigins: ['https://B.example', 'https://a.example'],
      ExposeHeaders: ['X-Total'],
    }
    await create({ Cors })
    expect((await get()).Cors).toEqual({
      AllowHeaders: ['x-zulu', 'content-type'],
      AllowOrigins: ['https://B.example', 'https://a.example'],
      ExposeHeaders: ['x-total'],
    })
  })

  test('is replaced, not merged', async () => {
    await create({ Cors: { AllowOrigins: ['https://a.example'], MaxAge: 60, AllowCredentials: true } })
    await update({ Cors: { AllowOrigins: ['https://b.example'] } })
    expect((await get()).Cors).toEqual({ AllowOrigins: ['https://b.example'] })
  })

  test('is cleared by an empty object and kept when left out', async () => {
    await create({ Cors: { AllowOrigins: ['*'] } })
    await update({ AuthType: 'AWS_IAM' })
    expect((await get()).Cors).toEqual({ AllowOrigins: ['*'] })
    await update({ Cors: {} })
    expect((await get()).Cors).toBeUndefined()
  })

  test('with every member empty is stored, which is not the same as cleared', async () => {
    const Cors = { AllowCredentials: false, AllowOrigins: [], AllowMethods: [], MaxAge: 0 }
    await create()
    await update({ Cors })
    expect((await get()).Cors).toEqual(Cors)
  })

  test('stays as it was when an update is refused', async () => {
    await create({ Cors: { AllowOrigins: ['https://a.example'] } })
    await expect(update({ Cors: { AllowHeaders: ['x-owned'] }, AuthType: 'AWS_IAM' })).rejects.toThrow(
      "You can't leave AllowOrigins as empty when Cors is enabled.",
    )
    expect(await get()).toMatchObject({ AuthType: 'NONE', Cors: { AllowOrigins: ['https://a.example'] } })
  })

  test.each<[string, Cors]>([
    [
      'more than 100 origins',
      { AllowOrigins: Array.from({ length: 101 }, (_, i) => `https://${i}.example`) },
    ],
    ['an empty origin', { AllowOrigins: [''] }],
    ['an origin of 254 characters', { AllowOrigins: ['x'.repeat(254)] }],
    ['a header of 1025 characters', { AllowOrigins: ['*'], AllowHeaders: ['x'.repeat(1025)] }],
    ['a max age above a day', { AllowOrigins: ['*'], MaxAge: 86_401 }],
    ['a negative max age', { AllowOrigins: ['*'], MaxAge: -1 }],
    ['seven methods', { AllowOrigins: ['*'], AllowMethods: Array(7).fill('GET') }],
  ])('refuses %s', async (_what, Cors) => {
    await expect(create({ Cors })).rejects.toMatchObject({ name: 'ValidationException' })
    expect(target.urls.size).toBe(0)
  })

  test('reports everything that is wrong at once', async () => {
    await expect(
      create({ Qualifier: '1', Cors: { AllowOrigins: ['*'], AllowMethods: ['OPTIONS'] } }),
    ).rejects.toThrow(
      /^2 validation errors detected: Value '1' at 'qualifier' failed .*; Value '\[OPTIONS\]' at 'cors.allowMethods' /,
    )
  })
})

describe('names', () => {
  test.each([
    ['a name', NAME, 'live'],
    ['a name with a qualifier', `${NAME}:live`, undefined],
    ['a partial ARN', `111111111111:function:${NAME}`, 'live'],
    ['a partial ARN with a qualifier', `111111111111:function:${NAME}:live`, undefined],
    ['an ARN', ARN, 'live'],
    ['an ARN with a qualifier', `${ARN}:live`, undefined],
    ['an ARN and a qualifier that agree', `${ARN}:live`, 'live'],
  ])('may be %s', async (_what, FunctionName, Qualifier) => {
    const { FunctionUrl } = await create({ Qualifier: 'live' })
    expect(await get(FunctionName, Qualifier)).toMatchObject({ FunctionUrl, FunctionArn: `${ARN}:live` })
  })

  test('of another account are refused', async () => {
    await expect(get(`arn:aws:lambda:us-east-1:999999999999:function:${NAME}`)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })
})

describe('a list', () => {
  test('has the own URL and those of aliases, page by page', async () => {
    await create()
    await create({ Qualifier: 'live', AuthType: 'AWS_IAM' })
    const first = await list({ MaxItems: 1 })
    const second = await list({ MaxItems: 1, Marker: first.NextMarker })
    const arns = [first, second].flatMap(({ FunctionUrlConfigs = [] }) =>
      FunctionUrlConfigs.map(({ FunctionArn }) => FunctionArn),
    )
    expect(arns.sort()).toEqual([ARN, `${ARN}:live`])
    expect(second.NextMarker).toBeUndefined()
  })

  test('of none is empty', async () => {
    expect((await list()).FunctionUrlConfigs).toEqual([])
  })

  test.each([0, 51])('refuses %i as its page size', async (MaxItems) => {
    await expect(list({ MaxItems })).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

describe('a life', () => {
  test('deletes the own URL and leaves those of aliases and the statements', async () => {
    const { FunctionUrl } = await create()
    await create({ Qualifier: 'live' })
    addStatements(target, '$LATEST', [{ Sid: 'a', Effect: 'Allow', Principal: '*' }])
    await world.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: NAME }))
    expect((await list()).FunctionUrlConfigs).toMatchObject([{ FunctionArn: `${ARN}:live` }])
    await expect(world.lambda.send(new GetPolicyCommand({ FunctionName: NAME }))).resolves.toBeDefined()
    expect((await create()).FunctionUrl).not.toBe(FunctionUrl)
  })

  test('keeps the config of a deleted alias, and gives it back with the alias but without its policy', async () => {
    const { FunctionUrl } = await create({ Qualifier: 'live' })
    addStatements(target, 'live', [{ Sid: 'a', Effect: 'Allow', Principal: '*' }])
    await world.lambda.send(new DeleteAliasCommand({ FunctionName: NAME, Name: 'live' }))
    expect(await get(NAME, 'live')).toMatchObject({ FunctionUrl })
    expect((await list()).FunctionUrlConfigs).toHaveLength(1)
    const policy = new GetPolicyCommand({ FunctionName: NAME, Qualifier: 'live' })
    await expect(world.lambda.send(policy)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })

    const alias = { FunctionName: NAME, Name: 'live', FunctionVersion: '1' }
    await world.lambda.send(new CreateAliasCommand(alias))
    expect(await get(NAME, 'live')).toMatchObject({ FunctionUrl })
    await expect(create({ Qualifier: 'live' })).rejects.toMatchObject({ name: 'ResourceConflictException' })
    await expect(world.lambda.send(policy)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('ends with the function', async () => {
    await create()
    await world.lambda.send(new DeleteFunctionCommand({ FunctionName: NAME }))
    expect(world.state.urlIds.size).toBe(0)
    await expect(get()).rejects.toThrow('The resource you requested does not exist.')
  })
})
