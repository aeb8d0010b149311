import { chromium } from '@playwright/test'
import { COMPARED } from '@/e2e/differential/compare-cors'
import { CorsLab } from '@/e2e/differential/cors-lab'
import { type DifferentialReport, runDifferential } from '@/e2e/differential/run-differential'
import { chromiumOnThisMachine } from '@/e2e/fixtures/chromium-on-this-machine'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'

/**
 * `npm run differential -- --cases 2000 --seed 1`: the CORS simulator against a real Chromium. Each case is a
 * configuration, headers of the function's own and a request; a page on one origin asks the sandbox's function URL on
 * another. Prints what was compared and ends with 1 when anything is otherwise than predicted.
 */
const options = numberOptions({ cases: 2_000, seed: 1 })
const browser = await chromium.launch({
  executablePath: chromiumOnThisMachine(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const lab = await CorsLab.start(browser)
const startedAt = performance.now()
const report = await runDifferential(lab, options)
const seconds = Math.round((performance.now() - startedAt) / 1000)
const version = browser.version()
await lab.close()
await browser.close()

console.log(`${report.cases} cases, seed ${options.seed}, Chromium ${version}, ${seconds} s\n`)
console.log(textTable(comparedRows(report)))
console.log(`\n${textTable(countRows(report))}`)
console.log(`\n${textTable([['what the console said', 'cases'], ...byCount(report.messages)])}`)
for (const { smallest, mismatches } of report.findings) {
  console.error(`\nWRONG  ${JSON.stringify(smallest)}`)
  for (const { what, predicted, observed } of mismatches)
    console.error(
      `  ${what}\n    predicted ${JSON.stringify(predicted)}\n    observed  ${JSON.stringify(observed)}`,
    )
  if (mismatches.length === 0) console.error('  Went right when it was tried again.')
}
process.exitCode = report.findings.length > 0 ? 1 : 0

function comparedRows({ cases, mismatches }: DifferentialReport) {
  const rows = COMPARED.map((what) => [what, cases, cases - mismatches[what], mismatches[what]])
  return [['compared', 'cases', 'as predicted', 'mismatches'], ...rows]
}

function countRows({ verdicts, preflights, departures }: DifferentialReport) {
  return [
    ['what Chromium did', 'cases'],
    ...byCount(verdicts),
    ['sent a preflight', preflights],
    ['departed from the standard, as predicted', departures],
  ]
}

function byCount(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a)
}
