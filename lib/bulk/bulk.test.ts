import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import {
  applied,
  confirm,
  inPhase,
  intoIndex,
  itemsOf,
  reviewOf,
  until,
} from '@/lib/bulk/fixtures/bulk-steps'
import { getBulk, getBulkPlan, listBulks } from '@/lib/bulk/read'
import { keepBulks, stopBulks } from '@/lib/bulk/runner'
import type { BulkActionInput } from '@/lib/bulk/schema'
import { startBulk } from '@/lib/bulk/start'
import { applyBulk, leaveOutOfBulk, resumeBulk, retryBulk, stopBulk } from '@/lib/bulk/steer'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { stageFor } from '@/lib/changes/fixtures/writes'
import { getChange, listChanges } from '@/lib/changes/read'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { forgetEnv } from '@/lib/env'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { forgetSingleton } from '@/lib/process/singleton'
import { addFunctionUrl } from '@/lib/sandbox/build'
import type { FunctionState } from '@/lib/sandbox/state'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

beforeEach(() => keepBulks())
afterEach(async () => {
  await stopBulks()
  forgetSingleton('bulk-runner')
  world.sandbox.faults.clear()
})

interface Staged {
  fn: FunctionState
  identity: FunctionUrlIdentity
}

/** Open URLs that everybody may call, known to the index. */
async function openUrls(count: number): Promise<Staged[]> {
  const staged = Array.from({ length: count }, () =>
    stageFor(world, { url: { authType: 'NONE' }, grants: [{ type: 'everyone' }] }),
  )
  for (const { identity } of staged) await intoIndex(identity)
  return staged
}

/** URLs of auth type NONE for which the permissions are missing, known to the index. */
async function halfUrls(count: number): Promise<Staged[]> {
  const staged = Array.from({ length: count }, () =>
    stageFor(world, { url: { authType: 'NONE' }, grants: [] }),
  )
  for (const { identity } of staged) await intoIndex(identity)
  return staged
}

const rows = (action: BulkActionInput, staged: readonly Staged[]) => ({
  from: 'rows' as const,
  action,
  identities: staged.map(({ identity }) => identity),
})

const urlOf = ({ fn, identity }: Staged) => fn.urls.get(identity.qualifier)
const statementsOf = ({ fn, identity }: Staged) => fn.policies.get(identity.qualifier)?.statements ?? []
const writesOf = ({ identity: { functionName } }: Staged, operation: string) =>
  world.sandbox.ledger.read({ functionName, operation }).filter(({ status }) => status < 300).length

