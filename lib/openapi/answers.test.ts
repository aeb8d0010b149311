import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '@/lib/auth/fixtures/ask'
import { perform, type Verb } from '@/lib/auth/verb'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { EVERY_VERB, RAW_INPUTS } from '@/lib/doorways/fixtures/every-verb'
import { FailureError } from '@/lib/failures/result'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { ANSWERS } from '@/lib/openapi/answers'
import { addFunction, addFunctionUrl } from '@/lib/sandbox/build'

let world: AwsWorld
const identity = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout',
  qualifier: '$LATEST',
}
beforeAll(async () => {
  world = await startAwsWorld()
  addFunctionUrl(world.state, addFunction(world.region, { name: 'checkout' }))
  await knowUrls({ ...identity, statements: everyone(identity) })
})
afterAll(() => world.close())

/** What takes a bulk change, a change or a sign-in to be made first; their own tests know their shapes. */
const NEEDS_MORE = ['getBulk', 'getBulkPlan', 'getChange', 'listSessions']

describe('what is described is answered', () => {
  test.each(Object.entries(ANSWERS))('%s', async (name, schema) => {
    const { verb, input } = EVERY_VERB[name] ?? {}
    const asking = perform(verb as Verb<never, unknown>, testContext(), RAW_INPUTS[name] ?? input)
    if (NEEDS_MORE.includes(name)) return expect(asking).rejects.toThrow(FailureError)
    const answer = JSON.parse(JSON.stringify(await asking))
    expect(schema.safeParse(answer).error?.issues ?? [], JSON.stringify(answer)).toEqual([])
    expect(Object.keys(answer).length, 'an answer without members tells nothing').toBeGreaterThan(0)
  })
})
