import { setTimeout as wait } from 'node:timers/promises'
import { fillIndex } from '@/e2e/fixtures/fill-index'
import { residentMegabytes } from '@/e2e/fixtures/process-memory'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { startBuiltConsole } from '@/e2e/measure/bench/built-console'
import { consoleOn, SECOND, TARGET } from '@/e2e/measure/bench/console-here'
import type { BenchOptions, PartResult } from '@/e2e/measure/bench/figure'
import { percentile } from '@/e2e/measure/percentile'
import { ask } from '@/lib/auth/fixtures/ask'
import { closeDatabase } from '@/lib/db/database'
import { getInventory } from '@/lib/inventory/read'
import { forgetSingletons } from '@/lib/process/singleton'
import { ensureBuild } from '@/lib/start/ensure-build'
import { checkNow } from '@/lib/sweep/steer'

const IDLE = 15 * SECOND
const STARTS = 5

/** The first rows after a cold start on an index of 10,000 URLs. */
export async function benchColdStart({ latency }: BenchOptions): Promise<PartResult> {
  await ensureBuild()
  const fleet = await startFleetProcess({ latencyMs: latency, functions: 10 })
  const server = await startBuiltConsole(fleet.connection)
  try {
    fillIndex(server.databasePath, 10_000)
    const firsts: number[] = []
    let withRows = 0
    for (let start = 0; start < STARTS; start += 1) {
      await server.restart()
      const askedAt = performance.now()
      const html = await (await fetch(server.url)).text()
      firsts.push(performance.now() - askedAt)
      if (/(orders|parcels|labels|claims)-0\d{4}/.test(html)) withRows += 1
    }
    console.log(
      `\nA cold start on an index of 10,000 URLs: the rows are in the first HTML of ${withRows} of ${STARTS} starts`,
    )
    const figures = [
      {
        id: 'P6',
        what: 'first rows with an index, after the server is up, p95',
        unit: 's',
        value: percentile(firsts, 95) / SECOND,
        good: 1,
        excellent: 0.5,
      },
      {
        what: 'first HTML that has the rows',
        unit: '%',
        value: (100 * withRows) / STARTS,
        excellent: 100,
        isFloor: true,
      },
      {
        id: 'P12',
        what: 'start to ready',
        unit: 's',
        value: server.readyAfter() / SECOND,
        good: 5,
        excellent: 2.5,
      },
    ]
    return { figures, isRight: withRows === STARTS }
  } finally {
    await server.end()
    await fleet.stop()
  }
}

/** Memory of the production server at rest, and while it reads so many functions at AWS's own rate. */
export async function benchMemory({ latency, swept }: BenchOptions): Promise<PartResult> {
  await ensureBuild()
  const fleet = await startFleetProcess({ latencyMs: latency, functions: swept })
  const server = await startBuiltConsole(fleet.connection)
  try {
    await (await fetch(server.url)).text()
    await wait(IDLE)
    const idle = residentMegabytes(server.pid())
    await onDatabaseOf(server.databasePath, fleet)
    await ask(checkNow, TARGET)
    let most = idle
    for (let isEnded = false; !isEnded; ) {
      await wait(SECOND)
      most = Math.max(most, residentMegabytes(server.pid()))
      const { sweeps } = await ask(getInventory, {})
      isEnded = sweeps.some(({ phase }) => phase === 'ended' || phase === 'failed')
    }
    const { sweeps } = await ask(getInventory, {})
    const isComplete = sweeps.some(({ phase, done }) => phase === 'ended' && done === swept)
    console.log(
      `\nMemory of the server: idle ${idle.toFixed(0)} MB, at most ${most.toFixed(0)} MB while it read ${swept} functions`,
    )
    const figures = [
      { id: 'P12', what: 'idle memory of the server', unit: 'MB', value: idle, good: 350, excellent: 220 },
      {
        what: `memory above idle while reading ${swept} functions`,
        unit: 'MB',
        value: most - idle,
        excellent: 100,
      },
    ]
    return { figures, isRight: isComplete }
  } finally {
    await closeDatabase()
    await server.end()
    await fleet.stop()
  }
}

/** This process looks into the server's database, and asks there for the sweep that the server makes. */
async function onDatabaseOf(
  file: string,
  fleet: Awaited<ReturnType<typeof startFleetProcess>>,
): Promise<void> {
  await consoleOn(fleet)
  process.env.CONSOLE_DATABASE = file
  forgetSingletons()
}
