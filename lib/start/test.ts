import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { chromiumOnThisMachine } from '@/e2e/fixtures/chromium-on-this-machine'
import { startTestPostgres, type TestServer } from '@/e2e/postgres/test-server'
import { REPLICAS_RESULTS, replicasLine } from '@/e2e/replicas/suite-on-replicas'
import { ensureBuild } from './ensure-build'
import { requireNode } from './node-version'
import { runProgram } from './program-error'
import { PROJECT_ROOT } from './project-root'
import { type Totals, totalsLine, totalsOfPlaywright, totalsOfVitest, withExitCode } from './test-totals'

const VITEST = path.join(PROJECT_ROOT, 'node_modules/vitest/vitest.mjs')
const PLAYWRIGHT = path.join(PROJECT_ROOT, 'node_modules/@playwright/test/cli.js')
const RESULTS = path.join(PROJECT_ROOT, 'test-results')
const FAILED: Totals = { passed: 0, failed: 1, skipped: 0 }

/** Runs the browser tests against two consoles on one database, of which one is killed now and then. */
const ON_REPLICAS = '--replicas'

/** `npm test [unit | e2e] [words for the runner]`: everything, unless one of the two is named; `e2e --replicas`. */
await runProgram(async () => {
  requireNode()
  const [first, ...rest] = process.argv.slice(2)
  const runs: Totals[] = []
  if (first !== 'e2e') runs.push(await unitTests(first === 'unit' ? rest : []))
  if (first !== 'unit') runs.push(await browserTests(first === 'e2e' ? rest : []))
  console.log(totalsLine(runs))
  return runs.every(({ failed }) => failed === 0) ? 0 : 1
})
// Said outright: what starts PostgreSQL hooks into the end of the process, and would make any other end a success.
process.exit(process.exitCode)

/** On SQLite and on PostgreSQL, where there is one. */
async function unitTests(words: string[]): Promise<Totals> {
  return withPostgres((server) =>
    vitest(words, { ...process.env, DATABASE_URL: '', TEST_POSTGRES: server?.url ?? '' }),
  )
}

async function withPostgres<T>(work: (server: TestServer | undefined) => Promise<T>): Promise<T> {
  const server = await startTestPostgres().catch((error: Error) => {
    console.log(`The tests on PostgreSQL were not run: ${error.message}`)
    return undefined
  })
  try {
    return await work(server)
  } finally {
    await server?.stop()
  }
}

async function vitest(words: string[], env: NodeJS.ProcessEnv): Promise<Totals> {
  const report = path.join(RESULTS, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const exitCode = await run([VITEST, 'run', ...reporters, ...words], report, env)
  return withExitCode(readReport(report, totalsOfVitest), exitCode)
}

async function browserTests(words: string[]): Promise<Totals> {
  try {
    await ensureBuild()
    const chromium = chromiumOnThisMachine()
    return await withPostgres((server) =>
      playwright(words, { ...process.env, CHROMIUM_PATH: chromium, TEST_POSTGRES: server?.url ?? '' }),
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return FAILED
  }
}

async function playwright(words: string[], env: NodeJS.ProcessEnv): Promise<Totals> {
  const onReplicas = words.includes(ON_REPLICAS)
  if (onReplicas && !env.TEST_POSTGRES) return FAILED
  const report = path.join(RESULTS, 'e2e.json')
  const config = path.join(PROJECT_ROOT, 'e2e/playwright.config.ts')
  const asked = words.filter((word) => word !== ON_REPLICAS)
  rmSync(REPLICAS_RESULTS, { recursive: true, force: true })
  const exitCode = await run([PLAYWRIGHT, 'test', '--config', config, ...asked], report, {
    ...env,
    SUITE_ON_REPLICAS: onReplicas ? env.TEST_POSTGRES : '',
  })
  if (onReplicas) console.log(replicasLine())
  return withExitCode(readReport(report, totalsOfPlaywright), exitCode)
}

function readReport<Report>(file: string, totals: (report: Report) => Totals): Totals {
  return existsSync(file) ? totals(JSON.parse(readFileSync(file, 'utf8'))) : FAILED
}

/** An old report would be taken for this run's when the runner ends before it writes one. */
function run(words: string[], report: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  rmSync(report, { force: true })
  const child = spawn(process.execPath, words, {
    cwd: PROJECT_ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve) => child.once('exit', resolve))
}
