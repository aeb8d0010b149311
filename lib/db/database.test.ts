import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseFileError, openDatabase } from '@/lib/db/database'
import { MIGRATIONS } from '@/lib/db/migrations'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'console-db-'))
  file = path.join(folder, 'deep', 'console.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function problemOf(target: string): Promise<string> {
  try {
    const db = openDatabase(target)
    await db.destroy()
  } catch (error) {
    if (error instanceof DatabaseFileError) return error.message
    throw error
  }
  return ''
}

describe('openDatabase', () => {
  test('makes the file and its folder, safe against power cuts', async () => {
    const db = openDatabase(file)
    await db.destroy()
    const raw = new Libsql(file)
    expect(raw.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    expect(raw.prepare('select version, name from schema_migrations').all()).toMatchObject(
      MIGRATIONS.map(({ name }, index) => ({ version: index + 1, name })),
    )
    raw.close()
  })

  test('opens what is there without migrating again', async () => {
    await openDatabase(file).destroy()
    const db = openDatabase(file)
    expect(await db.selectFrom('schema_migrations').selectAll().execute()).toHaveLength(MIGRATIONS.length)
    await db.destroy()
  })

  test('can be opened twice', async () => {
    const opened = [openDatabase(file), openDatabase(file)]
    for (const db of opened) await db.destroy()
    expect(opened).toHaveLength(2)
  })

  test('refuses a damaged file and leaves it as it is', async () => {
    const garbage = path.join(folder, 'garbage.db')
    writeFileSync(garbage, 'no database at all '.repeat(400))
    expect(await problemOf(garbage)).toContain('is damaged')
    expect(readFileSync(garbage, 'utf8')).toBe('no database at all '.repeat(400))
  })

  test('refuses a file whose pages are torn', async () => {
    await openDatabase(file).destroy()
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

  test('refuses a file of a newer version', async () => {
    await openDatabase(file).destroy()
    const raw = new Libsql(file)
    raw.exec(`insert into schema_migrations values (${MIGRATIONS.length + 1}, 'from the future', 'x')`)
    raw.close()
    expect(await problemOf(file)).toContain('newer version')
  })

  test('refuses a file that another program keeps locked', async () => {
    await openDatabase(file).destroy()
    const raw = new Libsql(file)
    raw.exec('begin immediate')
    expect(await problemOf(file)).toContain('stayed locked for 5 s')
    raw.exec('rollback')
    raw.close()
    expect(await problemOf(file)).toBe('')
  })

  test('refuses a place that cannot be written', async () => {
    expect(await problemOf(folder)).toContain('cannot be opened for writing')
  })
})
