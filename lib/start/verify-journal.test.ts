import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportActivity, exportHead } from '@/lib/activity/export'
import { ask } from '@/lib/auth/fixtures/ask'
import { closeDatabase } from '@/lib/db/database'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'
import { forgetEnv } from '@/lib/env'
import { tellTales } from '@/lib/journal/fixtures/stories'
import { acknowledgeBreach } from '@/lib/journal/journal'
import { checkJournal } from '@/lib/journal/watch'

const KEY = 'a key that is long enough for a signature'

beforeEach(async () => {
  await openScratchDatabase()
  process.env.CONSOLE_JOURNAL_KEY = KEY
  forgetEnv()
})
afterEach(async () => {
  delete process.env.CONSOLE_JOURNAL_KEY
  await closeScratchDatabase()
})

/** The command as an operator runs it. */
function verify(...options: string[]): Promise<{ code: number; output: string }> {
  const program = ['--conditions=react-server', '--import', 'tsx', 'lib/start/verify-journal.ts', ...options]
  return new Promise((resolve) => {
    execFile(process.execPath, program, { env: process.env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` })
    })
  })
}

test('says whether a record is what the console wrote, and where not', async () => {
  await tellTales(2)
  const file = scratchDatabasePath()
  const whole = await verify('--database', file)
  expect(whole).toMatchObject({ code: 0, output: expect.stringContaining('whole, 8 events; head 8') })
  expect(whole.output).toContain('2 compared, all signed with the key')
  await closeDatabase()
  const raw = new Libsql(file)
  raw.exec('delete from journal_events where position > 4')
  raw.exec(
    'update journal_head set position = 4, hash = (select hash from journal_events where position = 4)',
  )
  raw.close()
  expect(await verify('--database', file)).toMatchObject({
    code: 1,
    output: expect.stringContaining('BROKEN at event 5 (1 place in all)'),
  })
  expect(await verify('--database', `${file}.none`)).toMatchObject({
    code: 1,
    output: expect.stringContaining('There is no database file'),
  })
})

test('prints every place that is wrong, how much of the end is missing, and who acknowledged what', async () => {
  await tellTales(3)
  const file = scratchDatabasePath()
  await closeDatabase()
  const raw = new Libsql(file)
  raw.exec("update journal_events set text = replace(text, 'mia', 'tom') where position = 2")
  raw.exec('delete from journal_events where position > 9')
  raw.exec(
    'update journal_head set position = 9, hash = (select hash from journal_events where position = 9)',
  )
  raw.close()
  const broken = await verify('--database', file)
  expect(broken).toMatchObject({
    code: 1,
    output: expect.stringContaining('BROKEN at event 2 (2 places in all)'),
  })
  expect(broken.output).toContain('event 2: Event 2 was changed after it was written.')
  expect(broken.output).toContain(
    'event 10: The end was cut off after event 9: at least 3 events missing, up to event 12. The hash of event 12 was kept outside the file.',
  )
  const breach = await checkJournal()
  if (!breach) throw new Error('It is broken.')
  const actor = { kind: 'person', id: 'p-1', name: 'mia' }
  await acknowledgeBreach(breach, { actor, at: '2026-11-23T11:00:00.000Z' })
  await closeDatabase()
  expect(await verify('--database', file)).toMatchObject({
    code: 0,
    output: expect.stringContaining(
      'event 10: mia acknowledged at 2026-11-23T11:00:00.000Z 2 places from event 2 on (Event 2 was changed',
    ),
  })
})

/** What a download writes, as a file beside the database. */
async function saved({ parts }: { parts: AsyncIterable<string> }, name: string): Promise<string> {
  const file = `${scratchDatabasePath()}.${name}`
  let text = ''
  for await (const part of parts) text += part
  writeFileSync(file, text)
  return file
}

test('a head that somebody kept elsewhere shows that the tail was cut off', async () => {
  await tellTales(2)
  const head = await saved(await ask(exportHead, {}), 'head.json')
  const file = scratchDatabasePath()
  const nothing = ['--heads', `${file}.none`]
  expect(await verify('--database', file, ...nothing, '--head', head)).toMatchObject({ code: 0 })
  await closeDatabase()
  const raw = new Libsql(file)
  raw.exec('delete from journal_events where position > 4')
  raw.exec(
    'update journal_head set position = 4, hash = (select hash from journal_events where position = 4)',
  )
  raw.close()
  expect(await verify('--database', file, ...nothing)).toMatchObject({ code: 0 })
  expect(await verify('--database', file, ...nothing, '--head', head)).toMatchObject({
    code: 1,
    output: expect.stringContaining('up to event 8'),
  })
  writeFileSync(head, readFileSync(head, 'utf8').replace('"position":8', '"position":4'))
  expect(await verify('--database', file, ...nothing, '--head', head)).toMatchObject({
    code: 1,
    output: expect.stringContaining('did not sign'),
  })
})

test('an export is checked against itself, and against the record', async () => {
  await tellTales(2)
  const file = scratchDatabasePath()
  const path = await saved(await ask(exportActivity, { format: 'jsonl' }), 'export.jsonl')
  expect(await verify('--export', path, '--database', file)).toMatchObject({
    code: 0,
    output: expect.stringMatching(
      /whole as far as it goes, 8 events; last 8 .*\n.*of everything; its head is signed/,
    ),
  })
  await closeDatabase()
  const raw = new Libsql(file)
  raw.exec("update journal_events set hash = 'another' where position = 7")
  raw.close()
  expect(await verify('--export', path)).toMatchObject({ code: 0 })
  expect(await verify('--export', path, '--database', file)).toMatchObject({
    code: 1,
    output: expect.stringContaining('Event 7 is not the one of the record.'),
  })
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('Once upon', 'Twice \\u001b[2J'))
  const broken = await verify('--export', path)
  expect(broken).toMatchObject({ code: 1, output: expect.stringContaining('BROKEN') })
  writeFileSync(path, text.replace(/"signature":"./, '"signature":"x'))
  expect(await verify('--export', path)).toMatchObject({
    code: 1,
    output: expect.stringContaining('not signed with this key'),
  })
})
