import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OPTIONAL_ACTIONS, readerPolicy } from '@/lib/settings/reader-policy'

test('the README has the same policy', () => {
  const readme = readFileSync('README.md', 'utf8')
  const block = /```json\n(\{\n {2}"Version"[^`]+)```/.exec(readme)?.[1] ?? ''
  expect(JSON.parse(block)).toEqual(JSON.parse(readerPolicy()))
})

test('what may be left out is in it', () => {
  for (const action of Object.keys(OPTIONAL_ACTIONS)) expect(readerPolicy()).toContain(`"${action}"`)
})
