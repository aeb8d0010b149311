import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { permitForEverything } from '@/lib/auth/fixtures/ask'
import { CHANGE_STREAM, type JournalEvent } from '@/lib/changes/change-events'
import { closeDatabase, database } from '@/lib/db/database'
import { execOutside, lockedFromOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { DuplicateChangeError } from '@/lib/journal/append'
import { appendEvent, verifyJournal } from '@/lib/journal/journal'
import { eventsOf, followerOf, listStories, unfinishedStories } from '@/lib/journal/stories'
import type { ChangeRequest } from '@/lib/requests/change-request'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const all = permitForEverything()
const identity: FunctionUrlIdentity = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout-api',
  qualifier: 'live',
}
const actor = { kind: 'local-operator', id: 'local-operator', name: 'mia' }
const NOTHING = { config: null, policy: null }

function intent(request: ChangeRequest = { kind: 'delete', identity, statements: 'remove' }): JournalEvent {
  const call = {
    operation: 'DeleteFunctionUrlConfig' as const,
    input: { FunctionName: identity.functionName, Qualifier: 'live' },
  }
  return {
    type: 'intent',
    title: 'Delete the function URL of checkout-api:live',
    request,
    before: NOTHING,
    after: NOTHING,
    calls: [call],
    planHash: 'hash',
    undo: { possible: false, reason: 'A deleted address never comes back.' },
  }
}

const outcome: JournalEvent = {
  type: 'outcome',
  outcome: { verdict: 'applied', message: 'Done “\u0000\ud800”.' },
}

const append = (changeId: string, event: JournalEvent, of = identity) =>
  appendEvent(CHANGE_STREAM, {
    id: changeId,
    requestId: 'r-1',
    actor,
    at: '2026-11-23T10:00:00.000Z',
    identity: of,
    event,
  })

async function writeChanges(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  for (const id of ids) {
    await append(id, intent())
    await append(id, { type: 'call-begun', step: 0, attempt: 1, input: { RevisionId: 'r' } })
    await append(id, { type: 'call-ended', step: 0, status: 'done', attempts: 1, requestId: 'q' })
    await append(id, outcome)
  }
  return ids
}

describe('appendEvent and eventsOf', () => {
  test('give back in order what was written', async () => {
    const [id = ''] = await writeChanges(1)
    const events = await eventsOf(all, CHANGE_STREAM, id)
    expect(events.map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, 'intent'],
      [2, 'call-begun'],
      [3, 'call-ended'],
      [4, 'outcome'],
    ])
    expect(events[0]).toMatchObject({ id, actor, identity, requestId: 'r-1', event: intent() })
    expect(events[3]?.event).toEqual(outcome)
  })

  test('survive closing the file', async () => {
    const [id = ''] = await writeChanges(1)
    await closeDatabase()
    expect(await eventsOf(all, CHANGE_STREAM, id)).toHaveLength(4)
  })

  test('an id has one intent, also when it comes many times at once', async () => {
    const id = randomUUID()
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => append(id, intent())))
    const refused = tries.filter((one) => one.status === 'rejected').map((one) => one.reason)
    expect(refused).toHaveLength(19)
    expect(refused.every((reason) => reason instanceof DuplicateChangeError)).toBe(true)
    expect(await eventsOf(all, CHANGE_STREAM, id)).toHaveLength(1)
  })

  test('an event that is written again, since nobody heard that it was, stands there once', async () => {
    const id = randomUUID()
    const begun: JournalEvent = { type: 'call-begun', step: 0, attempt: 1, input: { RevisionId: 'r' } }
    await append(id, intent())
    await append(id, begun)
    await append(id, begun)
    await append(id, { ...begun, attempt: 2 })
    expect((await eventsOf(all, CHANGE_STREAM, id)).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(await verifyJournal()).toEqual({ ok: true, events: 3 })
  })

  test('nothing is recorded for a change that was never begun', async () => {
    await expect(append(randomUUID(), outcome)).rejects.toMatchObject({
      failure: { code: 'record-unavailable' },
    })
  })

  test('a locked database is a failure and leaves no trace', async () => {
    const [id = ''] = await writeChanges(1)
    const later: JournalEvent = { type: 'outcome', outcome: { verdict: 'applied', message: 'Later.' } }
    const letGo = await lockedFromOutside()
    const error = await append(id, later).catch((reason) => reason)
    await letGo()
    expect(error).toBeInstanceOf(FailureError)
    expect(error.failure).toMatchObject({
      code: 'record-locked',
      message: expect.stringContaining('nothing may be changed. The database '),
    })
    expect(await eventsOf(all, CHANGE_STREAM, id)).toHaveLength(4)
    await append(id, later)
    expect(await verifyJournal()).toEqual({ ok: true, events: 5 })
  })
})

