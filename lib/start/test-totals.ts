/** How a test run ended, in numbers. */
export interface Totals {
  passed: number
  failed: number
  skipped: number
}

/** The members of Vitest's JSON report that count. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** The members of Playwright's JSON report that count. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  /** Failures outside tests: a spec that cannot be loaded, a worker that cannot be set up. */
  errors: unknown[]
}

/** A file that could not be loaded has no tests to fail: it counts as one failure. */
export function totalsOfVitest(report: VitestReport): Totals {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

export function totalsOfPlaywright({ stats, errors }: PlaywrightReport): Totals {
  const failed = stats.unexpected + stats.flaky + errors.length
  return { passed: stats.expected, failed, skipped: stats.skipped }
}

/** A run that ended badly without a failed test (no report, a crash) still counts as one failure. */
export function withExitCode(totals: Totals, exitCode: number | null): Totals {
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/** The last line of `npm test`; other programs read it. */
export function totalsLine(runs: Totals[]): string {
  const sum = (pick: (totals: Totals) => number) => runs.reduce((total, each) => total + pick(each), 0)
  const [passed, failed, skipped] = [
    sum((each) => each.passed),
    sum((each) => each.failed),
    sum((each) => each.skipped),
  ]
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
