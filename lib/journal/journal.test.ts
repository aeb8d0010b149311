import { randomUUID } from 'node:crypto'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { permitForEverything } from '@/lib/auth/fixtures/ask'
import { CHANGE_STREAM, type JournalEvent } from '@/lib/changes/change-events'
import { closeDatabase } from '@/lib/db/database'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import {
  appendEvent,
  DuplicateChangeError,
  eventsOf,
  followerOf,
  streamIds,
  unfinishedStreams,
  verifyJournal,
} from '@/lib/journal/journal'
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
const actor = 'mia'
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
  appendEvent(CHANGE_STREAM, { changeId, actor, at: '2026-11-23T10:00:00.000Z', identity: of, event })

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
    expect(events[0]).toMatchObject({ changeId: id, actor, identity, event: intent() })
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

  test('nothing is recorded for a change that was never begun', async () => {
    await expect(append(randomUUID(), outcome)).rejects.toMatchObject({
      failure: { code: 'record-unavailable' },
    })
  })

  test('a locked file is a failure and leaves no trace', async () => {
    const [id = ''] = await writeChanges(1)
    const other = new Libsql(scratchDatabasePath())
    other.exec('begin immediate')
    const error = await append(id, outcome).catch((reason) => reason)
    other.exec('rollback')
    other.close()
    expect(error).toBeInstanceOf(FailureError)
    expect(error.failure.code).toBe('record-unavailable')
    expect(await eventsOf(all, CHANGE_STREAM, id)).toHaveLength(4)
    await append(id, outcome)
    expect(await verifyJournal()).toEqual({ ok: true, events: 5 })
  })
})

describe('streamIds', () => {
  test('newest first, page by page', async () => {
    const ids = (await writeChanges(5)).reverse()
    expect(await streamIds(all, CHANGE_STREAM, { limit: 2 })).toEqual(ids.slice(0, 2))
    expect(await streamIds(all, CHANGE_STREAM, { limit: 2, before: ids[1] })).toEqual(ids.slice(2, 4))
    expect(await streamIds(all, CHANGE_STREAM, { limit: 2, before: ids[3] })).toEqual(ids.slice(4))
    expect(await streamIds(all, CHANGE_STREAM, { limit: 2, before: randomUUID() })).toEqual([])
  })

  test('narrowed to a function or a URL', async () => {
    const [live = ''] = await writeChanges(1)
    const beta = randomUUID()
    await append(beta, intent(), { ...identity, qualifier: 'beta' })
    expect(
      await streamIds(all, CHANGE_STREAM, { identity: { functionName: 'checkout-api' }, limit: 9 }),
    ).toEqual([beta, live])
    expect(await streamIds(all, CHANGE_STREAM, { identity, limit: 9 })).toEqual([live])
    expect(await streamIds(all, CHANGE_STREAM, { identity: { account: '222222222222' }, limit: 9 })).toEqual(
      [],
    )
  })
})

describe('unfinishedStreams and followerOf', () => {
  test('know what has no end yet', async () => {
    await writeChanges(1)
    const [open, recovered] = [randomUUID(), randomUUID()]
    await append(open, intent())
    await append(recovered, intent())
    const both = [open, recovered].map((changeId) => ({ changeId, identity }))
    expect(await unfinishedStreams(all, CHANGE_STREAM)).toEqual(both)
    const ending = { verdict: 'unknown' as const, message: 'Not known.' }
    await append(recovered, { type: 'recovery', calls: [], outcome: ending })
    expect(await unfinishedStreams(all, CHANGE_STREAM)).toEqual(both.slice(0, 1))
  })

  test('know what came after', async () => {
    const [first = ''] = await writeChanges(1)
    expect(await followerOf(all, first)).toBeUndefined()
    const second = randomUUID()
    await append(second, intent({ kind: 'undo', identity, changeId: first }))
    expect(await followerOf(all, first)).toBe(second)
  })
})

/** A small generator with a seed, so that a failing run can be repeated. */
function generator(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const COLUMNS = [
  'position',
  'change_id',
  'seq',
  'at',
  'type',
  'schema_version',
  'actor',
  'account',
  'region',
  'function_name',
  'qualifier',
  'follows_change_id',
  'body',
  'previous_hash',
  'hash',
] as const

describe('verifyJournal', () => {
  test('finds an untouched journal in order, also an empty one', async () => {
    expect(await verifyJournal()).toEqual({ ok: true, events: 0 })
    await writeChanges(3)
    expect(await verifyJournal()).toEqual({ ok: true, events: 12 })
  })

  test('detects 1,000 random tamperings', async () => {
    await writeChanges(5)
    const pick = generator(20261123)
    const raw = new Libsql(scratchDatabasePath())
    raw.exec('create table kept as select * from journal_events')
    let detected = 0
    for (let round = 0; round < 1000; round++) {
      tamper(raw, pick)
      if (!(await verifyJournal()).ok) detected++
      raw.exec('delete from journal_events')
      raw.exec('insert into journal_events select * from kept')
    }
    raw.close()
    expect(detected).toBe(1000)
    expect(await verifyJournal()).toEqual({ ok: true, events: 20 })
  })
})

/** One event removed, moved, doubled, swapped or changed in one column by one character. */
function tamper(raw: Libsql.Database, pick: (below: number) => number): void {
  const position = 1 + pick(20)
  const kind = pick(4)
  if (kind === 0) raw.prepare('delete from journal_events where position = ?').run(position)
  else if (kind === 1) swapBodies(raw, position, 1 + ((position + pick(19)) % 20))
  else if (kind === 2)
    raw
      .prepare(
        `insert into journal_events select ?, ?, seq, at, type, schema_version, actor, account, region,
         function_name, qualifier, follows_change_id, body, previous_hash, hash from kept where position = ?`,
      )
      .run(21 + pick(3), randomUUID(), position)
  else changeColumn(raw, position, COLUMNS[pick(COLUMNS.length)] ?? 'body', pick)
}

/** Two events exchange all that they say, their hashes included. */
function swapBodies(raw: Libsql.Database, a: number, b: number): void {
  if (a === b) {
    raw.prepare('delete from journal_events where position = ?').run(a)
    return
  }
  const move = raw.prepare('update journal_events set position = ? where position = ?')
  move.run(1000, a)
  move.run(a, b)
  move.run(b, 1000)
}

function changeColumn(
  raw: Libsql.Database,
  position: number,
  column: (typeof COLUMNS)[number],
  pick: (below: number) => number,
): void {
  const row = raw.prepare('select * from kept where position = ?').get(position) as Record<string, unknown>
  const old = row[column]
  let changed: unknown = 'x'
  if (typeof old === 'number') changed = old + 100 + pick(9)
  if (typeof old === 'string') {
    const at = pick(old.length)
    changed = `${old.slice(0, at)}${old[at] === 'x' ? 'y' : 'x'}${old.slice(at + 1)}`
  }
  raw.prepare(`update journal_events set ${column} = ? where position = ?`).run(changed, position)
}
