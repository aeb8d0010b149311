import { copyFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { closeDatabase, database } from '@/lib/db/database'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const file = scratchDatabasePath
const write = async (hash: string) =>
  (await database()).immediately((transaction) =>
    transaction
      .insertInto('journal_head')
      .values({ id: 1, position: 1, hash })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ hash }))
      .execute(),
  )
/** What somebody else finds at the path. */
function hashInTheFile(): string | undefined {
  const raw = new Libsql(file())
  try {
    return (raw.prepare('select hash from journal_head').get() as { hash: string } | undefined)?.hash
  } finally {
    raw.close()
  }
}
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  )

describe('the file under a running console', () => {
  test('removed: nothing is written into nowhere, and no empty one is made', async () => {
    await write('one')
    for (const end of ['', '-wal', '-shm']) rmSync(`${file()}${end}`)
    expect(await failing(write('two'))).toBe('record-gone')
    expect(statSync(file(), { throwIfNoEntry: false })).toBeUndefined()
  })

  test('moved away and put back: it goes on', async () => {
    await write('one')
    renameSync(file(), `${file()}.away`)
    expect(await failing(write('two'))).toBe('record-gone')
    renameSync(`${file()}.away`, file())
    await write('three')
    expect(hashInTheFile()).toBe('three')
  })

  test('replaced by a copy: what is written stands in the file at the path', async () => {
    await write('one')
    await closeDatabase()
    copyFileSync(file(), `${file()}.copy`)
    await write('two')
    renameSync(`${file()}.copy`, file())
    await write('three')
    expect(hashInTheFile()).toBe('three')
    expect((await (await database()).db.selectFrom('journal_head').selectAll().execute())[0]?.hash).toBe(
      'three',
    )
  })

  test.each(['-wal', '-shm'])('without its %s: nothing that was written is lost', async (end) => {
    await write('one')
    rmSync(`${file()}${end}`)
    expect((await (await database()).db.selectFrom('journal_head').selectAll().execute())[0]?.hash).toBe(
      'one',
    )
    await write('two')
    expect(hashInTheFile()).toBe('two')
  })

  test('damaged: it says so, and a good copy is taken without a restart', async () => {
    await write('one')
    await closeDatabase()
    copyFileSync(file(), `${file()}.copy`)
    await write('two')
    const { db } = await database()
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
    // Until it reads the file again, a process cannot know.
    await sql`pragma cache_size = 0`.execute(db)
    await sql`pragma shrink_memory`.execute(db)
    writeFileSync(file(), Buffer.alloc(statSync(file()).size, 0xab))
    expect([await failing(write('three')), await failing(write('three'))]).toEqual([
      'record-damaged',
      'record-damaged',
    ])
    expect(hashInTheFile).toThrow()
    copyFileSync(`${file()}.copy`, file())
    await write('four')
    expect(hashInTheFile()).toBe('four')
  })
})

describe('a lock of another process', () => {
  test('holds up nothing but what needs it, and is waited for', async () => {
    await write('one')
    const other = new Libsql(file())
    other.exec('begin immediate')
    let ticks = 0
    const clock = setInterval(() => ticks++, 5)
    const writing = write('two')
    await expect.poll(() => ticks).toBeGreaterThan(20)
    expect((await (await database()).db.selectFrom('journal_head').selectAll().execute())[0]?.hash).toBe(
      'one',
    )
    other.exec('rollback')
    other.close()
    await writing
    clearInterval(clock)
    expect(hashInTheFile()).toBe('two')
  })

  test('that stays is told as one', async () => {
    await write('one')
    const other = new Libsql(file())
    other.exec('begin immediate')
    expect(await failing(write('two'))).toBe('record-locked')
    other.exec('rollback')
    other.close()
    await write('three')
    expect(hashInTheFile()).toBe('three')
  })
})

test('a disk without room is told as one, and the next write goes on once there is some', async () => {
  await write('one')
  const { db } = await database()
  const { rows } = await sql<{ pages: number }>`select page_count as pages from pragma_page_count()`.execute(
    db,
  )
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.pages ?? 0)}`.execute(db)
  expect(await failing(write('x'.repeat(100_000)))).toBe('record-full')
  await sql`pragma max_page_count = 100000`.execute(db)
  await write('two')
  expect(hashInTheFile()).toBe('two')
  promise('R12')
})
