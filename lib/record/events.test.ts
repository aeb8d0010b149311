import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { permitFor } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { lockedFromOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { verifyJournal } from '@/lib/journal/journal'
import { CANNOT_WRITE, recorded } from '@/lib/journal/recorded'
import { EVENT_KINDS, type EventKind, eventSentence, type RecordEvent } from '@/lib/record/event-kinds'
import {
  RECORD_STREAM,
  readEvent,
  recordEvent,
  recordedBy,
  recordTogether,
  recordWith,
} from '@/lib/record/events'
import { EVERY_EVENT } from '@/lib/record/fixtures/every-event'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const BY = {
  actor: { kind: 'person', id: 'p-1', name: 'Mia' },
  requestId: 'r-1',
  at: '2026-11-23T10:00:00.000Z',
}
const MUTED: RecordEvent = { kind: 'setting-changed', setting: 'Count all', before: 'off', after: 'on' }

const rows = async () =>
  (await database()).db.selectFrom('journal_events').selectAll().orderBy('position').execute()
const events = async () => (await rows()).map(({ text }) => readEvent(JSON.parse(text).event))
const settings = async () => (await database()).db.selectFrom('console_settings').selectAll().execute()

describe('an event', () => {
  test('of every kind is written, read back as it was, said in one sentence, and in the chain', async () => {
    for (const event of EVERY_EVENT) await recordEvent(BY, event)
    expect(await events()).toEqual(EVERY_EVENT)
    expect(new Set(EVERY_EVENT.map(({ kind }) => kind))).toEqual(
      new Set(Object.keys(EVENT_KINDS) as EventKind[]),
    )
    for (const event of EVERY_EVENT) {
      const sentence = eventSentence('Mia', event)
      expect(sentence).toMatch(/^[A-Z].*[^.]$/)
      expect(sentence).not.toMatch(/undefined|null|\[object/)
    }
    expect(await verifyJournal()).toEqual({ ok: true, events: EVERY_EVENT.length })
  })

  test('stands with who, when, for which request and about what', async () => {
    const permit = permitFor('settings:change', {})
    const by = recordedBy(permit)
    const identity = { account: '111111111111', region: 'eu-central-1', functionName: 'shop' }
    await recordEvent(by, { kind: 'protection-set', reason: 'Payments' }, identity)
    expect(await rows()).toMatchObject([
      {
        stream_kind: 'event',
        type: 'protection-set',
        actor_kind: 'local-operator',
        actor_name: 'tester',
        request_id: permit.context.requestId,
        at: by.at,
        account: '111111111111',
        region: 'eu-central-1',
        function_name: 'shop',
        qualifier: null,
      },
    ])
  })

  test('of nothing that is known is refused, and a long text is cut', async () => {
    const foreign = { kind: 'coffee-made' } as unknown as RecordEvent
    await expect(recordEvent(BY, foreign)).rejects.toThrow()
    await recordEvent(BY, {
      kind: 'person-disabled',
      person: { id: 'p', name: 'Tom' },
      reason: 'x'.repeat(9_000),
    })
    const [event] = await events()
    expect(event?.kind === 'person-disabled' && event.reason?.length).toBe(2_001)
    expect(() => RECORD_STREAM.parse({ type: 'signed-in', how: 'a password' })).toThrow()
  })
})

describe('an event and what it tells of', () => {
  const setting = { name: 'test', value: 'on', set_at: BY.at, set_by: 'Mia' }

  test('are written together, or neither is', async () => {
    await recordTogether(BY, MUTED, async (transaction) => {
      await transaction.insertInto('console_settings').values(setting).execute()
    })
    const failing = recordTogether(BY, MUTED, async (transaction) => {
      await transaction.deleteFrom('console_settings').execute()
      throw new RangeError('It cannot be done.')
    })
    await expect(failing).rejects.toMatchObject({ failure: { code: 'record-unavailable' } })
    expect(await settings()).toHaveLength(1)
    expect(await events()).toEqual([MUTED])
  })

  test('in a transaction of the caller: both or neither', async () => {
    const port = await database()
    const both = (isFailing: boolean) =>
      recorded(CANNOT_WRITE, () =>
        port.immediately(async (transaction) => {
          await recordWith(transaction, BY, MUTED)
          await recordWith(transaction, BY, { kind: 'signed-out' })
          if (isFailing) throw new RangeError('It cannot be done.')
        }),
      )
    await expect(both(true)).rejects.toMatchObject({ failure: { code: 'record-unavailable' } })
    expect(await events()).toEqual([])
    await both(false)
    expect(await events()).toEqual([MUTED, { kind: 'signed-out' }])
    expect(await verifyJournal()).toEqual({ ok: true, events: 2 })
  })

  test('are both not done where the record cannot be written', async () => {
    await recordEvent(BY, MUTED)
    let isDone = false
    const unlock = await lockedFromOutside()
    const asked = recordTogether(BY, MUTED, async () => {
      isDone = true
    })
    await expect(asked).rejects.toMatchObject({ failure: { code: expect.stringMatching(/^record-/) } })
    await unlock()
    expect(isDone).toBe(false)
  })
})
