import { randomUUID } from 'node:crypto'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { consoleOn, TARGET } from '@/e2e/measure/bench/console-here'
import type { BenchOptions, PartResult } from '@/e2e/measure/bench/figure'
import { percentile } from '@/e2e/measure/percentile'
import { WireClock } from '@/e2e/measure/wire-clock'
import { ask } from '@/lib/auth/fixtures/ask'
import { lambdaClient } from '@/lib/aws/clients'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { changeRequestSchema } from '@/lib/requests/change-request'
import { sweepTarget } from '@/lib/sweep/sweep-target'

const FUNCTION_NAME = 'aa-edited-by-the-bench'

/** Saving edits, one after the other, while a sweep uses the quota of the same account and region. */
export async function benchEdits({ functions, latency, edits }: BenchOptions): Promise<PartResult> {
  const fleet = await startFleetProcess({ latencyMs: latency, functions })
  const stop = new AbortController()
  try {
    await consoleOn(fleet)
    const urls = [{ qualifier: '$LATEST', authType: 'AWS_IAM' as const }]
    await fleet.admin.putFunctions({ ...TARGET, functions: [{ name: FUNCTION_NAME, urls }] })
    const clock = new WireClock()
    for (const use of ['person', 'write'] as const) clock.watch(lambdaClient(TARGET, use))
    const sweep = sweepTarget(TARGET, 'bench', stop.signal)
    const above: number[] = []
    let applied = 0
    for (let edit = 0; edit < edits; edit += 1) {
      const { milliseconds, isApplied } = await save(clock, edit)
      above.push(milliseconds)
      if (isApplied) applied += 1
    }
    stop.abort()
    await sweep
    const [p50, p95] = [50, 95].map((percent) => percentile(above, percent))
    console.log(
      `\n${applied} of ${edits} edits saved while a sweep ran; above the calls p50 ${p50?.toFixed(0)} ms, p95 ${p95?.toFixed(0)} ms`,
    )
    const figures = [
      {
        id: 'P7',
        what: 'saving an edit during a sweep, above the API’s own time, p95',
        unit: 'ms',
        value: p95 ?? Number.NaN,
        good: 500,
        excellent: 250,
      },
    ]
    return { figures, isRight: applied === edits }
  } finally {
    stop.abort()
    await fleet.stop()
  }
}

async function save(clock: WireClock, edit: number): Promise<{ milliseconds: number; isApplied: boolean }> {
  const request = changeRequestSchema.parse({
    kind: 'update',
    identity: { ...TARGET, functionName: FUNCTION_NAME, qualifier: '$LATEST' },
    Cors: { AllowOrigins: [`https://edit-${edit}.example.com`] },
  })
  const { planHash } = await ask(preview, request)
  const changeId = randomUUID()
  const { total, calls } = await clock.time(async () => {
    await ask(applyChange, { changeId, request, planHash })
    await runningChangesEnded()
  })
  const { outcome } = await ask(getChange, { changeId })
  return { milliseconds: total - calls, isApplied: outcome?.verdict === 'applied' }
}
