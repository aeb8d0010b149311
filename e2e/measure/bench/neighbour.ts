import { setTimeout as wait } from 'node:timers/promises'
import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { consoleOn, SECOND, TARGET, urlsInFleet } from '@/e2e/measure/bench/console-here'
import type { BenchOptions, PartResult } from '@/e2e/measure/bench/figure'
import { percentile } from '@/e2e/measure/percentile'
import { ask } from '@/lib/auth/fixtures/ask'
import { listFunctions } from '@/lib/functions/read'
import { getInventory } from '@/lib/inventory/read'
import { FRANKFURT } from '@/lib/sandbox/seed/company'
import { sweepTarget } from '@/lib/sweep/sweep-target'

const NEIGHBOUR_RATE = 5

/** A sweep while somebody else makes five calls a second in the same account, and a person one through the console. */
export async function benchNeighbour({ functions, latency }: BenchOptions): Promise<PartResult> {
  const expected = urlsInFleet(functions)
  const fleet = await startFleetProcess({ latencyMs: latency, functions })
  try {
    await consoleOn(fleet)
    const { accessKeyId, secretAccessKey } = fleet.connection
    const client = new LambdaClient({
      ...{ endpoint: fleet.url, region: FRANKFURT, maxAttempts: 1 },
      credentials: { accessKeyId, secretAccessKey },
    })
    const ended = new AbortController()
    const other = { sent: 0, refused: 0 }
    const person = { waits: [] as number[], failed: 0 }
    const beside = [
      every(SECOND / NEIGHBOUR_RATE, ended.signal, async () => {
        other.sent += 1
        const call = new ListFunctionUrlConfigsCommand({ FunctionName: 'the-neighbours' })
        await client.send(call).catch(({ name }: Error) => {
          if (name === 'TooManyRequestsException') other.refused += 1
        })
      }),
      every(SECOND, ended.signal, async () => {
        const startedAt = performance.now()
        await ask(listFunctions, TARGET).catch(() => {
          person.failed += 1
        })
        person.waits.push(performance.now() - startedAt)
      }),
    ]
    await sweepTarget(TARGET, 'bench', new AbortController().signal)
    ended.abort()
    await Promise.all(beside)
    const ledger = (await fleet.admin.ledger()).filter(({ service }) => service === 'lambda')
    const refused = ledger.filter(({ status }) => status === 429).length
    const { counts } = await ask(getInventory, {})
    console.log(
      `\nBeside a neighbour with ${NEIGHBOUR_RATE} calls a second: ${refused} of ${ledger.length} calls refused (of the neighbour's ${other.refused} of ${other.sent}); ${person.waits.length} reads by a person, p95 ${percentile(person.waits, 95).toFixed(0)} ms`,
    )
    const figures = [
      { id: 'P3', what: 'throttles that a person sees', value: person.failed, excellent: 0 },
      {
        id: 'P3',
        what: '429s on the wire beside a neighbour',
        unit: '%',
        value: (100 * refused) / ledger.length,
        good: 10,
        excellent: 5,
      },
    ]
    return { figures, isRight: person.failed === 0 && counts.urls === expected }
  } finally {
    await fleet.stop()
  }
}

/** Begins `work` again and again, however long it takes. */
async function every(milliseconds: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const begun: Promise<void>[] = []
  while (!signal.aborted) {
    begun.push(work())
    await wait(milliseconds)
  }
  await Promise.all(begun)
}
