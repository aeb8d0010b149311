import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { LEAST_NODE, requireNode } from './node-version'
import { PROJECT_ROOT } from './project-root'

test.each(['18.20.0', '20.9.0', '20.18.3'])('%s is too old, in one sentence', (version) => {
  expect(() => requireNode(version)).toThrow(
    `Node ${version} is too old: use Node 22 or newer (https://nodejs.org). The least that works is 20.19.0.`,
  )
})

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0-nightly'])('%s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow()
})

test('says what package.json says', () => {
  const { engines } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8'))
  expect(engines.node).toBe(`>=${LEAST_NODE}`)
})
