import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linesOf } from '@/lib/backup/backup-file'
import { BackupSum, headLine, readBackup } from '@/lib/backup/backup-lines'
import { FATE_OF_TABLES } from '@/lib/backup/carried-tables'
import { lookAtBackup, openToRestore, restore } from '@/lib/backup/restore'
import { writeBackup } from '@/lib/backup/write-backup'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { type ScratchPostgres, scratchPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { LOCK_TABLE, MIGRATION_TABLE } from '@/lib/db/migrations'
import type { DatabasePort } from '@/lib/db/port'
import { tableNames } from '@/lib/db/table-names'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { beginTale, tellTales } from '@/lib/journal/fixtures/stories'
import { walkJournal } from '@/lib/journal/walk'
import { postgresAddress } from '@/lib/process/postgres-address'

const AT = '2026-11-28T20:00:00.000Z'
const ORDERS = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'orders',
  qualifier: '$LATEST',
}

let folder = ''
let ports: DatabasePort[] = []
let servers: ScratchPostgres[] = []
beforeEach(async () => {
  await openScratchDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'console-backup-'))
})
afterEach(async () => {
  for (const port of ports) await port.close()
  for (const server of servers) await server.drop()
  ports = []
  servers = []
  rmSync(folder, { recursive: true, force: true })
  await closeScratchDatabase()
})

const inFolder = (name: string) => path.join(folder, name)

async function opened(place: Parameters<typeof openToRestore>[0]): Promise<DatabasePort> {
  const port = await openToRestore(place)
  ports.push(port)
  return port
}

/** A command as an operator runs it, about this test's database unless told otherwise; what it prints. */
function command(name: 'backup' | 'restore', ...words: string[]): Promise<string> {
  const program = ['--conditions=react-server', '--import', 'tsx', `lib/start/${name}.ts`, ...words]
  return new Promise((resolve) =>
    execFile(process.execPath, program, { env: process.env }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    ),
  )
}

/** Another database of the kind that this lane is for. */
async function another(): Promise<DatabasePort> {
  const server = await scratchPostgres()
  servers.push(server)
  const url = server.settings.DATABASE_URL
  const address = url === undefined ? undefined : postgresAddress(url)
  if (typeof address === 'string') throw new Error(address)
  return opened(address ?? inFolder(`another-${ports.length}.db`))
}

/** What a database holds, told alike whatever kind it is of. */
async function contentOf(port: DatabasePort): Promise<string[]> {
  const file = inFolder(`content-${Math.random()}.jsonl`)
  await writeBackup(port, file, AT)
  const rows: string[] = []
  await readBackup(linesOf(file), async (table, found) => {
    rows.push(...found.map((row) => JSON.stringify([table, Object.entries(row).sort()])))
  })
  return rows.sort()
}

test('every table has its fate', async () => {
  const { db, dialect } = await database()
  const own = [MIGRATION_TABLE, LOCK_TABLE]
  const names = (await tableNames(db, dialect)).filter((name) => !own.includes(name))
  expect(names.filter((name) => !(name in FATE_OF_TABLES))).toEqual([])
})

test('the drill: backed up while events are written, put back into either database, chain whole, state equal', async () => {
  await knowUrls({ ...ORDERS, statements: everyone(ORDERS), origins: ['https://shop.example'] })
  await tellTales(3)
  const port = await database()
  let isWriting = true
  const writing = (async () => {
    while (isWriting) {
      await (await beginTale()).end()
      // SQLite answers at once: the reply of the command would never be heard.
      await new Promise(setImmediate)
    }
  })()
  const file = inFolder('console.jsonl.gz')
  expect(await command('backup', file)).toMatch(/\d+ rows, the record to event \d+\. Left out: .*leases/)
  isWriting = false
  await writing
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const head = await lookAtBackup(file)

  for (const target of [await another(), await opened(inFolder('file.db'))]) {
    expect((await restore(target, file, { replaces: false })).rows).toBeGreaterThan(20)
    const walk = await walkJournal(target.db)
    expect(walk).toMatchObject({ breaches: [], head: head.record })
    const restored = await contentOf(target)
    const source = await contentOf(port)
    const isOfRecord = (row: string) => row.startsWith('["journal_')
    expect(restored.filter((row) => !isOfRecord(row))).toEqual(source.filter((row) => !isOfRecord(row)))
    const events = restored.filter((row) => row.startsWith('["journal_events"'))
    expect(events).toHaveLength(walk.events)
    expect(source).toEqual(expect.arrayContaining(events))
  }
})

