import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encryptionKey } from './encryption-key'

let folder: string

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'encryption-key-')), 'data')
})

afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

test('is made once, is 32 bytes, and nobody else may read it', () => {
  const key = encryptionKey(folder, undefined)
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect(encryptionKey(folder, undefined)).toBe(key)
  expect(statSync(path.join(folder, 'server-actions-key')).mode & 0o077).toBe(0)
})

test('is what the operator says, where they say one', () => {
  expect(encryptionKey(folder, 'theirs')).toBe('theirs')
})
