import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type Kysely, sql } from 'kysely'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { closeDatabase, database } from '@/lib/db/database'
import { execOutside, fromOutside } from '@/lib/db/fixtures/from-outside'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'
import { isOnPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { migrate } from '@/lib/db/migrations'
import { sqlitePort } from '@/lib/db/sqlite-port'
import type { Tables } from '@/lib/db/tables'
import { forgetEnv } from '@/lib/env'
import { readAcknowledgements } from '@/lib/journal/acknowledged'
import { ACKNOWLEDGEMENTS } from '@/lib/journal/acknowledgement'
import { eventHash } from '@/lib/journal/chain'
import { beginTale, tellTales } from '@/lib/journal/fixtures/stories'
import { acknowledgeBreach, verifyJournal } from '@/lib/journal/journal'
import { recordOf } from '@/lib/journal/stories'
import { walkJournal } from '@/lib/journal/walk'
import { checkJournal, checkSinceLast, journalHealth } from '@/lib/journal/watch'

const MIA = { actor: { kind: 'person', id: 'p-1', name: 'mia' }, at: '2026-11-23T11:00:00.000Z' }
const headsFile = () => `${scratchDatabasePath()}.heads`

beforeEach(async () => {
  await openScratchDatabase()
  process.env.CONSOLE_JOURNAL_KEY = 'a key that is long enough for a signature'
  forgetEnv()
})
afterEach(async () => {
  delete process.env.CONSOLE_JOURNAL_KEY
  await closeScratchDatabase()
})

type Tamper = (db: Kysely<Tables>) => Promise<unknown>

const exec =
  (...statements: string[]): Tamper =>
  async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  }

/** Rewrites hashes so that the journal is whole by itself: whoever does this knows how the console hashes. */
async function rehash(db: Kysely<Tables>): Promise<void> {
  let previous_hash = '0'.repeat(64)
  const rows = await db
    .selectFrom('journal_events')
    .select(['position', 'text'])
    .orderBy('position')
    .execute()
  for (const { position, text } of rows) {
    const hash = eventHash(previous_hash, text)
    await db
      .updateTable('journal_events')
      .set({ previous_hash, hash })
      .where('position', '=', position)
      .execute()
    await db.updateTable('journal_head').set({ position, hash }).execute()
    previous_hash = hash
  }
}

const cutOff: Tamper = async (db) => {
  await exec('delete from journal_events where position > 8')(db)
  await rehash(db)
}

const WAYS: [string, Tamper, number][] = [
  [
    'an edited text',
    exec("update journal_events set text = replace(text, 'mia', 'tom') where position = 6"),
    6,
  ],
  ['an edited column', exec("update journal_events set actor_name = 'tom' where position = 7"), 7],
  ['a deleted event in the middle', exec('delete from journal_events where position = 5'), 5],
  ['a deleted tail', exec('delete from journal_events where position > 8'), 9],
  [
    'events in another order',
    exec(
      'update journal_events set position = 99 where position = 3',
      'update journal_events set position = 3 where position = 4',
      'update journal_events set position = 4 where position = 99',
    ),
    3,
  ],
  ['a deleted tail, and the head to it', cutOff, 9],
  [
    'an edited text, and every hash after it',
    async (db) => {
      await exec("update journal_events set text = replace(text, 'Once', 'Twice') where position = 5")(db)
      await rehash(db)
    },
    8,
  ],
]

