import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAlias, addFunction, addVersion, regionOf } from '@/lib/sandbox/build'
import type { RegionState } from '@/lib/sandbox/state'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld
let region: RegionState

beforeEach(async () => {
  world = await startTestWorld()
  region = regionOf(world.account, TEST_REGION)
})

afterEach(() => world.close())

function addMany(count: number): string[] {
  return Array.from({ length: count }, (_, index) => addFunction(region, { name: `fn-${index}` }).name)
}

async function listAll(MaxItems?: number) {
  const pages: string[][] = []
  let Marker: string | undefined
  do {
    const page = await world.lambda.send(new ListFunctionsCommand({ MaxItems, Marker }))
    pages.push((page.Functions ?? []).map(({ FunctionName }) => FunctionName ?? ''))
    Marker = page.NextMarker
  } while (Marker !== undefined)
  return pages
}

describe('ListFunctions', () => {
  test.each([
    [undefined, [50, 50, 20]],
    [10_000, [50, 50, 20]],
    [49, [49, 49, 22]],
  ])(
    'asked for %s on a page gives pages of at most 50, in order, without repeats',
    async (MaxItems, sizes) => {
      const names = addMany(120)
      const pages = await listAll(MaxItems)
      expect(pages.map(({ length }) => length)).toEqual(sizes)
      expect(pages.flat()).toEqual(names)
    },
  )

  test('has no empty last page', async () => {
    addMany(50)
    expect(await listAll()).toHaveLength(1)
  })

  test('neither repeats nor skips when the last item of a page goes meanwhile', async () => {
    addMany(6)
    const first = await world.lambda.send(new ListFunctionsCommand({ MaxItems: 3 }))
    await world.lambda.send(new DeleteFunctionCommand({ FunctionName: 'fn-2' }))
    const rest = await world.lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }))
    expect(rest.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['fn-3', 'fn-4', 'fn-5'])
  })

  test('refuses a marker of another list', async () => {
    addMany(3)
    const { NextMarker: Marker } = await world.lambda.send(new ListFunctionsCommand({ MaxItems: 1 }))
    const command = new ListFunctionsCommand({ Marker, FunctionVersion: 'ALL' })
    await expect(world.lambda.send(command)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Invalid marker value from user.',
    })
  })
})

describe('a function', () => {
  const input = {
    FunctionName: 'created',
    Role: 'arn:aws:iam::111111111111:role/basic',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: new Uint8Array([1]) },
    Environment: { Variables: { STAGE: 'test' } },
    Tags: { team: 'shop' },
  } as const

  test('is pending when created and active when read', async () => {
    expect(await world.lambda.send(new CreateFunctionCommand(input))).toMatchObject({ State: 'Pending' })
    const { Configuration, Tags, Code } = await world.lambda.send(
      new GetFunctionCommand({ FunctionName: 'created' }),
    )
    expect(Configuration).toMatchObject({ State: 'Active', Version: '$LATEST', Runtime: 'nodejs22.x' })
    expect(Tags).toEqual({ team: 'shop' })
    expect(Code?.RepositoryType).toBe('S3')
    await expect(world.lambda.send(new CreateFunctionCommand(input))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
  })

  test('moves to another revision when it becomes active', async () => {
    const input = { FunctionName: 'fresh', Role: 'arn:aws:iam::111111111111:role/x', Code: {} }
    const made = await world.lambda.send(new CreateFunctionCommand(input))
    const command = new GetFunctionConfigurationCommand({ FunctionName: 'fresh' })
    const [first, second] = [await world.lambda.send(command), await world.lambda.send(command)]
    expect(first.RevisionId).not.toBe(made.RevisionId)
    expect(second.RevisionId).toBe(first.RevisionId)
  })

  test('names what it lacks', async () => {
    const bare = { FunctionName: 'x' } as unknown as typeof input
    await expect(world.lambda.send(new CreateFunctionCommand(bare))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(
        "Value null at 'role' failed to satisfy constraint: Member must not be null",
      ),
    })
  })

  test.each([
    ['none is sent', undefined, undefined],
    ['an empty one is sent', { Variables: {} }, { Variables: {} }],
    ['one is sent', { Variables: { STAGE: 'test' } }, { Variables: { STAGE: 'test' } }],
  ])('has an Environment only when one was sent: %s', async (_title, Environment, expected) => {
    await world.lambda.send(new CreateFunctionCommand({ ...input, Environment }))
    const read = await world.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'created' }))
    expect(read.Environment).toEqual(expected)
    const { Functions } = await world.lambda.send(new ListFunctionsCommand({}))
    expect(Functions?.[0]?.Environment).toEqual(expected)
  })

  test('publishes a version once for the same code', async () => {
    addFunction(region, { name: 'orders' })
    const publish = () => world.lambda.send(new PublishVersionCommand({ FunctionName: 'orders' }))
    expect((await publish()).Version).toBe('1')
    expect((await publish()).Version).toBe('1')
    const command = new ListVersionsByFunctionCommand({ FunctionName: 'orders' })
    const { Versions } = await world.lambda.send(command)
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1'])
  })

  test('is read through an alias and a version', async () => {
    const target = addFunction(region, { name: 'orders' })
    addVersion(target)
    addAlias(target, { name: 'live', functionVersion: '1' })
    const read = (Qualifier: string) =>
      world.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders', Qualifier }))
    expect(await read('live')).toMatchObject({ FunctionArn: `${target.arn}:live`, Version: '1' })
    expect(await read('1')).toMatchObject({ FunctionArn: `${target.arn}:1`, Version: '1' })
    await expect(read('2')).rejects.toThrow(`Function not found: ${target.arn}:2`)
  })

  test('keeps a version that an alias is on', async () => {
    const target = addFunction(region, { name: 'orders' })
    addVersion(target)
    addVersion(target)
    addAlias(target, { name: 'live', functionVersion: '1' })
    const remove = new DeleteFunctionCommand({ FunctionName: 'orders', Qualifier: '1' })
    await expect(world.lambda.send(remove)).rejects.toMatchObject({ name: 'ResourceConflictException' })
    const move = { FunctionName: 'orders', Name: 'live', FunctionVersion: '2' }
    await world.lambda.send(new UpdateAliasCommand(move))
    await expect(world.lambda.send(remove)).resolves.toBeDefined()
  })
})

describe('tags', () => {
  test('come and go', async () => {
    const Resource = addFunction(region, { name: 'orders', tags: { a: '1', b: '2' } }).arn
    await world.lambda.send(new TagResourceCommand({ Resource, Tags: { c: '3' } }))
    await world.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['a', 'b'] }))
    const { Tags } = await world.lambda.send(new ListTagsCommand({ Resource }))
    expect(Tags).toEqual({ c: '3' })
  })
  test.each(['live', '1', '$LATEST'])('are the function’s alone, not those of %s', async (qualifier) => {
    const target = addFunction(region, { name: 'orders', tags: { a: '1' } })
    addVersion(target)
    addAlias(target, { name: 'live' })
    const Resource = `${target.arn}:${qualifier}`
    const refused = {
      name: 'InvalidParameterValueException',
      message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    }
    for (const command of [
      new ListTagsCommand({ Resource }),
      new TagResourceCommand({ Resource, Tags: { b: '2' } }),
      new UntagResourceCommand({ Resource, TagKeys: ['a'] }),
    ])
      await expect(world.lambda.send(command as ListTagsCommand)).rejects.toMatchObject(refused)
    expect(target.tags).toEqual({ a: '1' })
  })
})
