import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { textTable } from '@/e2e/fixtures/text-table'
import { consoleOn, RATE, SECOND, TARGET } from '@/e2e/measure/bench/console-here'
import { type BenchOptions, type PartResult, ratio } from '@/e2e/measure/bench/figure'
import { pageTimes } from '@/e2e/measure/bench/pages'
import { percentile } from '@/e2e/measure/percentile'
import { ask } from '@/lib/auth/fixtures/ask'
import { getInventory } from '@/lib/inventory/read'
import { AWS_RATES } from '@/lib/sandbox/throttle'
import { sweepTarget } from '@/lib/sweep/sweep-target'

const SIZES = [100, 1_000, 10_000, 50_000]
/** Above this AWS's own rate takes hours: the throttle is scaled, and the way to AWS with it. */
const SCALED_ABOVE = 1_000

const scaled = (scale: number) => ({
  ...{ shared: AWS_RATES.shared * scale, getPolicy: AWS_RATES.getPolicy * scale },
  getFunction: AWS_RATES.getFunction * scale,
})

interface Growth {
  functions: number
  scale: number
  calls: number
  urls: number
  seconds: number
  processor: number
  megabytes: number
  page: number
  isEnded: boolean
}

/** How time, memory and the cost of a page grow with the number of functions. */
export async function benchGrowth(options: BenchOptions): Promise<PartResult> {
  const found: Growth[] = []
  for (const functions of SIZES.filter((size) => size <= options.largest))
    found.push(await grown(functions, options))
  console.log('\nHow it grows: a whole sweep in one process, and a page of so many URLs')
  console.log(
    textTable([
      [
        'functions',
        'throttle',
        'URLs',
        'calls',
        'seconds',
        '÷ bound',
        'CPU ms a call',
        'MB above idle',
        'page p95 ms',
      ],
      ...found.map((each) => [
        each.functions,
        each.scale === 1 ? 'as AWS' : `× ${each.scale}`,
        each.urls,
        each.calls,
        each.seconds.toFixed(1),
        ratio(each.seconds, Math.max(1, each.calls / (RATE * each.scale))),
        (each.processor / each.calls).toFixed(2),
        each.megabytes.toFixed(0),
        each.page.toFixed(1),
      ]),
    ]),
  )
  const [first] = found.filter(({ functions }) => functions >= SCALED_ABOVE)
  const last = found.at(-1)
  if (!first || !last) return { figures: [], isRight: found.every(({ isEnded }) => isEnded) }
  const perCall = ({ processor, calls }: Growth) => processor / calls
  const figures = [
    {
      what: `CPU for a call, ${last.functions} functions ÷ ${first.functions}`,
      ...{ value: perCall(last) / perCall(first), excellent: 1 },
    },
    { what: `page p95, ${last.functions} ÷ ${first.functions}`, value: last.page / first.page },
    { what: `memory above idle, ${last.functions} functions`, unit: 'MB', value: last.megabytes },
  ]
  return { figures, isRight: found.every(({ isEnded }) => isEnded) }
}

async function grown(functions: number, { latency, scale: asked, pages }: BenchOptions): Promise<Growth> {
  const scale = functions > SCALED_ABOVE ? asked : 1
  const fleet = await startFleetProcess({ latencyMs: Math.round(latency / scale), functions })
  try {
    await fleet.admin.setThrottle(scaled(scale))
    await consoleOn(fleet, scale)
    const idle = process.memoryUsage().rss / 1e6
    let most = idle
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss / 1e6)
    }, SECOND / 4)
    const used = process.cpuUsage()
    const startedAt = performance.now()
    await sweepTarget(TARGET, 'bench', new AbortController().signal)
    const seconds = (performance.now() - startedAt) / SECOND
    const { user, system } = process.cpuUsage(used)
    clearInterval(watch)
    const { counts, sweeps } = await ask(getInventory, {})
    const own = sweeps.find(({ phase }) => phase === 'ended')
    const { wall } = await pageTimes(Math.max(functions, 1), pages)
    return {
      ...{ functions, scale, seconds, urls: counts.urls, isEnded: own?.listed === functions },
      calls: Math.ceil(functions / 50) + functions + counts.urls,
      processor: (user + system) / 1000,
      megabytes: most - idle,
      page: percentile(wall, 95),
    }
  } finally {
    await fleet.stop()
  }
}
