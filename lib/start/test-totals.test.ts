import { expect, test } from 'vitest'
import { totalsLine, totalsOfPlaywright, totalsOfVitest, withExitCode } from './test-totals'

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }

test('both runs are summed in one line', () => {
  const unit = totalsOfVitest({ ...vitest, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 })
  const e2e = totalsOfPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 2 }, errors: [] })
  expect(totalsLine([unit, e2e])).toBe('8 passed, 2 failed, 4 skipped')
})

test('a test file that cannot be loaded is a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ]
  expect(totalsOfVitest({ ...vitest, testResults }).failed).toBe(1)
})

test('a spec that cannot be loaded and a test that passed only once are failures', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }
  expect(totalsOfPlaywright({ stats, errors: [{}] }).failed).toBe(2)
})

test('a run that ended badly without a failed test is a failure', () => {
  const good = { passed: 5, failed: 0, skipped: 0 }
  expect(withExitCode(good, 0)).toEqual(good)
  expect(withExitCode(good, 1).failed).toBe(1)
  expect(withExitCode(good, null).failed).toBe(1)
  expect(withExitCode({ ...good, failed: 3 }, 1).failed).toBe(3)
})
