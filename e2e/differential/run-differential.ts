import fc from 'fast-check'
import { COMPARED, type Compared, compareCors, type Mismatch } from '@/e2e/differential/compare-cors'
import { BATCH, type CorsLab } from '@/e2e/differential/cors-lab'
import type { CorsCase } from '@/lib/cors/fixtures/cors-case'
import { corsCase } from '@/lib/cors/fixtures/cors-case-arbitraries'
import { simulateCors } from '@/lib/cors/simulator/simulate'

interface Finding {
  /** The smallest case found that still goes wrong. */
  smallest: CorsCase
  mismatches: Mismatch[]
}

export interface DifferentialReport {
  cases: number
  mismatches: Record<Compared, number>
  /** Cases by what Chromium did. */
  verdicts: Record<string, number>
  preflights: number
  /** Console messages by the check that failed. */
  messages: Record<string, number>
  /** Cases where Chromium departs from the standard, as predicted. */
  departures: number
  findings: Finding[]
}

/** More are rarely of another kind, and each takes a while to shrink. */
const MAX_FINDINGS = 3

/** Runs generated cases in a real browser and compares each with what was predicted. The same seed, the same cases. */
export async function runDifferential(
  lab: CorsLab,
  { cases, seed }: { cases: number; seed: number },
): Promise<DifferentialReport> {
  const all = fc.sample(corsCase, { numRuns: cases, seed })
  const report = emptyReport(all.length)
  const wrong: number[] = []
  for (let start = 0; start < all.length; start += BATCH) {
    const results = await lab.run(all.slice(start, start + BATCH))
    results.forEach(({ trial, observation }, at) => {
      const simulation = simulateCors(trial.url, trial.request)
      const mismatches = compareCors(trial, observation)
      for (const { what } of mismatches) report.mismatches[what] += 1
      if (mismatches.length > 0) wrong.push(start + at)
      count(report.verdicts, observation.outcome)
      if (observation.isPreflightSent) report.preflights += 1
      if (observation.consoleMessage) count(report.messages, kindOf(observation.consoleMessage))
      if (simulation.verdict !== simulation.chromeVerdict) report.departures += 1
    })
  }
  for (const at of wrong.slice(0, MAX_FINDINGS)) report.findings.push(await shrunk(lab, seed, at))
  return report
}

/** The same case again, made smaller by fast-check for as long as it still goes wrong. */
async function shrunk(lab: CorsLab, seed: number, at: number): Promise<Finding> {
  let last: Finding | undefined
  const property = fc.asyncProperty(corsCase, async (each) => {
    const [result] = await lab.run([each])
    const mismatches = result ? compareCors(result.trial, result.observation) : []
    if (mismatches.length > 0) last = { smallest: each, mismatches }
    return mismatches.length === 0
  })
  await fc.check(property, { seed, path: String(at), numRuns: 1, endOnFailure: false })
  if (last) return last
  const [smallest] = fc.sample(corsCase, { seed, path: String(at), numRuns: 1 })
  if (!smallest) throw new Error(`The seed ${seed} has no case ${at}.`)
  return { smallest, mismatches: [] }
}

function emptyReport(cases: number): DifferentialReport {
  const mismatches = Object.fromEntries(COMPARED.map((what) => [what, 0])) as Record<Compared, number>
  return { cases, mismatches, verdicts: {}, preflights: 0, messages: {}, departures: 0, findings: [] }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}

/** A message without what differs from case to case. */
function kindOf(message: string): string {
  return message
    .replace(/^.* CORS policy: /, '')
    .replace(' Have the server send the header with a valid value.', '')
    .replace("Response to preflight request doesn't pass access control check: ", 'preflight: ')
    .replace(/(multiple values|invalid value|has a value|the response is) '[^']*'/, "$1 '…'")
    .replace(/(Method|Request header field) \S+/, '$1 …')
}
