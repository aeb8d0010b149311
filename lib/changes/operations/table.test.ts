import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CALL_OPERATIONS, OPERATIONS } from '@/lib/changes/operations/table'

test.each(CALL_OPERATIONS)('%s is called by the CLI and by IAM as AWS calls it', (operation) => {
  const { command, action } = OPERATIONS[operation]
  expect(command).toBe(operation.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase())
  expect(action).toBe(`lambda:${operation}`)
})

test('the policy in the README lists exactly the actions that the console writes with', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '../../../README.md'), 'utf8')
  const [, sentence = ''] = /\nTo write, also (.*?), on the functions/s.exec(readme) ?? []
  const listed = sentence.match(/lambda:\w+/g)
  expect(listed?.sort()).toEqual(CALL_OPERATIONS.map((operation) => OPERATIONS[operation].action).sort())
})
