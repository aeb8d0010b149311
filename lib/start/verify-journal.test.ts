import { execFile } from 'node:child_process'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase } from '@/lib/db/database'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'
import { forgetEnv } from '@/lib/env'
import { tellTales } from '@/lib/journal/fixtures/stories'

const KEY = 'a key that is long enough for a signature'

beforeEach(() => {
  openScratchDatabase()
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
    output: expect.stringContaining('BROKEN at event 5'),
  })
  expect(await verify('--database', `${file}.none`)).toMatchObject({
    code: 1,
    output: expect.stringContaining('There is no database file'),
  })
})
