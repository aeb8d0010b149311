import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { currentStamp, swapIn } from './build-folders'

let builds: string

beforeEach(() => {
  builds = mkdtempSync(path.join(os.tmpdir(), 'builds-'))
})

afterEach(() => rmSync(builds, { recursive: true }))

const current = () => path.join(builds, 'current')

function build(stamp: string) {
  const made = mkdtempSync(path.join(os.tmpdir(), 'made-'))
  writeFileSync(path.join(made, 'server.js'), stamp)
  swapIn(builds, made, stamp)
  return realpathSync(current())
}

test('the newest build is the current one, and the one before is gone', () => {
  expect(currentStamp(builds)).toBeUndefined()
  const first = build('a'.repeat(64))
  const second = build('b'.repeat(64))
  expect(currentStamp(builds)).toBe('b'.repeat(64))
  expect(readFileSync(path.join(current(), 'server.js'), 'utf8')).toBe('b'.repeat(64))
  expect(existsSync(first)).toBe(false)
  expect(readdirSync(builds).sort()).toEqual([path.basename(second), 'current'].sort())
})

test('a build that a console runs on stays, until that process is gone', () => {
  const first = build('a'.repeat(64))
  const mark = path.join(first, 'running', String(process.pid))
  mkdirSync(path.dirname(mark))
  writeFileSync(mark, '')
  build('b'.repeat(64))
  expect(readFileSync(path.join(first, 'server.js'), 'utf8')).toBe('a'.repeat(64))
  rmSync(mark)
  // No process has this number: Linux counts to 2^22 at most.
  writeFileSync(path.join(first, 'running', String(2 ** 23)), '')
  build('c'.repeat(64))
  expect(existsSync(first)).toBe(false)
})