describe('a review', () => {
  test('plans every item afresh, puts like ones together, and shows each plan', async () => {
    const [open, half, gone, signed] = [
      await openUrls(2),
      await halfUrls(2),
      await openUrls(1),
      [stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })],
    ]
    await intoIndex((signed[0] as Staged).identity)
    gone[0]?.fn.urls.clear()
    const bulk = await reviewOf(
      rows({ kind: 'auth-type', AuthType: 'AWS_IAM' }, [...open, ...half, ...gone, ...signed]),
    )
    expect(bulk).toMatchObject({ title: 'Set the auth type of 6 function URLs to AWS_IAM', items: 6 })
    expect(bulk.counts).toMatchObject({ planned: 4, nothing: 1, refused: 1 })
    const label = 'one UpdateFunctionUrlConfig and 2 RemovePermission'
    expect(bulk.groups).toEqual(
      expect.arrayContaining([
        { status: 'planned', label, count: 2, leftOut: 0 },
        { status: 'planned', label: 'one UpdateFunctionUrlConfig', count: 2, leftOut: 0 },
        { status: 'refused', label: 'It has no function URL any more.', count: 1, leftOut: 0 },
      ]),
    )
    const plan = await ask(getBulkPlan, { bulkId: bulk.bulkId, seq: 1 })
    expect(plan.calls.map(({ operation }) => operation)).toEqual([
      'UpdateFunctionUrlConfig',
      'RemovePermission',
      'RemovePermission',
    ])
    expect(open.every((each) => urlOf(each)?.authType === 'NONE')).toBe(true)
  })

  test('says what has changed since the list was read', async () => {
    const [first, second] = await openUrls(2)
    if (!first || !second) throw new Error('There are two.')
    Object.assign(urlOf(first) ?? {}, {
      lastModifiedTime: '2031-01-01T00:00:00.000000001Z',
      invokeMode: 'RESPONSE_STREAM',
    })
    const bulk = await reviewOf(
      rows({ kind: 'cors', Cors: { AllowOrigins: ['https://a.example'] } }, [first, second]),
    )
    expect(bulk.effects).toMatchObject({ items: 2, hasChanged: 1 })
    expect((await itemsOf(bulk.bulkId)).map(({ hasChanged }) => hasChanged)).toEqual([true, false])
  })

  test('of a query is of what matched it then', async () => {
    const staged = await halfUrls(2)
    const [one, other] = staged.map(({ identity }) => identity)
    if (!one || !other) throw new Error('There are two.')
    const action = { kind: 'add-missing-permissions' } as const
    const all = await reviewOf({ from: 'query', action, q: one.functionName })
    expect(await itemsOf(all.bulkId)).toMatchObject([{ ...one, status: 'planned', label: '2 AddPermission' }])
    const none = ask(startBulk, { from: 'query', action, q: one.functionName, except: [one] })
    await expect(none).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
    await expect(ask(startBulk, { from: 'query', action, q: 'is:open' })).rejects.toMatchObject({
      failure: { code: 'invalid-input' },
    })
  })

  test('edits one origin and leaves all else of CORS as it is', async () => {
    const staged = [0, 1].map(() => stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] }))
    const [with_, without] = staged
    if (!with_ || !without) throw new Error('There are two.')
    const url = urlOf(with_)
    if (url) url.cors = { AllowOrigins: ['https://old.example', 'https://shop.example'], MaxAge: 60 }
    for (const { identity } of staged) await intoIndex(identity)
    const added = await applied(
      await reviewOf(rows({ kind: 'add-origin', origin: 'https://new.example' }, staged)),
    )
    expect(added.counts.applied).toBe(2)
    expect(urlOf(with_)?.cors).toMatchObject({
      AllowOrigins: ['https://old.example', 'https://shop.example', 'https://new.example'],
      MaxAge: 60,
    })
    const removed = await applied(
      await reviewOf(rows({ kind: 'remove-origin', origin: 'https://old.example' }, staged)),
    )
    expect(removed.counts).toMatchObject({ applied: 1, nothing: 1 })
    expect(urlOf(with_)?.cors?.AllowOrigins).toEqual(['https://shop.example', 'https://new.example'])
  })

  test('waits for a quota, and that is no failure', async () => {
    const [one] = await halfUrls(1)
    if (!one) throw new Error('There is one.')
    const { functionName } = one.identity
    const what = { status: 429, code: 'TooManyRequestsException' }
    world.sandbox.faults.add({
      operation: 'GetFunctionUrlConfig',
      functionName,
      when: 'before',
      what,
      times: 6,
    })
    const bulk = await reviewOf(rows({ kind: 'add-missing-permissions' }, [one]))
    expect(bulk.counts).toMatchObject({ planned: 1, refused: 0 })
  }, 90_000)

  test('asks for a function as a whole once, however many URLs it has', async () => {
    const [one] = await openUrls(1)
    if (!one) throw new Error('There is one.')
    addFunctionUrl(world.state, one.fn, { qualifier: '$LATEST', authType: 'AWS_IAM' })
    const own = { ...one, identity: { ...one.identity, qualifier: '$LATEST' } }
    await intoIndex(own.identity)
    const bulk = await reviewOf(rows({ kind: 'stop-calls' }, [one, own]))
    expect(bulk.groups).toMatchObject([{ status: 'planned' }])
    expect(bulk).toMatchObject({ items: 1, confirmation: 'stop 1 function' })
    expect((await applied(bulk)).counts.applied).toBe(1)
    expect(one.fn.reservedConcurrency).toBe(0)
  })
})

