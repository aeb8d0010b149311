import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS } from '@/lib/auth/grants'
import { getBulk } from '@/lib/bulk/read'
import { startBulk } from '@/lib/bulk/start'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf } from '@/lib/changes/fixtures/writes'
import { getChange } from '@/lib/changes/read'
import { answerFor, pairOf, randomOf, THERE } from '@/lib/doorways/fixtures/existence'
import { knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'

const target = { account: '111111111111', region: 'eu-central-1' }

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
  const account = world.state.accounts.get(target.account)
  if (!account) throw new Error('The sandbox has no account.')
  for (const name of THERE) {
    addFunctionUrl(world.state, addFunction(regionOf(account, target.region), { name }))
    await knowUrls({ ...target, functionName: name, qualifier: '$LATEST' })
  }
})
afterAll(() => world.close())

test('of 500 things outside of a scope nobody can tell by the answer which of them there are', async () => {
  const random = randomOf(20_261_128)
  for (let index = 0; index < 500; index++) {
    const pair = pairOf(random)
    expect(await answerFor(pair, pair.there), `${index} ${pair.verb}`).toEqual(
      await answerFor(pair, pair.absent),
    )
  }
  // Both are answered before anybody else is asked.
  expect(world.sandbox.ledger.read()).toEqual([])
})

test('an id of a change or of a bulk change of others is as unknown as one that nobody has given', async () => {
  const identity = { ...target, functionName: THERE[0] ?? '', qualifier: '$LATEST' }
  const changeId = await begin({ kind: 'update', identity, AuthType: 'AWS_IAM' })
  await endOf(changeId)
  const { bulkId } = await ask(startBulk, {
    from: 'rows',
    action: { kind: 'delete' },
    identities: [identity],
  })
  const person = {
    actor: { kind: 'person' as const, id: 'p', name: 'p' },
    rights: { ...ALL_RIGHTS, grants: [{ role: 'admin' as const, scope: [{ functionNames: ['team-*'] }] }] },
  }
  const failureOf = (asking: Promise<unknown>) =>
    asking.then(
      () => 'answered',
      (error: { failure: unknown }) => error.failure,
    )
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect(await failureOf(ask(getChange, { changeId }, person))).toEqual(
    await failureOf(ask(getChange, { changeId: unknown }, person)),
  )
  expect(await failureOf(ask(getBulk, { bulkId }, person))).toEqual(
    await failureOf(ask(getBulk, { bulkId: unknown }, person)),
  )
})
