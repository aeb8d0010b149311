import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { residentMegabytes } from '@/e2e/fixtures/process-memory'
import { textTable } from '@/e2e/fixtures/text-table'
import { median } from '@/e2e/measure/percentile'
import { startConsoleServer } from '@/lib/start/console-server'
import { ensureBuild } from '@/lib/start/ensure-build'
import { freePort } from '@/lib/start/free-port'
import { type SandboxConnection, sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { startSeededSandbox } from '@/lib/start/seeded-sandbox'

/**
 * `npm run measure:server -- --runs 5 --idle 10`: quality P12. Starts the production server on the seeded sandbox,
 * takes the time from spawning it to the first 200 of /api/health, and its resident memory after so many idle
 * seconds: once as started, once after its pages were opened. Every run begins with a new database.
 * Ends with 1 when a page does not open; slow figures are printed, not judged.
 */
const { runs, idle } = numberOptions({ runs: 5, idle: 10 })
const SECOND = 1_000
const PAGES = ['/functions', '/functions/create', '/activity', '/failures']

interface Footprint {
  ready: number
  started: number
  used: number
}

async function measure(connection: SandboxConnection): Promise<Footprint> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'server-footprint-'))
  const env = {
    ...sandboxEnvironment(process.env, connection, path.join(folder, 'console.db')),
    // What is measured is a console at rest.
    CONSOLE_SWEEP: 'off',
  }
  const port = await freePort()
  const from = performance.now()
  const server = await startConsoleServer({ port, env, output: () => undefined })
  const ready = performance.now() - from
  await wait(idle * SECOND)
  const started = residentMegabytes(server.pid)
  for (const page of PAGES) await open(`http://localhost:${port}${page}`)
  await wait(idle * SECOND)
  const used = residentMegabytes(server.pid)
  await server.stop()
  rmSync(folder, { recursive: true })
  return { ready, started, used }
}

async function open(url: string): Promise<void> {
  const answer = await fetch(url)
  await answer.text()
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}.`)
}

await ensureBuild()
const { server: sandbox, connection } = await startSeededSandbox(() => undefined)
const footprints: Footprint[] = []
for (let run = 0; run < runs; run++) footprints.push(await measure(connection))
await sandbox.stop()

const row = (name: string, of: (footprint: Footprint) => number) => {
  const values = footprints.map(of)
  return [name, ...[median(values), Math.min(...values), Math.max(...values)].map((each) => each.toFixed(0))]
}
console.log(
  textTable([
    [`${runs} runs`, 'median', 'least', 'most'],
    row('start to ready, ms', ({ ready }) => ready),
    row(`memory as started, ${idle} s idle, MB`, ({ started }) => started),
    row(`memory after opening ${PAGES.length} pages, MB`, ({ used }) => used),
  ]),
)
