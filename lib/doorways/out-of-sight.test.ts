import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { ask, testContext } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS, type Rights } from '@/lib/auth/grants'
import { accessOf } from '@/lib/auth/rights'
import type { Scope } from '@/lib/auth/scope'
import { perform, sightOf, type Verb } from '@/lib/auth/verb'
import { getBulk, listBulkItems } from '@/lib/bulk/read'
import { startBulk } from '@/lib/bulk/start'
import { applyBulk, leaveOutOfBulk, resumeBulk, retryBulk, stopBulk } from '@/lib/bulk/steer'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf } from '@/lib/changes/fixtures/writes'
import { database } from '@/lib/db/database'
import { EVERY_VERB, RAW_INPUTS } from '@/lib/doorways/fixtures/every-verb'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { saveView } from '@/lib/saved-views/keep'

const ACCOUNT = '111111111111'
const own = { account: ACCOUNT, region: 'eu-central-1', functionName: 'checkout', qualifier: '$LATEST' }
const beside = { ...own, functionName: 'secret-beside' }
const away = { ...own, region: 'eu-west-1', functionName: 'secret-away' }
const stranger = { ...own, account: '222222222222', functionName: 'secret-stranger' }

let world: ConsoleWorld
beforeEach(async () => {
  world = await startConsoleWorld()
  return () => world.close()
})

const TAG = { key: 'team', value: 'shop' }

/** Scopes in which the one function lies and no other, each by another part. */
const SCOPES: [string, Scope][] = [
  ['a name', [{ functionNames: ['check*'] }]],
  [
    'account, region and name',
    [{ accounts: [ACCOUNT], regions: ['eu-central-1'], functionNames: ['checkout'] }],
  ],
  ['a tag', [{ tags: [TAG] }]],
]

const tagged = new Map([[`${TAG.key}\n${TAG.value}`, new Set([`${ACCOUNT}/eu-central-1/checkout`])]])
const viewerOf = (scope: Scope): Rights => ({ ...ALL_RIGHTS, tagged, grants: [{ role: 'viewer', scope }] })
const asPerson = (scope: Scope) => ({
  actor: { kind: 'person' as const, id: 'person-1', name: 'Vera' },
  rights: viewerOf(scope),
})

/** A function as everything in the console knows it: at AWS, in the index, the record, CloudTrail's history and a view. */
async function makeKnown(identity: FunctionUrlIdentity, tags: readonly (typeof TAG)[] = []): Promise<void> {
  const { account, region, functionName, qualifier } = identity
  const state = world.state.accounts.get(account)
  if (state) {
    const fn = addFunction(regionOf(state, region), { name: functionName })
    addFunctionUrl(world.state, fn, { qualifier, authType: 'NONE' })
    await endOf(await begin({ kind: 'update', identity, Cors: { AllowOrigins: ['https://a.example'] } }))
  }
  await knowUrls({
    ...identity,
    statements: everyone(identity),
    origins: [`https://${functionName}.example`, '*'],
  })
  const { db } = await database()
  for (const { key, value } of tags)
    await db
      .insertInto('index_tags')
      .values({ account, region, function_name: functionName, tag_key: key, tag_value: value })
      .execute()
  await db
    .insertInto('outside_events')
    .values({
      ...{ account, region, function_name: functionName, qualifier, event_id: randomUUID() },
      ...{ at: '2026-11-28T09:00:00Z', operation: 'UpdateFunctionUrlConfig', request_id: randomUUID() },
      ...{ told: JSON.stringify({ by: 'somebody' }), before: null },
    })
    .execute()
  await ask(saveView, { name: `View of ${functionName}`, view: viewOf(`function:${functionName}`) })
}

const viewOf = (q: string) => ({
  q,
  ...{ sort: 'function' as const, order: 'asc' as const },
  ...{ columns: ['function' as const], density: 'compact' as const },
})