describe('what was confirmed', () => {
  test('is applied item by item, each a change of its own under one bulk change', async () => {
    const staged = await halfUrls(6)
    const bulk = await reviewOf(rows({ kind: 'add-missing-permissions' }, staged))
    expect(bulk.confirmation).toBe('open 6 function URLs to the internet')
    const ended = await applied(bulk)
    expect(ended.counts).toMatchObject({ applied: 6, failed: 0 })
    expect(staged.map((each) => [statementsOf(each).length, writesOf(each, 'AddPermission')])).toEqual(
      staged.map(() => [2, 2]),
    )
    const [item] = await itemsOf(bulk.bulkId)
    const change = await ask(getChange, { changeId: item?.changeId ?? '' })
    expect(change).toMatchObject({ bulk: bulk.bulkId, outcome: { verdict: 'applied' } })
    const { bulks } = await ask(listBulks, {})
    expect(bulks).toContainEqual(expect.objectContaining({ bulkId: bulk.bulkId, phase: 'ended' }))
    // Of everything it is one line; of one function URL its change is.
    const everything = await ask(listChanges, {})
    expect(everything.changes.filter((each) => 'bulk' in each && each.bulk === bulk.bulkId)).toEqual([])
    const ofOne = await ask(listChanges, staged[0]?.identity ?? {})
    expect(ofOne.changes).toMatchObject([{ bulk: bulk.bulkId }])
    // Once more is no second time.
    await confirm(bulk)
    expect((await ask(getBulk, { bulkId: bulk.bulkId })).phase).toBe('ended')
    expect(staged.map((each) => writesOf(each, 'AddPermission'))).toEqual(staged.map(() => 2))
  })

  test('must be what was shown, and typed where it is dangerous', async () => {
    const staged = await openUrls(3)
    const bulk = await reviewOf(rows({ kind: 'delete' }, staged))
    const { bulkId, reviewHash = '' } = bulk
    expect(bulk.confirmation).toBe('delete 3 function URLs')
    for (const confirmation of [undefined, 'delete 2 function URLs', 'Delete 3 function URLs'])
      await expect(ask(applyBulk, { bulkId, reviewHash, confirmation })).rejects.toMatchObject({
        failure: { code: 'confirmation-mismatch' },
      })
    await ask(leaveOutOfBulk, { bulkId, seq: 2, isLeftOut: true })
    const again = await ask(getBulk, { bulkId })
    expect(again.confirmation).toBe('delete 2 function URLs')
    // What was shown before is not what would be done now.
    await expect(confirm(bulk)).rejects.toMatchObject({ failure: { code: 'changed-elsewhere' } })
    const ended = await applied(again)
    expect(ended.counts).toMatchObject({ applied: 2, planned: 1 })
    expect(staged.map((each) => urlOf(each) !== undefined)).toEqual([false, true, false])
  })

  test('is not done to an item whose plan is another by then', async () => {
    const staged = await openUrls(3)
    const bulk = await reviewOf(rows({ kind: 'invoke-mode', InvokeMode: 'RESPONSE_STREAM' }, staged))
    const moved = staged[1]
    if (!moved) throw new Error('There are three.')
    Object.assign(urlOf(moved) ?? {}, { authType: 'AWS_IAM' })
    const ended = await applied(bulk)
    expect(ended.counts).toMatchObject({ applied: 2, changed: 1 })
    expect(writesOf(moved, 'UpdateFunctionUrlConfig')).toBe(0)
    const rest = await reviewOf({ from: 'rest', bulkId: bulk.bulkId })
    expect(await itemsOf(rest.bulkId)).toMatchObject([{ ...moved.identity, status: 'planned' }])
    expect((await applied(rest)).counts.applied).toBe(1)
  })

  test('says what AWS refused, does it again when asked, and finishes what is half done', async () => {
    const staged = await halfUrls(3)
    const bulk = await reviewOf(rows({ kind: 'add-missing-permissions' }, staged))
    const denied = { status: 403, code: 'AccessDeniedException' }
    const [first, second] = staged.map(({ identity }) => identity.functionName)
    const fault = { operation: 'AddPermission', when: 'before', what: denied, times: 1 } as const
    world.sandbox.faults.add({ ...fault, functionName: first })
    world.sandbox.faults.add({ ...fault, functionName: second, skip: 1 })
    const ended = await applied(bulk)
    expect(ended.counts).toMatchObject({ applied: 1, failed: 1, 'half-done': 1 })
    await ask(retryBulk, { bulkId: bulk.bulkId })
    const retried = await until(
      () => inPhase(bulk.bulkId, 'ended'),
      ({ counts }) => counts.waiting + counts.applying === 0,
    )
    expect(retried.counts).toMatchObject({ applied: 3, failed: 0 })
    expect(staged.map((each) => statementsOf(each).length)).toEqual([2, 2, 2])
    expect(staged.map((each) => writesOf(each, 'AddPermission'))).toEqual([2, 2, 2])
  })

  test('can be stopped and gone on with', async () => {
    const staged = await openUrls(24)
    for (const { identity } of staged)
      world.sandbox.faults.add({
        operation: 'UpdateFunctionUrlConfig',
        functionName: identity.functionName,
        when: 'before',
        what: { slowMs: 2_000 },
        times: 1,
      })
    const bulk = await reviewOf(rows({ kind: 'cors', Cors: { AllowOrigins: ['https://a.example'] } }, staged))
    const { bulkId } = bulk
    await confirm(bulk)
    await until(
      () => ask(getBulk, { bulkId }),
      ({ counts }) => counts.applied > 0,
    )
    await ask(stopBulk, { bulkId })
    const stopped = await until(
      () => ask(getBulk, { bulkId }),
      ({ counts }) => counts.applying === 0,
    )
    expect(stopped).toMatchObject({ phase: 'stopped', stoppedBy: 'tester' })
    expect(stopped.counts.waiting).toBeGreaterThan(0)
    const done = staged.filter((each) => urlOf(each)?.cors).length
    expect(done).toBe(stopped.counts.applied)
    await ask(resumeBulk, { bulkId })
    expect((await inPhase(bulkId, 'ended')).counts.applied).toBe(24)
    expect(staged.map((each) => writesOf(each, 'UpdateFunctionUrlConfig'))).toEqual(staged.map(() => 1))
  })

  test('is taken back by another bulk change, as far as it can be', async () => {
    const staged = await openUrls(3)
    const bulk = await applied(await reviewOf(rows({ kind: 'auth-type', AuthType: 'AWS_IAM' }, staged)))
    expect(staged.map((each) => [urlOf(each)?.authType, statementsOf(each).length])).toEqual(
      staged.map(() => ['AWS_IAM', 0]),
    )
    const undo = await reviewOf({ from: 'undo', bulkId: bulk.bulkId })
    expect(undo).toMatchObject({
      followsId: bulk.bulkId,
      confirmation: 'open 3 function URLs to the internet',
    })
    expect((await applied(undo)).counts.applied).toBe(3)
    expect(staged.map((each) => [urlOf(each)?.authType, statementsOf(each).length])).toEqual(
      staged.map(() => ['NONE', 2]),
    )
    const deleted = await applied(await reviewOf(rows({ kind: 'delete' }, staged)))
    await expect(ask(startBulk, { from: 'undo', bulkId: deleted.bulkId })).rejects.toMatchObject({
      failure: { code: 'invalid-input' },
    })
  })
})

describe('where nothing may be done', () => {
  test('a read-only console plans and applies nothing', async () => {
    const staged = await openUrls(1)
    process.env.CONSOLE_READ_ONLY = 'true'
    forgetEnv()
    const asking = ask(startBulk, rows({ kind: 'delete' }, staged))
    await expect(asking).rejects.toMatchObject({ failure: { code: 'read-only' } })
    delete process.env.CONSOLE_READ_ONLY
    forgetEnv()
  })

  test('a record that was changed outside the console lets nothing begin', async () => {
    const staged = await openUrls(1)
    const bulk = await reviewOf(rows({ kind: 'delete' }, staged))
    await execOutside(
      `update journal_events set text = replace(text, 'tester', 'nobody') where position = 1`,
      `update journal_head set hash = 'x'`,
    )
    forgetSingleton('journal-watch')
    await expect(confirm(bulk)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
    expect(staged.map((each) => urlOf(each) !== undefined)).toEqual([true])
    expect((await ask(getBulk, { bulkId: bulk.bulkId })).phase).toBe('reviewed')
  })
})
