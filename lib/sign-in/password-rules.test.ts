import { expect, test } from 'vitest'
import { passwordProblem } from '@/lib/sign-in/password-rules'

test.each([
  ['eleven char', 'at least 12'],
  ['x'.repeat(201), 'at most 200'],
  ['mia.sanders@example.com', 'something else than your login'],
  ['mia.sanders1', 'something else than your login'],
  ['Password1234', 'tried first'],
  ['aaaaaaaaaaaab', 'more than a few'],
])('%s is no password', (password, problem) => {
  expect(passwordProblem(password, 'mia.sanders@example.com')).toContain(problem)
})

test.each(['violet horse under water', 'ÄÖÜ äöü ßßß 12', '🐴🐴🐴 under the sea', 'k2!vP9#qLm4$'])(
  '%s is one',
  (password) => {
    expect(passwordProblem(password, 'mia')).toBeUndefined()
  },
)
