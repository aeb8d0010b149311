import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseError } from '@/lib/db/database-error'
import { MIGRATION_TABLE, MIGRATIONS } from '@/lib/db/migrations'
import { openDatabase } from '@/lib/db/open-database'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'console-db-'))
  file = path.join(folder, 'deep', 'console.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const makeDatabase = async () => (await openDatabase(file)).close()

/** The root user may write everything. */
async function asSomebodyElse<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

async function problemOf(target: string): Promise<string> {
  try {
    const port = await openDatabase(target)
    await port.close()
  } catch (error) {
    if (error instanceof DatabaseError) return error.message
    throw error
  }
  return ''
}

describe('openDatabase', () => {
  test('makes the file and its folder, safe against power cuts', async () => {
    await makeDatabase()
    const raw = new Libsql(file)
    expect(raw.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    expect(raw.prepare(`select name from ${MIGRATION_TABLE}`).all()).toMatchObject(
      Object.keys(MIGRATIONS).map((name) => ({ name })),
    )
    raw.close()
  })

  test('opens what is there without migrating again', async () => {
    await makeDatabase()
    const port = await openDatabase(file)
    await port.db.insertInto('journal_head').values({ id: 1, position: 7, hash: 'h' }).execute()
    await port.close()
    const again = await openDatabase(file)
    expect(await again.db.selectFrom('journal_head').select('position').execute()).toEqual([{ position: 7 }])
    await again.close()
  })

  test('can be opened twice', async () => {
    const opened = [await openDatabase(file), await openDatabase(file)]
    for (const port of opened) await port.close()
    expect(opened).toHaveLength(2)
  })

  test('a step that fails leaves the file as it was before all of them', async () => {
    const raw = new Libsql(path.join(folder, 'taken.db'))
    raw.exec(
      `create table ${MIGRATION_TABLE} (name text primary key, timestamp text); create table leases (x text)`,
    )
    raw.close()
    expect(await problemOf(path.join(folder, 'taken.db'))).not.toBe('')
    const after = new Libsql(path.join(folder, 'taken.db'))
    expect(after.prepare("select name from sqlite_master where name = 'journal_events'").all()).toEqual([])
    after.close()
  })

  test('refuses a damaged file and leaves it as it is', async () => {
    const garbage = path.join(folder, 'garbage.db')
    writeFileSync(garbage, 'no database at all '.repeat(400))
    expect(await problemOf(garbage)).toContain('is damaged')
    expect(readFileSync(garbage, 'utf8')).toBe('no database at all '.repeat(400))
  })

  test('refuses a file whose pages are torn', async () => {
    await makeDatabase()
    const raw = new Libsql(file)
    raw.exec('pragma wal_checkpoint(truncate)')
    raw.close()
    const bytes = readFileSync(file)
    bytes.fill(0xab, 4096, bytes.length)
    writeFileSync(file, bytes)
    expect(await problemOf(file)).toContain('is damaged')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('refuses the database of another program and leaves it as it is', async () => {
    const foreign = path.join(folder, 'foreign.db')
    const raw = new Libsql(foreign)
    raw.exec('create table recipes (name text)')
    raw.close()
    const before = readFileSync(foreign)
    expect(await problemOf(foreign)).toContain('another program')
    expect(readFileSync(foreign).equals(before)).toBe(true)
  })

  test('refuses a file of an early version and leaves it as it is', async () => {
    const early = path.join(folder, 'early.db')
    const raw = new Libsql(early)
    for (const name of ['schema_migrations', 'journal_events', 'journal_head'])
      raw.exec(`create table ${name} (x text)`)
    raw.close()
    const before = readFileSync(early)
    expect(await problemOf(early)).toContain('an early version of the console')
    expect(readFileSync(early).equals(before)).toBe(true)
  })

  test('refuses a file of a newer version', async () => {
    await makeDatabase()
    const raw = new Libsql(file)
    raw.exec(`insert into ${MIGRATION_TABLE} values ('999-from-the-future', '2099-01-01T00:00:00.000Z')`)
    raw.close()
    expect(await problemOf(file)).toContain('newer version')
  })

  test('refuses a file that another program keeps locked', async () => {
    await makeDatabase()
    const raw = new Libsql(file)
    raw.exec('begin immediate')
    expect(await problemOf(file)).toContain('stayed locked for 5 s')
    raw.exec('rollback')
    raw.close()
    expect(await problemOf(file)).toBe('')
  })

  test('refuses a file that may only be read', async () => {
    await makeDatabase()
    chmodSync(folder, 0o755)
    chmodSync(path.dirname(file), 0o755)
    chmodSync(file, 0o444)
    expect(await asSomebodyElse(() => problemOf(file))).toMatch(/belongs to somebody else|may only be read/)
  })

  test('refuses a place that cannot be written', async () => {
    expect(await problemOf(folder)).toContain('cannot be opened for writing')
  })
})

describe('who may read it', () => {
  const modeOf = (target: string) => (statSync(target).mode & 0o777).toString(8)
  const beside = (target: string) => [target, `${target}-wal`, `${target}-shm`].filter(existsSync)

  test('its owner only, from the beginning', async () => {
    const port = await openDatabase(file)
    expect(beside(file)).toHaveLength(3)
    expect(beside(file).map(modeOf)).toEqual(['600', '600', '600'])
    expect(modeOf(path.dirname(file))).toBe('700')
    await port.close()
  })

  test('its owner only, also when folder and files were open to others', async () => {
    await makeDatabase()
    chmodSync(file, 0o666)
    chmodSync(path.dirname(file), 0o755)
    const port = await openDatabase(file)
    expect(beside(file).map(modeOf)).toEqual(['600', '600', '600'])
    expect(modeOf(path.dirname(file))).toBe('700')
    await port.close()
  })

  test('the default folder is the console’s, whatever else lies in it', async () => {
    const own = path.join(folder, '.data')
    mkdirSync(own, { mode: 0o755 })
    writeFileSync(path.join(own, 'demo-3000.log'), '')
    await (await openDatabase(path.join(own, 'console.db'))).close()
    expect(modeOf(own)).toBe('700')
  })

  test('a folder that holds other things stays as it is, the files do not', async () => {
    chmodSync(folder, 0o755)
    writeFileSync(path.join(folder, 'letter.txt'), 'Dear aunt')
    const shared = path.join(folder, 'console.db')
    const port = await openDatabase(shared)
    expect(modeOf(folder)).toBe('755')
    expect(beside(shared).map(modeOf)).toEqual(['600', '600', '600'])
    await port.close()
  })
})
