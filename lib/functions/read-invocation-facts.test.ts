import { afterEach, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { addAlias, addFunction } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

const factsOf = (qualifier: string) =>
  ask(getInvocationFacts, { ...TARGET, functionName: 'shop', qualifier }, contextFor())

test('tells the alias that exists from the one that is gone, and reads nothing of it for the function’s own URL', async () => {
  world = await startAwsWorld()
  addAlias(addFunction(world.region, { name: 'shop', reservedConcurrency: 0 }), { name: 'live' })
  expect(await factsOf('live')).toMatchObject({
    alias: { ok: true, value: 'exists' },
    reservedConcurrency: { ok: true, value: 0 },
  })
  expect(await factsOf('gone')).toMatchObject({ alias: { ok: true, value: 'deleted' } })
  world.sandbox.ledger.clear()
  expect(await factsOf('$LATEST')).toMatchObject({ alias: { ok: true, value: 'own-url' } })
  expect(world.sandbox.ledger.read().map(({ operation }) => operation)).toEqual(['GetFunctionConcurrency'])
})

test('a part that may not be read is a failure of its own, never “deleted”', async () => {
  world = await startAwsWorld()
  addAlias(addFunction(world.region, { name: 'shop' }), { name: 'live' })
  const denied = { status: 403, code: 'AccessDeniedException' }
  world.sandbox.faults.add({ operation: 'GetAlias', when: 'before', what: denied, times: 1 })
  expect(await factsOf('live')).toMatchObject({
    alias: { ok: false, failure: { code: 'access-denied', missing: { action: 'lambda:GetAlias' } } },
    reservedConcurrency: { ok: true, value: null },
  })
})
