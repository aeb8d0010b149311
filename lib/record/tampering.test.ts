import type { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import type { JournalEventRow, Tables } from '@/lib/db/tables'
import { tellTales } from '@/lib/journal/fixtures/stories'
import { walkJournal } from '@/lib/journal/walk'
import { recordEvent } from '@/lib/record/events'
import { EVERY_EVENT } from '@/lib/record/fixtures/every-event'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const ROUNDS = 1_000

/** A small generator with a seed, so that a failing run can be repeated. */
function generator(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Pick = ReturnType<typeof generator>

/** One event removed, moved, doubled, or changed in one column by one character. */
async function tamper(db: Kysely<Tables>, events: readonly JournalEventRow[], pick: Pick): Promise<void> {
  const chosen = events[pick(events.length)]
  if (!chosen) throw new RangeError('There are no events.')
  const ofChosen = db.updateTable('journal_events').where('position', '=', chosen.position)
  const kind = pick(4)
  if (kind === 0) await db.deleteFrom('journal_events').where('position', '=', chosen.position).execute()
  else if (kind === 1) await ofChosen.set({ position: events.length + 1 + pick(5) }).execute()
  else if (kind === 2) {
    const copy = { ...chosen, position: events.length + 1 + pick(3), stream_id: `copy ${pick(1_000)}` }
    await db.insertInto('journal_events').values(copy).execute()
  } else await ofChosen.set(changedColumn(chosen, pick)).execute()
}

function changedColumn(row: JournalEventRow, pick: Pick): Partial<JournalEventRow> {
  const columns = Object.keys(row) as (keyof JournalEventRow)[]
  const column = columns[pick(columns.length)] ?? 'text'
  const old = row[column]
  if (typeof old === 'number') return { [column]: old + 100 + pick(9) }
  if (old === null) return { [column]: 'x' }
  const at = pick(old.length)
  return { [column]: `${old.slice(0, at)}${old[at] === 'x' ? 'y' : 'x'}${old.slice(at + 1)}` }
}

test('1,000 random tamperings with events of every kind are detected, and nothing where there are none', async () => {
  for (const event of EVERY_EVENT)
    await recordEvent(
      { actor: { kind: 'person', id: 'p-1', name: 'Mia' }, at: '2026-11-23T10:00:00.000Z' },
      event,
    )
  await tellTales(2)
  const { db, immediately } = await database()
  const events = await db.selectFrom('journal_events').selectAll().orderBy('position').execute()
  const pick = generator(20261128)
  let detected = 0
  for (let round = 0; round < ROUNDS; round++) {
    const undone = immediately(async (transaction) => {
      await tamper(transaction, events, pick)
      const { breaches } = await walkJournal(transaction)
      if (breaches.length > 0) detected++
      throw new Error('Undo it.')
    }, 'process')
    await expect(undone).rejects.toThrow()
  }
  expect(detected).toBe(ROUNDS)
  expect((await walkJournal(db)).breaches).toEqual([])
  promise('S10', { tamperings: ROUNDS, undetected: 0 })
})