describe.each(WAYS)('%s', (_, tamper, position) => {
  test('is found by the next start, and by verifying', async () => {
    await tellTales(3)
    await closeDatabase()
    await fromOutside(tamper)
    expect(await verifyJournal()).toMatchObject({ ok: false, position })
    expect(await checkJournal()).toMatchObject({ position, reason: expect.stringMatching(/^[A-Z].*\.$/) })
    expect(journalHealth()).toEqual({ state: 'tampered', position })
  })

  test('keeps new stories waiting until it is acknowledged, which stands in the journal', async () => {
    await tellTales(3)
    await closeDatabase()
    await fromOutside(tamper)
    await expect(tellTales(1)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
    const breach = await checkJournal()
    if (!breach) throw new Error('It was found before.')
    await expect(acknowledgeBreach({ ...breach, digest: 'another' }, MIA)).rejects.toMatchObject({
      failure: { code: 'changed-elsewhere' },
    })
    await acknowledgeBreach(breach, MIA)
    expect(journalHealth()).toEqual({ state: 'whole' })
    await tellTales(1)
    await closeDatabase()
    expect(await verifyJournal()).toMatchObject({ ok: true })
    await fromOutside(async (db) => {
      const [event] = await db
        .selectFrom('journal_events')
        .select('text')
        .where('stream_kind', '=', 'setting')
        .execute()
      expect(JSON.parse(event?.text ?? '')).toMatchObject({
        actor: MIA.actor,
        event: {
          type: 'record-acknowledged',
          position,
          digest: breach.digest,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      })
    })
    await execOutside("update journal_events set text = replace(text, 'journal', 'diary') where position = 2")
    expect(await verifyJournal()).toMatchObject({ ok: false, position: 2 })
  })
})

describe('a second breach', () => {
  test('is said beside the first, and where the end is missing how much of it', async () => {
    await tellTales(3)
    await closeDatabase()
    await execOutside(
      "update journal_events set actor_name = 'tom' where position = 3",
      'delete from journal_events where position > 8',
    )
    expect(await checkJournal()).toMatchObject({
      position: 3,
      places: 2,
      further: [
        { position: 9, reason: 'The end was cut off after event 8: 4 events missing, up to event 12.' },
      ],
    })
  })

  test('that came after the first was acknowledged is one of its own', async () => {
    await tellTales(2)
    await closeDatabase()
    await execOutside("update journal_events set actor_name = 'tom' where position = 3")
    const breach = await checkJournal()
    if (breach) await acknowledgeBreach(breach, MIA)
    await execOutside("update journal_events set actor_name = 'tom' where position = 5")
    // What was acknowledged was another journal, so that says nothing of either place.
    expect(await checkJournal()).toMatchObject({ position: 3, places: 2, further: [{ position: 5 }] })
    expect(await readAcknowledgements((await database()).db)).toEqual([
      {
        position: 9,
        at: MIA.at,
        by: 'mia',
        found: { position: 3, reason: expect.stringContaining('event 3') },
        places: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        digest: breach?.digest,
      },
    ])
  })
})

describe('a running console', () => {
  test('finds before the next story that its tail was cut off, also without a key', async () => {
    delete process.env.CONSOLE_JOURNAL_KEY
    forgetEnv()
    await tellTales(3)
    await checkSinceLast()
    await fromOutside(cutOff)
    await expect(tellTales(1)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
    expect(journalHealth()).toEqual({ state: 'tampered', position: 9 })
    expect(await checkJournal()).toMatchObject({
      places: 1,
      reason:
        'The end was cut off after event 8: at least 4 events missing, up to event 12. This process has seen event 12.',
    })
    const breach = await checkJournal()
    if (breach) await acknowledgeBreach(breach, MIA)
    await tellTales(1)
    expect(journalHealth()).toEqual({ state: 'whole' })
  })

  test('that comes upon an event changed behind the last check begins no story', async () => {
    await tellTales(3)
    await checkSinceLast()
    await execOutside("update journal_events set text = replace(text, 'Once', 'Twice') where position = 1")
    const { db } = await database()
    const row = await db
      .selectFrom('journal_events')
      .selectAll()
      .orderBy('position')
      .executeTakeFirstOrThrow()
    expect(recordOf(ACKNOWLEDGEMENTS, row)).toMatchObject({ position: 1 })
    await expect(tellTales(1)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
    expect(journalHealth()).toEqual({ state: 'tampered', position: 1 })
    const breach = await checkSinceLast()
    if (breach) await acknowledgeBreach(breach, MIA)
    recordOf(ACKNOWLEDGEMENTS, row)
    await tellTales(1)
    expect(journalHealth()).toEqual({ state: 'whole' })
  })

  test('lets a story that has begun come to its end, and begins none', async () => {
    const story = await beginTale()
    await execOutside("update journal_events set text = '{}' where position = 1")
    expect(await checkJournal()).toMatchObject({ position: 1 })
    await story.end()
    await expect(beginTale()).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
    expect(await verifyJournal()).toMatchObject({ ok: false, position: 1 })
  })
})

describe.skipIf(isOnPostgres)('a file that was replaced', () => {
  test('by an older copy of itself is found by the heads that were kept', async () => {
    await tellTales(2)
    await closeDatabase()
    const copy = `${scratchDatabasePath()}.copy`
    copyFileSync(scratchDatabasePath(), copy)
    await tellTales(2)
    await closeDatabase()
    for (const end of ['', '-wal', '-shm']) rmSync(`${scratchDatabasePath()}${end}`, { force: true })
    copyFileSync(copy, scratchDatabasePath())
    expect(await checkJournal()).toMatchObject({ position: 9, reason: expect.stringContaining('event 16') })
  })

  test('by an older copy under a running console is found without any heads', async () => {
    delete process.env.CONSOLE_JOURNAL_KEY
    forgetEnv()
    await tellTales(2)
    await closeDatabase()
    const copy = `${scratchDatabasePath()}.copy`
    copyFileSync(scratchDatabasePath(), copy)
    await tellTales(2)
    renameSync(copy, scratchDatabasePath())
    await expect(tellTales(1)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
  })

  test('by a new one is found too', async () => {
    await tellTales(1)
    await closeDatabase()
    for (const end of ['', '-wal', '-shm']) rmSync(`${scratchDatabasePath()}${end}`, { force: true })
    expect(await checkJournal()).toMatchObject({ position: 1 })
  })
})

describe('the file of heads', () => {
  test('has a signed line for each ending, for its owner only', async () => {
    await tellTales(3)
    const lines = readFileSync(headsFile(), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    expect(lines.map(({ position }) => position)).toEqual([4, 8, 12])
    expect(statSync(headsFile()).mode & 0o777).toBe(0o600)
  })

  test('with a line that the key did not sign is not believed', async () => {
    await tellTales(1)
    const forged = readFileSync(headsFile(), 'utf8').replace('"position":4', '"position":3')
    writeFileSync(headsFile(), forged)
    expect(await checkJournal()).toMatchObject({ reason: expect.stringContaining('did not sign') })
  })

  test('with a line that a crash cut off goes on', async () => {
    await tellTales(1)
    appendFileSync(headsFile(), '{"position":5,"ha')
    await tellTales(1)
    expect(await checkJournal()).toBeUndefined()
  })
})

test('1,000 random tamperings are detected, and nothing where there are none', async () => {
  await tellTales(3)
  const { db } = await database()
  const events = await db.selectFrom('journal_events').selectAll().execute()
  const head = await db.selectFrom('journal_head').selectAll().execute()
  const raw = new Libsql(':memory:')
  const port = sqlitePort(() => raw, scratchDatabasePath())
  await migrate(port)
  await port.db.insertInto('journal_events').values(events).execute()
  await port.db.insertInto('journal_head').values(head).execute()
  raw.exec('create table kept as select * from journal_events')
  const breaches = async () => (await walkJournal(port.db)).breaches.length
  expect(await breaches()).toBe(0)
  const pick = generator(20261123)
  let detected = 0
  for (let round = 0; round < 1000; round++) {
    tamperAtRandom(raw, pick)
    if ((await breaches()) > 0) detected++
    raw.exec('delete from journal_events')
    raw.exec('insert into journal_events select * from kept')
  }
  expect(detected).toBe(1000)
  expect(await breaches()).toBe(0)
  raw.close()
  promise('S10', { tamperings: 1000, undetected: 0 })
})

/** How many events three tales have. */
const EVENTS = 12

/** A small generator with a seed, so that a failing run can be repeated. */
function generator(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** One event removed, moved, doubled, or changed in one column by one character. */
function tamperAtRandom(raw: Libsql.Database, pick: (below: number) => number): void {
  const position = 1 + pick(EVENTS)
  const kind = pick(4)
  if (kind === 0) raw.prepare('delete from journal_events where position = ?').run(position)
  else if (kind === 1) swap(raw, position, 1 + ((position + pick(EVENTS - 1)) % EVENTS))
  else if (kind === 2) double(raw, position, EVENTS + 1 + pick(3))
  else changeColumn(raw, position, pick)
}

function kept(raw: Libsql.Database, position: number): Record<string, unknown> {
  return raw.prepare('select * from kept where position = ?').all(position)[0] as Record<string, unknown>
}

/** Two events exchange their places. */
function swap(raw: Libsql.Database, a: number, b: number): void {
  const move = raw.prepare('update journal_events set position = ? where position = ?')
  move.run(1000, a)
  if (a === b) return
  move.run(a, b)
  move.run(b, 1000)
}

function double(raw: Libsql.Database, position: number, to: number): void {
  const row = kept(raw, position)
  const copy = { ...row, position: to, stream_id: randomUUID() }
  const names = Object.keys(copy)
  const marks = names.map(() => '?').join()
  raw.prepare(`insert into journal_events (${names.join()}) values (${marks})`).run(Object.values(copy))
}

function changeColumn(raw: Libsql.Database, position: number, pick: (below: number) => number): void {
  const row = kept(raw, position)
  const columns = Object.keys(row)
  const column = columns[pick(columns.length)] ?? 'text'
  const old = row[column]
  let changed: unknown = 'x'
  if (typeof old === 'number') changed = old + 100 + pick(9)
  if (typeof old === 'string') {
    const at = pick(old.length)
    changed = `${old.slice(0, at)}${old[at] === 'x' ? 'y' : 'x'}${old.slice(at + 1)}`
  }
  raw.prepare(`update journal_events set ${column} = ? where position = ?`).run(changed, position)
}
