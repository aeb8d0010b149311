import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildStamp } from './build-stamp'

let root: string

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'build-stamp-'))
  write('app/page.tsx', 'page')
  write('lib/cors/check.ts', 'check')
  write('package.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

test('stays the same when nothing that is built has changed', () => {
  const before = buildStamp(root, 'key')
  write('lib/cors/check.test.ts', 'a test')
  write('lib/sandbox/server.ts', 'the sandbox')
  write('lib/start/demo.ts', 'a start command')
  write('README.md', 'words')
  utimesSync(path.join(root, 'app/page.tsx'), new Date(0), new Date(0))
  expect(buildStamp(root, 'key')).toBe(before)
})

test.each([
  ['a changed page', () => write('app/page.tsx', 'pagE')],
  ['a new component', () => write('components/ui/button.tsx', 'button')],
  [
    'a moved file',
    () => {
      rmSync(path.join(root, 'lib/cors/check.ts'))
      write('lib/cors/checks.ts', 'check')
    },
  ],
  ['another dependency', () => write('package.json', '{"dependencies":{}}')],
  ['another server', () => write('lib/start/standalone-server.mjs', 'listen')],
  ['a picture', () => write('public/logo.svg', '<svg/>')],
])('changes with %s', (_title, change) => {
  const before = buildStamp(root, 'key')
  change()
  expect(buildStamp(root, 'key')).not.toBe(before)
})

test('changes with the key that action ids follow', () => {
  expect(buildStamp(root, 'one')).not.toBe(buildStamp(root, 'two'))
})
