import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permitFor, permitForEverything, testContext } from '@/lib/auth/fixtures/ask'
import { bondOf, mintPermit, narrowed, type Permit, PermitError } from '@/lib/auth/permit'
import { isInScope, type Scope } from '@/lib/auth/scope'
import {
  appendChangeEvent,
  eventsOfChange,
  followerOfChange,
  listRecordedChanges,
} from '@/lib/changes/change-journal'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { StreamQuery } from '@/lib/journal/stories'

const NAMES = ['checkout', 'Checkout', 'checkout-api', 'orders', 'a_b', 'a-b', '100%']
const identities = NAMES.flatMap((functionName) =>
  ['111111111111', '222222222222'].flatMap((account) =>
    ['eu-central-1', 'us-east-1'].map((region) => ({ account, region, functionName, qualifier: 'live' })),
  ),
)
const changes = new Map<string, FunctionUrlIdentity>()

beforeAll(async () => {
  await openScratchDatabase()
  for (const identity of identities) changes.set(await begin(identity), identity)
})
afterAll(closeScratchDatabase)

async function begin(identity: FunctionUrlIdentity, follows?: string): Promise<string> {
  const changeId = randomUUID()
  const state = { config: null, policy: null }
  await appendChangeEvent({
    ...{ id: changeId, actor: testContext().actor, at: '2026-11-28T10:00:00.000Z', identity },
    event: {
      type: 'intent',
      title: 'A change',
      request: follows
        ? { kind: 'undo', identity, changeId: follows }
        : { kind: 'delete', identity, statements: 'remove' },
      ...{ before: state, after: state, calls: [], planHash: '0'.repeat(64), undo: { possible: true } },
    },
  })
  return changeId
}

const listChangeIds = async (permit: Permit, query: StreamQuery) =>
  (await listRecordedChanges(permit, query)).map(({ id }) => id)

const permitIn = (scope: Scope) => mintPermit({ ...bondOf(permitFor('change:list', {})), scope })

const globs = fc.array(
  fc.oneof(
    fc.constantFrom('*', 'checkout*', 'check???', '*-api', 'a?b', 'a_b', '100%', '[c]*', 'CHECKOUT', '', '%'),
    fc.string({ maxLength: 5 }),
  ),
  { maxLength: 3 },
)
const part = fc.record(
  {
    accounts: fc.subarray(['111111111111', '222222222222', '333333333333']),
    regions: fc.subarray(['eu-central-1', 'us-east-1', 'eu']),
    functionNames: globs,
  },
  { requiredKeys: [] },
)

describe('a scope', () => {
  test('shows the same changes as a condition of the query as one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 3 }), async (scope) => {
        const listed = await listChangeIds(permitIn(scope), { limit: 1_000 })
        const expected = [...changes].filter(([, identity]) => isInScope(scope, identity, new Map()))
        expect(listed.toSorted()).toEqual(expected.map(([id]) => id).sort())
      }),
      { numRuns: 300 },
    )
  })

  test('fills pages, so that their sizes tell nothing', async () => {
    const scope: Scope = [{ functionNames: ['orders'] }]
    const first = await listChangeIds(permitIn(scope), { limit: 3 })
    const rest = await listChangeIds(permitIn(scope), { limit: 3, before: first.at(-1) })
    expect([first.length, rest.length]).toEqual([3, 1])
  })

  test('hides the events and the followers of what lies outside', async () => {
    const [[id = ''] = []] = [...changes].filter(([, { functionName }]) => functionName === 'orders')
    const follower = await begin(changes.get(id) as FunctionUrlIdentity, id)
    const outside = mintPermit({ ...bondOf(permitIn([{ functionNames: ['checkout'] }])) })
    const inside = permitIn([{ functionNames: ['ord*'] }])
    expect(await eventsOfChange(outside, id)).toEqual([])
    expect(await followerOfChange(outside, id)).toBeUndefined()
    expect(await eventsOfChange(inside, id)).toHaveLength(1)
    expect(await followerOfChange(inside, id)).toBe(follower)
    changes.set(follower, changes.get(id) as FunctionUrlIdentity)
  })
})

describe('a permit', () => {
  test('shows the changes of its own resource', async () => {
    const [[id = '', identity] = []] = [...changes]
    const own = narrowed(permitFor('change:read', {}), { resource: identity })
    const other = narrowed(permitFor('change:read', {}), { resource: { ...identity, qualifier: 'blue' } })
    expect(await eventsOfChange(own, id)).toHaveLength(1)
    expect(await eventsOfChange(other, id)).toEqual([])
    expect(await listChangeIds(permitForEverything(), { limit: 1_000 })).toHaveLength(changes.size)
  })

  test('for something else shows nothing of the journal', async () => {
    const permit = permitFor('connection:read', {})
    await expect(listChangeIds(permit, { limit: 1 })).rejects.toThrow(PermitError)
  })
})
