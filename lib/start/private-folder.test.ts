import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encryptionKey } from './encryption-key'
import { privateFolder } from './private-folder'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'private-folder-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('a folder is for this user alone, made or found', () => {
  const made = path.join(root, 'made')
  privateFolder(made)
  const found = path.join(root, 'found')
  mkdirSync(found)
  chmodSync(found, 0o755)
  privateFolder(found)
  for (const folder of [made, found]) expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a key that others could read is theirs no longer', () => {
  writeFileSync(path.join(root, 'server-actions-key'), 'key')
  chmodSync(path.join(root, 'server-actions-key'), 0o644)
  expect(encryptionKey(root, undefined)).toBe('key')
  expect(statSync(path.join(root, 'server-actions-key')).mode & 0o777).toBe(0o600)
})

test('what cannot be made or read is told in one sentence', () => {
  writeFileSync(path.join(root, 'file'), '')
  mkdirSync(path.join(root, 'server-actions-key'))
  for (const attempt of [
    () => privateFolder(path.join(root, 'file')),
    () => privateFolder(path.join(root, 'file/below')),
    () => encryptionKey(root, undefined),
  ])
    expect(attempt).toThrow(
      expect.objectContaining({ name: 'ProgramError', message: expect.stringMatching(/\.$/) }),
    )
})