const idsOf = async (query: Parameters<typeof listStories>[2]) =>
  (await listStories(all, CHANGE_STREAM, query)).map(({ id }) => id)

describe('listStories', () => {
  test('newest first, page by page, each with its events', async () => {
    const ids = (await writeChanges(5)).reverse()
    expect(await idsOf({ limit: 2 })).toEqual(ids.slice(0, 2))
    expect(await idsOf({ limit: 2, before: ids[1] })).toEqual(ids.slice(2, 4))
    expect(await idsOf({ limit: 2, before: ids[3] })).toEqual(ids.slice(4))
    expect(await idsOf({ limit: 2, before: randomUUID() })).toEqual([])
    const [story] = await listStories(all, CHANGE_STREAM, { limit: 1 })
    expect(story).toMatchObject({ records: await eventsOf(all, CHANGE_STREAM, ids[0] ?? '') })
  })

  test('narrowed to a function or a URL', async () => {
    const [live = ''] = await writeChanges(1)
    const beta = randomUUID()
    await append(beta, intent(), { ...identity, qualifier: 'beta' })
    expect(await idsOf({ identity: { functionName: 'checkout-api' }, limit: 9 })).toEqual([beta, live])
    expect(await idsOf({ identity, limit: 9 })).toEqual([live])
    expect(await idsOf({ identity: { account: '222222222222' }, limit: 9 })).toEqual([])
  })

  test('knows what came after', async () => {
    const [first = ''] = await writeChanges(1)
    const second = randomUUID()
    await append(second, intent({ kind: 'undo', identity, changeId: first }))
    expect(await listStories(all, CHANGE_STREAM, { limit: 2 })).toMatchObject([
      { id: second, followedBy: undefined },
      { id: first, followedBy: second },
    ])
  })

  test('asks the database once', async () => {
    await writeChanges(30)
    const { db } = await database()
    const spy = vi.spyOn(db.getExecutor(), 'executeQuery')
    expect(await idsOf({ limit: 25 })).toHaveLength(25)
    expect(spy).toHaveBeenCalledTimes(1)
    spy.mockRestore()
  })

  test('one entry that cannot be read is shown as that, with its position', async () => {
    const ids = await writeChanges(3)
    await execOutside(
      "update journal_events set text = replace(text, 'Delete', 'Create') where position = 5",
      "update journal_events set actor_name = 'nobody' where position = 12",
    )
    const [third, second, first] = await listStories(all, CHANGE_STREAM, { limit: 9 })
    expect(third).toMatchObject({
      id: ids[2],
      position: 12,
      reason: expect.stringContaining('index of event 12'),
    })
    expect(second).toMatchObject({ id: ids[1], position: 5, reason: expect.stringContaining('was changed') })
    expect(first).toMatchObject({ id: ids[0], records: { length: 4 } })
    await expect(eventsOf(all, CHANGE_STREAM, ids[1] ?? '')).rejects.toMatchObject({
      failure: { code: 'record-tampered', message: expect.stringContaining('position 5') },
    })
  })
})

describe('unfinishedStories and followerOf', () => {
  test('know what has no end yet', async () => {
    await writeChanges(1)
    const [open, recovered] = [randomUUID(), randomUUID()]
    await append(open, intent())
    await append(recovered, intent())
    const both = [open, recovered].map((id) => ({ id, identity }))
    expect(await unfinishedStories(all, CHANGE_STREAM)).toEqual(both)
    const ending = { verdict: 'unknown' as const, message: 'Not known.' }
    await append(recovered, { type: 'recovery', calls: [], outcome: ending })
    expect(await unfinishedStories(all, CHANGE_STREAM)).toEqual(both.slice(0, 1))
  })

  test('know what came after', async () => {
    const [first = ''] = await writeChanges(1)
    expect(await followerOf(all, CHANGE_STREAM, first)).toBeUndefined()
    const second = randomUUID()
    await append(second, intent({ kind: 'undo', identity, changeId: first }))
    expect(await followerOf(all, CHANGE_STREAM, first)).toBe(second)
  })
})

test('one more nullable column changes nothing: the hash covers the text', async () => {
  await writeChanges(2)
  await execOutside('alter table journal_events add column outlook text')
  await closeDatabase()
  expect(await verifyJournal()).toEqual({ ok: true, events: 8 })
  await writeChanges(1)
  expect(await verifyJournal()).toEqual({ ok: true, events: 12 })
})
