import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, permitForEverything, testContext } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS, type Rights } from '@/lib/auth/grants'
import { narrowed } from '@/lib/auth/permit'
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
import { addTarget } from '@/lib/inventory/sweep-rows'
import { addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { saveView } from '@/lib/saved-views/keep'

const ACCOUNT = '111111111111'
const own = { account: ACCOUNT, region: 'eu-central-1', functionName: 'checkout', qualifier: '$LATEST' }
const beside = { ...own, functionName: 'secret-beside' }
const away = { ...own, region: 'eu-west-1', functionName: 'secret-away' }
const stranger = { ...own, account: '222222222222', functionName: 'secret-stranger' }

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

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

const NOW = new Date()

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
  // How long the record is as a whole is no secret: whoever checks it later has to know.
  return (whole ?? '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
    .replace(/to-event-\d+/, 'to an event')
}

/** Asked for more than the one function. */
const INPUTS: Record<string, unknown> = {
  searchIndex: { text: 'example' },
  countIn: { q: '', identities: [own, beside, away] },
}

const READS = Object.entries(EVERY_VERB).filter(
  ([name, { operation }]) =>
    accessOf(operation) === 'read' && !['check', 'pause', 'look', 'exportHead'].includes(name),
)

async function answersOf(context: Parameters<typeof testContext>[0]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const [name, { verb, input }] of READS)
    answers[name] = await perform(
      verb as Verb<never, unknown>,
      testContext({ ...context, now: () => NOW }),
      INPUTS[name] ?? RAW_INPUTS[name] ?? input,
    ).then(sent, (error: { failure?: unknown }) => JSON.stringify(error.failure ?? String(error)))
  return answers
}

const answersOfAll = () => Promise.all(SCOPES.map(([, scope]) => answersOf(asPerson(scope))))

describe('what lies outside of a person’s scope', () => {
  test('changes no answer of any verb', async () => {
    await makeKnown(own, [TAG])
    // A scope that names no account may reach into each: which accounts and regions are read is no secret of them.
    for (const { account, region } of [away, stranger])
      await addTarget(narrowed(permitForEverything(), { resource: { account, region } }), { account, region })
    // Counting requests, and remembering, once.
    await answersOf({})
    const [before, wholeBefore] = [await answersOfAll(), await answersOf({})]
    for (const identity of [beside, away, stranger]) await makeKnown(identity)
    const [after, wholeAfter] = [await answersOfAll(), await answersOf({})]
    for (const [index, [narrowedBy]] of SCOPES.entries())
      for (const [name] of READS) {
        expect(after[index]?.[name], `${name}, by ${narrowedBy}`).toBe(before[index]?.[name])
        expect(after[index]?.[name], name).not.toContain('secret')
      }
    // The same things do change what is answered to who sees everything: the comparison is of something.
    const inBond = READS.filter(([, { verb }]) => sightOf(verb) === 'in-bond').map(([name]) => name)
    expect(inBond.filter((name) => wholeBefore[name] === wholeAfter[name]).sort()).toEqual(UNMOVED)
  })
})

/** Of one bulk change, change and request that there are not; no finding is of high severity, and nothing is protected here. */
const UNMOVED = [
  ...[
    'countHighFindings',
    'countWaitingRequests',
    'getBulk',
    'getBulkPlan',
    'getChange',
    'getEvent',
    'getRequest',
  ],
  ...['listBulkItems', 'listBulks', 'listProtections', 'listRequests', 'planRequest'],
]

describe('a bulk change of which a person may see a part', () => {
  test('is that part for them: counts, title, selection; and they do not steer it', async () => {
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
