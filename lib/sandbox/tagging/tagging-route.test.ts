import { afterEach, beforeEach, expect, test } from 'vitest'
import { addFunction, regionOf } from '@/lib/sandbox/build'
import { callJson } from '@/lib/sandbox/fixtures/json-client'
import { startTestWorld, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  const region = regionOf(world.account, TEST_REGION)
  for (let i = 0; i < 130; i++) {
    const team = i % 2 === 0 ? 'shop' : 'delivery'
    addFunction(region, { name: `fn-${i}`, tags: i < 120 ? { team, stage: 'prod' } : {} })
  }
})

afterEach(() => world.close())

const ask = (body: object) =>
  callJson(world, { service: 'tagging', target: 'ResourceGroupsTaggingAPI_20170126.GetResources', body })

interface Page {
  PaginationToken: string
  ResourceTagMappingList: { ResourceARN: string; Tags: { Key: string; Value: string }[] }[]
}

async function all(body: object): Promise<Page['ResourceTagMappingList']> {
  const found: Page['ResourceTagMappingList'] = []
  let PaginationToken = ''
  do {
    const page = (await ask({ ...body, PaginationToken })).body as Page
    found.push(...page.ResourceTagMappingList)
    PaginationToken = page.PaginationToken
  } while (PaginationToken)
  return found
}

test('finds every tagged function once, and none without a tag', async () => {
  const found = await all({ ResourceTypeFilters: ['lambda:function'], ResourcesPerPage: 50 })
  expect(new Set(found.map(({ ResourceARN }) => ResourceARN))).toHaveProperty('size', 120)
  expect(found[0]?.Tags).toContainEqual({ Key: 'team', Value: 'shop' })
})

test.each([
  [{ TagFilters: [{ Key: 'team', Values: ['shop'] }] }, 60],
  [{ TagFilters: [{ Key: 'team', Values: ['shop', 'delivery'] }] }, 120],
  [{ TagFilters: [{ Key: 'stage' }, { Key: 'team', Values: ['delivery'] }] }, 60],
  [{ TagFilters: [{ Key: 'owner' }] }, 0],
  [{ ResourceTypeFilters: ['s3'] }, 0],
  [{ ResourceTypeFilters: ['lambda'] }, 120],
])('%j finds %i', async (body, count) => {
  expect(await all(body)).toHaveLength(count)
})

test('tells the tags of named functions', async () => {
  const arn = `arn:aws:lambda:${TEST_REGION}:${world.account.id}:function:fn-1`
  const { body } = await ask({ ResourceARNList: [arn, `${arn}23`] })
  expect((body as Page).ResourceTagMappingList).toMatchObject([{ ResourceARN: arn }])
})

test.each([
  { ResourcesPerPage: 101 },
  { ResourcesPerPage: 0 },
  { TagFilters: [{ Key: '' }] },
  { PaginationToken: 'garbage' },
  { ResourceARNList: ['a'], ResourceTypeFilters: ['lambda'] },
])('InvalidParameterException for %j', async (body) => {
  expect(await ask(body)).toMatchObject({ status: 400, body: { __type: 'InvalidParameterException' } })
})
