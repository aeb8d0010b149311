import { afterEach, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { getConcurrencyPool } from '@/lib/functions/read-concurrency-pool'
import { addFunction } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

test('says how much the account has and how much of it nobody has reserved', async () => {
  world = await startAwsWorld()
  addFunction(world.region, { name: 'shop', reservedConcurrency: 120 })
  expect(await ask(getConcurrencyPool, TARGET, contextFor())).toEqual({
    ConcurrentExecutions: 1_000,
    UnreservedConcurrentExecutions: 880,
  })
})

test('names the action that is missing', async () => {
  world = await startAwsWorld({ denied: ['lambda:GetAccountSettings'] })
  await expect(ask(getConcurrencyPool, TARGET, contextFor())).rejects.toMatchObject({
    failure: { code: 'access-denied', missing: { action: 'lambda:GetAccountSettings', resource: '*' } },
  })
})
