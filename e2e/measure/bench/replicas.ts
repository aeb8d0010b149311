import { setTimeout as wait } from 'node:timers/promises'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { textTable } from '@/e2e/fixtures/text-table'
import { consoleOn, SECOND, TARGET, urlsInFleet } from '@/e2e/measure/bench/console-here'
import type { BenchOptions, PartResult } from '@/e2e/measure/bench/figure'
import { ask } from '@/lib/auth/fixtures/ask'
import { getInventory } from '@/lib/inventory/read'
import { type SweepProcess, startSweepProcess } from '@/lib/sweep/fixtures/start-sweep-process'

interface Round {
  seconds: number
  urls: number
  throttled: number
  twice: number
}

/** The same account read by one worker, and by two on one database that have one quota. */
export async function benchReplicas({ functions, latency }: BenchOptions): Promise<PartResult> {
  const expected = urlsInFleet(functions)
  const one = await round(1, functions, latency)
  const two = await round(2, functions, latency)
  const row = (name: string, { seconds, urls, throttled, twice }: Round) => [
    ...[name, `${urls}/${expected}`, seconds.toFixed(1), throttled, twice],
  ]
  console.log(`\n${functions} functions read by workers in processes of their own, on one database`)
  console.log(textTable([['', 'URLs', 'seconds', '429s', 'read twice'], row('one', one), row('two', two)]))
  const figures = [
    {
      id: 'P4',
      what: 'two replicas ÷ one, time',
      value: two.seconds / one.seconds,
      good: 1.15,
      excellent: 1.05,
    },
    {
      id: 'P4',
      what: 'URLs found by two replicas',
      unit: '%',
      value: (100 * two.urls) / expected,
      excellent: 100,
      isFloor: true,
    },
    { what: 'functions that two replicas read twice', value: two.twice, excellent: 0 },
  ]
  return { figures, isRight: two.urls === expected && two.twice === 0 }
}

async function round(replicas: number, functions: number, latencyMs: number): Promise<Round> {
  const fleet = await startFleetProcess({ latencyMs, functions })
  const workers: SweepProcess[] = []
  try {
    await consoleOn(fleet)
    await ask(getInventory, {})
    const settings = { CONSOLE_ROLE: 'worker', CONSOLE_SWEEP: 'on' }
    for (let replica = 0; replica < replicas; replica += 1) workers.push(await startSweepProcess(settings))
    for (;;) {
      const { sweeps, counts } = await ask(getInventory, {})
      const own = sweeps.find(({ account, region }) => account === TARGET.account && region === TARGET.region)
      if (own?.completedAt && own.startedAt) {
        const seconds = (Date.parse(own.completedAt) - Date.parse(own.startedAt)) / SECOND
        return { seconds, urls: counts.urls, ...(await counted(fleet)) }
      }
      await wait(SECOND / 2)
    }
  } finally {
    for (const worker of workers) await worker.kill()
    await fleet.stop()
  }
}

async function counted({ admin }: Awaited<ReturnType<typeof startFleetProcess>>) {
  const ledger = await admin.ledger(TARGET)
  const answered = ledger.filter(
    ({ operation, status }) => operation === 'ListFunctionUrlConfigs' && status === 200,
  )
  const names = new Set(answered.map(({ functionName }) => functionName))
  return {
    throttled: ledger.filter(({ status }) => status === 429).length,
    twice: answered.length - names.size,
  }
}
