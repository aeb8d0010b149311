import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, testContext } from '@/lib/auth/fixtures/ask'
import { appendChangeEvent } from '@/lib/changes/change-journal'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { getReservation } from '@/lib/changes/read-reservation'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

/** A change in the record, applied, that says what it did to the reserved concurrency, if anything. */
async function recordChange(identity: FunctionUrlIdentity, was?: number | null, becomes?: number | null) {
  const id = randomUUID()
  const by = { id, identity, actor: testContext().actor, at: '2026-11-28T10:00:00.000Z' }
  const state = { config: null, policy: null }
  await appendChangeEvent({
    ...by,
    event: {
      type: 'intent',
      title: 'A change',
      request: { kind: 'delete', identity, statements: 'remove' },
      before: { ...state, concurrency: was },
      after: { ...state, concurrency: becomes },
      calls: [],
      planHash: '0'.repeat(64),
      undo: { possible: true },
    },
  })
  await appendChangeEvent({
    ...by,
    event: { type: 'outcome', outcome: { verdict: 'applied', message: 'Done.' } },
  })
  return id
}

const formerOf = async ({ account, region, functionName }: FunctionUrlIdentity) =>
  (await ask(getReservation, { account, region, functionName })).former

test('finds what was reserved behind any number of other changes, of every qualifier', async () => {
  const { identity } = world.newFunction()
  await recordChange({ ...identity, qualifier: '$LATEST' }, 20, 0)
  for (let later = 0; later < 60; later++) await recordChange(identity)
  expect(await formerOf(identity)).toBe(20)
})

test('says what the account has left, and nothing where no change tells', async () => {
  const { identity } = world.newFunction()
  await recordChange(identity)
  const { account, region, functionName } = identity
  expect(await ask(getReservation, { account, region, functionName })).toEqual({
    former: undefined,
    pool: { ok: true, value: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } },
  })
})

test('believes nothing behind an entry that cannot be read', async () => {
  const { identity } = world.newFunction()
  await recordChange(identity, 20, 0)
  const later = await recordChange(identity)
  await execOutside(`update journal_events set actor_name = 'Tom' where stream_id = '${later}'`)
  expect(await formerOf(identity)).toBeUndefined()
})
