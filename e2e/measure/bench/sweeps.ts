import { setTimeout as wait } from 'node:timers/promises'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { textTable } from '@/e2e/fixtures/text-table'
import { botoSweeps } from '@/e2e/measure/bench/boto3-sweep'
import { consoleOn, type Fleet, RATE, SECOND, TARGET, urlsInFleet } from '@/e2e/measure/bench/console-here'
import { type BenchOptions, type PartResult, ratio } from '@/e2e/measure/bench/figure'
import { PLAIN_SWEEPS, runPlain } from '@/e2e/measure/bench/plain-sweeps'
import { ask } from '@/lib/auth/fixtures/ask'
import { getInventory } from '@/lib/inventory/read'
import type { Fault } from '@/lib/sandbox/faults'
import { FRANKFURT } from '@/lib/sandbox/seed/company'
import { sweepTarget } from '@/lib/sweep/sweep-target'

const seconds = (milliseconds: number) => (milliseconds / SECOND).toFixed(1)

/** Every fiftieth call goes wrong: with a 500 or a broken connection, turn by turn. */
const faultsFor = (functions: number): Fault[] =>
  Array.from({ length: Math.ceil((functions * 1.5) / 50) }, (_, index) => ({
    ...{ operation: '*', when: 'before' as const, times: 1, skip: 49 },
    what: index % 2 === 0 ? { status: 500, code: 'ServiceException' } : ('reset' as const),
  }))

interface SweepFigures {
  name: string
  milliseconds: number
  urls: number
  /** Of the shared quota, 429s among them; GetPolicy and CloudWatch have their own. */
  calls: number
  throttled: number
  firstUrlAfter?: number
}

async function measured(
  fleet: Fleet,
  name: string,
  work: () => Promise<Pick<SweepFigures, 'urls' | 'firstUrlAfter'> & { milliseconds?: number }>,
): Promise<SweepFigures> {
  await fleet.admin.clearLedger()
  // The bucket is full again.
  await wait(1.5 * SECOND)
  const startedAt = performance.now()
  const found = await work()
  const milliseconds = found.milliseconds ?? performance.now() - startedAt
  const ledger = await fleet.admin.ledger()
  const lambda = ledger.filter(({ service, operation }) => service === 'lambda' && operation !== 'GetPolicy')
  const throttled = ledger.filter(({ status }) => status === 429).length
  return { name, ...found, milliseconds, calls: lambda.length, throttled }
}

async function ours(
  fleet: Fleet,
  name: string,
  faults: Fault[],
): Promise<{ urls: SweepFigures; all: SweepFigures }> {
  await consoleOn(fleet)
  let urlsAfter: number | undefined
  let callsForUrls = 0
  let firstUrlAfter: number | undefined
  const all = await measured(fleet, `${name}, with alias and concurrency`, async () => {
    if (faults.length > 0) await fleet.admin.addFaults(...faults)
    const startedAt = performance.now()
    const sweep = sweepTarget(TARGET, 'bench', new AbortController().signal)
    const watch = setInterval(async () => {
      const { counts, sweeps } = await ask(getInventory, {})
      if (counts.urls > 0) firstUrlAfter ??= performance.now() - startedAt
      const isAtGates = sweeps.some(({ phase }) => phase === 'gates')
      if (!isAtGates || urlsAfter !== undefined) return
      urlsAfter = performance.now() - startedAt
      const ledger = await fleet.admin.ledger()
      callsForUrls = ledger.filter(({ operation }) =>
        /^List(Functions|FunctionUrlConfigs)$/.test(operation),
      ).length
    }, 100)
    await sweep
    clearInterval(watch)
    await fleet.admin.clearFaults()
    const { counts } = await ask(getInventory, {})
    return { urls: counts.urls - counts.byExposure.unknown, firstUrlAfter }
  })
  const urls = { ...all, name, milliseconds: urlsAfter ?? all.milliseconds, calls: callsForUrls || all.calls }
  return { urls, all }
}

/** The sweep against its bound, without and with failing calls, and the plain ways beside it. */
export async function benchSweeps({ functions, latency, plain }: BenchOptions): Promise<PartResult> {
  const expected = urlsInFleet(functions)
  const fleet = await startFleetProcess({ latencyMs: latency, functions })
  try {
    const clean = await ours(fleet, 'the console', [])
    const faulty = await ours(fleet, 'the console, 1 % 500s and 1 % resets', faultsFor(functions))
    const others = plain ? await plainWays(fleet) : []
    const bound = (calls: number) => ((calls - RATE) / RATE) * SECOND
    console.log(
      `\nA sweep of ${functions} functions with ${expected} URLs, ${latency} ms to AWS, 15 calls a second`,
    )
    console.log(
      textTable([
        ['', 'URLs', 'seconds', 'calls', '÷ bound', '429s', 'first URL s'],
        ...[clean.urls, clean.all, faulty.urls, faulty.all, ...others].map((each) => [
          each.name,
          `${each.urls}/${expected}`,
          seconds(each.milliseconds),
          each.calls,
          ratio(each.milliseconds, bound(each.calls)),
          each.throttled,
          each.firstUrlAfter === undefined ? '' : seconds(each.firstUrlAfter),
        ]),
      ]),
    )
    const complete = others.filter(({ urls }) => urls === expected).map(({ milliseconds }) => milliseconds)
    const ofBound = clean.urls.milliseconds / bound(clean.urls.calls)
    const completeness = (100 * Math.min(clean.all.urls, faulty.all.urls)) / expected
    const figures = [
      { id: 'P1', what: 'full sweep ÷ its bound', value: ofBound, good: 1.1, excellent: 1.05 },
      {
        id: 'P2',
        what: 'URLs found with failing calls',
        unit: '%',
        value: completeness,
        excellent: 100,
        isFloor: true,
      },
      ...(complete.length > 0
        ? [
            {
              ...{ id: 'P5', what: 'full sweep ÷ the fastest complete plain way', excellent: 0.95, good: 1 },
              value: clean.urls.milliseconds / Math.min(...complete),
            },
          ]
        : []),
      {
        ...{ id: 'P6', what: 'first row from nothing, with traffic', unit: 's', good: 5, excellent: 2 },
        value: (clean.urls.firstUrlAfter ?? Number.NaN) / SECOND,
      },
    ]
    return { figures, isRight: completeness === 100 }
  } finally {
    await fleet.stop()
  }
}

async function plainWays(fleet: Fleet): Promise<SweepFigures[]> {
  const { accessKeyId, secretAccessKey } = fleet.connection
  const config = { endpoint: fleet.url, region: FRANKFURT, credentials: { accessKeyId, secretAccessKey } }
  const found: SweepFigures[] = []
  for (const [name, sweep] of Object.entries(PLAIN_SWEEPS))
    found.push(await measured(fleet, name, () => runPlain(sweep, config)))
  for (const { name, run } of botoSweeps(fleet.url, { accessKeyId, secretAccessKey }))
    found.push(await measured(fleet, name, run))
  return found
}
