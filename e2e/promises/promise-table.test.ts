import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import { promise } from './promise'
import { BEGIN, END, filesByPromise, GAP, lastShown, PROMISES_FILE, promiseTable } from './promise-table'
import { PROMISES } from './promises'

const before = process.env.PROMISES_DIR
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'promises-'))
  process.env.PROMISES_DIR = folder
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  if (before === undefined) delete process.env.PROMISES_DIR
  else process.env.PROMISES_DIR = before
})

const written = () => readFileSync(PROMISES_FILE, 'utf8').split(BEGIN)[1]?.split(END)[0] ?? ''
const filesOf = (row: string) => [...row.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)

test('every file that the written table names is there', () => {
  const missing = filesOf(written()).filter((file) => !existsSync(path.join(PROJECT_ROOT, file)))
  expect(missing).toEqual([])
  expect(filesOf(written()).length).toBeGreaterThan(PROMISES.length)
})

test('the written table has every promise with the files that name it (npm run promises -- --write)', () => {
  const named = filesByPromise()
  for (const { id } of PROMISES) {
    const row = written()
      .split('\n')
      .find((line) => line.startsWith(`| ${id} |`))
    expect([id, filesOf(row ?? '')]).toEqual([id, named.get(id) ?? []])
  }
})

test('no test names a promise that is none', () => {
  const known = PROMISES.map(({ id }) => id)
  expect([...filesByPromise().keys()].filter((id) => !known.includes(id))).toEqual([])
})

test('what a test has shown stands beside its file, a promise without one is a gap', () => {
  const id = 'R12' as const
  promise(id, { killsOfTheServer: 1200, lost: 0 })
  promise(id, { killsOfTheServer: 1300, lost: 0 })
  const file = 'e2e/promises/promise-table.test.ts'
  expect(lastShown(folder)).toEqual([
    { id: 'R12', file, counts: { killsOfTheServer: 1300, lost: 0 }, at: expect.any(String) },
  ])
  const table = promiseTable(new Map([['R12', [file]]]), lastShown(folder), new Map([[file, '4 passed']]))
  expect(table).toContain(`\`${file}\`: 1,300 kills of the server, 0 lost; 4 passed`)
  expect(table.split('\n').filter((line) => line.includes(GAP))).toHaveLength(PROMISES.length - 1)
})
