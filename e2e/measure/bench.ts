import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fillIndex } from '@/e2e/fixtures/fill-index'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { textTable } from '@/e2e/fixtures/text-table'
import { percentile } from '@/e2e/measure/percentile'
import { PLAIN_SWEEPS, runPlain } from '@/e2e/measure/plain-sweeps'
import { ask } from '@/lib/auth/fixtures/ask'
import { closeDatabase } from '@/lib/db/database'
import { getInventory, listInventory } from '@/lib/inventory/read'
import type { UrlSort } from '@/lib/inventory/sorts'
import { forgetSingletons } from '@/lib/process/singleton'
import { createState } from '@/lib/sandbox/build'
import { FRANKFURT, PRODUCTION } from '@/lib/sandbox/seed/company'
import { seedFleet } from '@/lib/sandbox/seed/fleet'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { sweepTarget } from '@/lib/sweep/sweep-target'

/**
 * `npm run bench -- --functions 2000`: quality P1, P2 and P5, and what a page of the home page costs. The sandbox runs
 * in a process of its own, throttled as AWS is (15 calls a second, burst 15), and answers after 60 ms. The plain ways
 * run in the same run against the same sandbox. Ends with 1 when the sweep does not find every URL; times are printed,
 * not judged. `--plain 0` leaves the plain ways out, `--pages 300` says how many pages are asked for.
 */
const { functions, latency, plain, pages } = numberOptions({
  functions: 2000,
  latency: 60,
  plain: 1,
  pages: 300,
})
const RATE = 15
const SECOND = 1000
const TARGET = { account: PRODUCTION, region: FRANKFURT }
const seconds = (milliseconds: number) => (milliseconds / SECOND).toFixed(1)
const ratio = (value: number, to: number) => (value / to).toFixed(3)

const folder = mkdtempSync(path.join(os.tmpdir(), 'console-bench-'))
let databases = 0

async function freshConsole(settings: Record<string, string | undefined>): Promise<string> {
  await closeDatabase()
  forgetSingletons()
  databases += 1
  const CONSOLE_DATABASE = path.join(folder, `console-${databases}.db`)
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: FRANKFURT, ...settings, CONSOLE_DATABASE })
  forgetSingletons()
  return CONSOLE_DATABASE
}

interface PageInput {
  q: string
  sort: UrlSort
  order: 'asc' | 'desc'
  after?: string
}

const QUESTIONS: PageInput[] = [
  { q: '', sort: 'verdict', order: 'asc' },
  { q: '', sort: 'modified', order: 'desc' },
  { q: 'is:public', sort: 'function', order: 'asc' },
  { q: 'auth:NONE region:eu-*', sort: 'modified', order: 'desc' },
  { q: 'claims-00', sort: 'address', order: 'asc' },
  { q: 'origin:https://orders-*.example.com -is:iam', sort: 'age', order: 'asc' },
]

/** Milliseconds by the clock, and of the processor: on a busy machine only the latter compare. */
interface PageTimes {
  wall: number[]
  processor: number[]
}

async function timePage(times: PageTimes, input: PageInput): Promise<string | undefined> {
  const startedAt = performance.now()
  const used = process.cpuUsage()
  const { next } = await ask(listInventory, input)
  const { user, system } = process.cpuUsage(used)
  times.wall.push(performance.now() - startedAt)
  times.processor.push((user + system) / 1000)
  return next
}

async function pageTimes(urls: number): Promise<PageTimes> {
  const file = await freshConsole({})
  await ask(getInventory, {})
  fillIndex(file, urls)
  const times: PageTimes = { wall: [], processor: [] }
  // The first round warms up and is not counted.
  for (const question of QUESTIONS) await timePage({ wall: [], processor: [] }, question)
  for (let index = 0; index < pages; index += 1) {
    const question = QUESTIONS[index % QUESTIONS.length]
    if (!question) continue
    const next = await timePage(times, question)
    if (next && index % 3 === 0) await timePage(times, { ...question, after: next })
  }
  return times
}

async function benchPages(): Promise<void> {
  const [small, large] = [await pageTimes(10_000), await pageTimes(50_000)]
  const percents = [50, 95, 99]
  const row = (name: string, times: number[]) => [
    name,
    ...percents.map((percent) => percentile(times, percent).toFixed(1)),
  ]
  const ratios = percents.map((percent) =>
    ratio(percentile(large.processor, percent), percentile(small.processor, percent)),
  )
  console.log('\nA filtered, sorted page of 100 rows with its count, in milliseconds (SQLite)')
  console.log(
    textTable([
      ['URLs in the index', 'p50', 'p95', 'p99'],
      row('10,000, by the clock', small.wall),
      row('50,000, by the clock', large.wall),
      row('10,000, of the processor', small.processor),
      row('50,000, of the processor', large.processor),
      ['ratio of the processor', ...ratios],
    ]),
  )
}

/** What the seed puts there: the truth to compare with. */
function truth(): number {
  const state = createState()
  seedFleet(state, { functions, seed: 1, isOneTarget: true }, Date.now())
  const regions = [...state.accounts.values()].flatMap((account) => [...account.regions.values()])
  return regions
    .flatMap((region) => [...region.functions.values()])
    .reduce((sum, { urls }) => sum + urls.size, 0)
}

type Fleet = Awaited<ReturnType<typeof startFleetProcess>>

/** Every fiftieth call goes wrong: with a 500 or a broken connection, turn by turn. */
const FAULTS = Array.from({ length: Math.ceil((functions * 1.5) / 50) }, (_, index) => ({
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
  faults: typeof FAULTS,
): Promise<{ urls: SweepFigures; all: SweepFigures }> {
  const settings = {
    ...sandboxEnvironment(process.env, fleet.connection, ''),
    CONSOLE_REQUEST_RATE: String(RATE),
  }
  await freshConsole({ ...settings, CONSOLE_SWEEP: 'off' })
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

async function benchSweeps(): Promise<boolean> {
  const expected = truth()
  const fleet = await startFleetProcess({ latencyMs: latency, functions })
  try {
    const clean = await ours(fleet, 'the console', [])
    const faulty = await ours(fleet, 'the console, 1 % 500s and 1 % resets', FAULTS)
    const { accessKeyId, secretAccessKey } = fleet.connection
    const config = { endpoint: fleet.url, region: FRANKFURT, credentials: { accessKeyId, secretAccessKey } }
    const others: SweepFigures[] = []
    for (const [name, sweep] of plain ? Object.entries(PLAIN_SWEEPS) : [])
      others.push(await measured(fleet, name, () => runPlain(sweep, config)))
    const figures = [clean.urls, clean.all, faulty.urls, faulty.all, ...others]
    const bound = (calls: number) => ((calls - RATE) / RATE) * SECOND
    console.log(
      `\nA sweep of ${functions} functions with ${expected} URLs, ${latency} ms to AWS, 15 calls a second`,
    )
    console.log(
      textTable([
        ['', 'URLs', 'seconds', 'calls', '÷ bound', '429s', 'first URL s'],
        ...figures.map((each) => [
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
    if (complete.length > 0)
      console.log(
        `ours ÷ the fastest complete plain way: ${ratio(clean.urls.milliseconds, Math.min(...complete))}`,
      )
    return [clean.all, faulty.all].every(({ urls }) => urls === expected)
  } finally {
    await fleet.stop()
  }
}

keepLogOffScreen()
try {
  await benchPages()
  if (!(await benchSweeps())) process.exitCode = 1
} finally {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
}