test('a back-up of an earlier shape is brought to the present one', async () => {
  await tellTales(1)
  const file = inFolder('now.jsonl')
  await writeBackup(await database(), file, AT)
  const lines = readFileSync(file, 'utf8').split('\n').slice(1, -2)
  const end = lines.findIndex((line) => line.startsWith('{"table":"journal_head"')) + 2
  const early = inFolder('early.jsonl')
  // What came to the events later is not in an early one.
  const part = lines.slice(0, end).map((line) => line.replace('"part_of",', ''))
  const columns: string[] = JSON.parse(lines[0] ?? '').columns
  const place = columns.indexOf('part_of')
  const texts = part.map((line) =>
    line.startsWith('[') && JSON.parse(line).length === columns.length
      ? JSON.stringify(JSON.parse(line).toSpliced(place, 1))
      : line.replace(',"part_of"', ''),
  )
  const sum = new BackupSum()
  let text = headLine({ at: AT, shape: '001-journal-and-leases' })
  sum.add(text)
  for (const each of texts) {
    text += `${each}\n`
    sum.add(`${each}\n`, each.startsWith('[') ? 1 : 0)
  }
  writeFileSync(early, text + sum.endLine())
  const target = await another()
  await restore(target, early, { replaces: false })
  expect(await walkJournal(target.db)).toMatchObject({ breaches: [], events: 4 })
  expect(await tableNames(target.db, target.dialect)).toContain('budget_wants')
})

test('only into an empty database, unless told; never under a console at work', async () => {
  await tellTales(1)
  const port = await database()
  const file = inFolder('one.jsonl')
  await writeBackup(port, file, AT)
  await tellTales(1)
  const target = await another()
  await restore(target, file, { replaces: false })
  await expect(restore(target, file, { replaces: false })).rejects.toThrow('The database is not empty')
  await target.db
    .insertInto('leases')
    .values({ key: 'x', owner: 'y', acquired_at: AT, expires_at: '9999-01-01T00:00:00.000Z' })
    .execute()
  await expect(restore(target, file, { replaces: true })).rejects.toThrow('stop every console first')
  await target.db.deleteFrom('leases').execute()
  await restore(target, file, { replaces: true })
  expect(await walkJournal(target.db)).toMatchObject({ breaches: [], events: 4 })
  await expect(writeBackup(port, file, AT)).rejects.toThrow('is there already')
})

test('the commands say what was done, that the record is whole, and why nothing was done', async () => {
  await tellTales(1)
  const file = inFolder('told.jsonl')
  await command('backup', file)
  const target = inFolder('told.db')
  const told = await command('restore', file, '--database', target)
  expect(told).toMatch(/told\.jsonl of \d{4}-.*: \d+ rows are back\. Left out: /)
  expect(told).toContain('record: whole, 4 events; head 4 ')
  expect(await command('restore', file, '--database', target)).toMatch(/^The database is not empty/)
  expect(await command('restore')).toMatch(/^npm run restore -- FILE/)
})

test('what is cut off, changed, foreign or newer is refused, and the database stays as it was', async () => {
  await tellTales(2)
  const file = inFolder('whole.jsonl')
  await writeBackup(await database(), file, AT)
  const target = await another()
  await restore(target, file, { replaces: false })
  const before = await contentOf(target)
  const text = readFileSync(file, 'utf8')
  const wrong: [string, string, string][] = [
    ['cut', text.split('\n').slice(0, 4).join('\n'), 'is cut off, or is not what was written'],
    ['changed', text.replace('checkout-api', 'checkout-apx'), 'is cut off, or is not what was written'],
    ['longer', `${text}[1]\n`, 'goes on after its end'],
    ['newer', text.replace(/"shape":"[^"]*"/, '"shape":"999-later"'), 'a newer version of the console'],
    ['foreign', '{"a":1}\n', 'is no back-up of the console'],
    ['empty', '', 'is empty'],
  ]
  for (const [name, content, sentence] of wrong) {
    writeFileSync(inFolder(name), content)
    await expect(restore(target, inFolder(name), { replaces: true }), name).rejects.toThrow(sentence)
  }
  await expect(lookAtBackup(inFolder('none'))).rejects.toThrow('cannot be read (ENOENT)')
  expect(await contentOf(target)).toEqual(before)
})