/** Of when and where the record stands, which is no matter of what is in sight. */
const MOMENTS = ['readAt', 'exportedAt', 'requestId', 'text', 'hash', 'previousHash', 'position', 'next']

/** An answer as it is sent, without what differs from one moment to the next. */
async function sent(answer: unknown): Promise<string> {
  const parts = (answer as { parts?: AsyncIterable<string> } | undefined)?.parts
  let text = ''
  if (parts) for await (const part of parts) text += part
  const whole = JSON.stringify(parts ? { ...(answer as object), parts: text } : answer, (name, value) =>
    MOMENTS.includes(name) ? undefined : value,
  )
  return (whole ?? '').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
}

const READS = Object.entries(EVERY_VERB).filter(
  ([name, { operation }]) => accessOf(operation) === 'read' && !['check', 'pause', 'look'].includes(name),
)

async function answersOf(context: Parameters<typeof testContext>[0]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const [name, { verb, input }] of READS)
    answers[name] = await perform(
      verb as Verb<never, unknown>,
      testContext(context),
      RAW_INPUTS[name] ?? input,
    ).then(sent, (error: { failure?: unknown }) => JSON.stringify(error.failure ?? String(error)))
  return answers
}

describe('what lies outside of a person’s scope', () => {
  test.each(SCOPES)('changes no answer of any verb, where it is narrowed by %s', async (_, scope) => {
    await makeKnown(own, [TAG])
    const [before, beforeAll] = [await answersOf(asPerson(scope)), await answersOf({})]
    for (const identity of [beside, away, stranger]) await makeKnown(identity)
    const [after, afterAll] = [await answersOf(asPerson(scope)), await answersOf({})]
    for (const [name] of READS) {
      expect(after[name], name).toBe(before[name])
      expect(after[name], name).not.toContain('secret')
    }
    // The same things do change what is answered to who sees everything: the comparison is of something.
    const inBond = READS.filter(([, { verb }]) => sightOf(verb) === 'in-bond').map(([name]) => name)
    const unmoved = inBond.filter((name) => beforeAll[name] === afterAll[name])
    expect(unmoved.sort()).toEqual(UNMOVED)
  })
})

/** Verbs whose inputs name one thing, of which there is nothing new. */
const UNMOVED = ['getBulk', 'getBulkPlan', 'getChange', 'listBulkItems', 'listBulks', 'listQueryValues']

describe('a bulk change of which a person may see a part', () => {
  test('is that part for them: counts, title, selection; and they do not steer it', async () => {
    for (const identity of [own, beside]) await makeKnown(identity)
    const { bulkId } = await ask(startBulk, {
      from: 'rows',
      action: { kind: 'delete' },
      identities: [own, beside],
    })
    const whole = await ask(getBulk, { bulkId })
    expect([whole.items, whole.title]).toEqual([2, 'Delete 2 function URLs'])
    const scope: Scope = [{ functionNames: ['checkout'] }]
    const seen = await ask(getBulk, { bulkId }, asPerson(scope))
    expect(seen).toMatchObject({ items: 1, title: 'Delete 1 function URL', selection: '' })
    expect(
      (await ask(listBulkItems, { bulkId }, asPerson(scope))).items.map((item) => item.functionName),
    ).toEqual(['checkout'])
    const editor = { ...asPerson(scope), rights: { ...viewerOf(scope), provenAt: Date.now() } }
    editor.rights.grants = [{ role: 'approver', scope }]
    const steering = [
      ask(applyBulk, { bulkId, reviewHash: 'a'.repeat(64) }, editor),
      ask(leaveOutOfBulk, { bulkId, seq: 1, isLeftOut: true }, editor),
      ask(stopBulk, { bulkId }, editor),
      ask(resumeBulk, { bulkId }, editor),
      ask(retryBulk, { bulkId }, editor),
    ]
    for (const result of await Promise.allSettled(steering))
      expect(result).toMatchObject({ status: 'rejected', reason: { failure: { code: 'not-found' } } })
  })
})
