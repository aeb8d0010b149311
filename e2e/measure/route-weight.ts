import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { chromiumOnThisMachine } from '@/e2e/fixtures/chromium-on-this-machine'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { type LoadedScript, openPage } from '@/e2e/measure/open-page'
import { median } from '@/e2e/measure/percentile'
import { ask, testContext } from '@/lib/auth/fixtures/ask'
import { reviewOf } from '@/lib/bulk/fixtures/bulk-steps'
import { begin, endOf } from '@/lib/changes/fixtures/writes'
import { closeDatabase } from '@/lib/db/database'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { listFunctions } from '@/lib/functions/read'
import { functionPath, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { FRANKFURT, PRODUCTION } from '@/lib/sandbox/seed/company'
import { startConsoleServer } from '@/lib/start/console-server'
import { ensureBuild } from '@/lib/start/ensure-build'
import { freePort } from '@/lib/start/free-port'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { startSeededSandbox } from '@/lib/start/seeded-sandbox'

/**
 * `npm run measure:routes -- --runs 5 --slowdown 4`: quality P8. Opens every page route of the production build in
 * Chromium with an empty cache and sums the scripts that came over the wire until the page is quiet (each answer's
 * headers count about 1 KB more), then takes LCP and layout shift of the list with a slowed-down CPU. Ends with 1
 * when a route has no address here, a page does not open or a script comes uncompressed that would be smaller
 * compressed; the figures themselves are printed, not judged.
 */
const { runs, slowdown } = numberOptions({ runs: 5, slowdown: 4 })

/** Every route with a page to open; `undefined` for addresses that are answered otherwise. */
function addressesOf({ identity, changeId, bulkId }: Staged): Record<string, string | undefined> {
  const url = '/functions/[account]/[region]/[functionName]/urls/[qualifier]'
  return {
    '/': '/',
    // Answers 404 to whatever has no page.
    '/[...unknown]': undefined,
    '/functions': '/functions',
    '/functions/create': '/functions/create',
    '/functions/[account]/[region]/[functionName]': functionPath(identity),
    [url]: functionUrlPath(identity),
    [`${url}/cors`]: functionUrlPath(identity, 'cors'),
    [`${url}/access`]: functionUrlPath(identity, 'access'),
    [`${url}/code`]: functionUrlPath(identity, 'code'),
    [`${url}/try`]: functionUrlPath(identity, 'try'),
    [`${url}/activity`]: functionUrlPath(identity, 'activity'),
    [`${url}/edit`]: functionUrlPath(identity, 'edit'),
    '/findings': '/findings',
    '/findings/rules': '/findings/rules',
    '/findings/rules/[rule]': '/findings/rules/second-permission-missing',
    '/findings/guardrail': '/findings/guardrail',
    '/bulk/[bulkId]': `/bulk/${bulkId}`,
    '/settings': '/settings',
    '/activity': '/activity',
    '/activity/events/[position]': '/activity/events/1',
    '/activity/[changeId]': `/activity/${changeId}`,
    '/failures': '/failures',
  }
}

/** The routes that have a page, as Next names them: folders in parentheses are no part of an address. */
function pageRoutes(folder = path.join(PROJECT_ROOT, 'app'), route = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'page.tsx') return [route || '/']
    if (!entry.isDirectory()) return []
    const segment = /^\(.*\)$/.test(entry.name) ? '' : `/${entry.name}`
    return pageRoutes(path.join(folder, entry.name), route + segment)
  })
}

interface Staged {
  identity: FunctionUrlIdentity
  changeId: string
  bulkId: string
}

/** A function with a URL, a change of it in the journal, and a bulk change under review. */
async function stage(): Promise<Staged> {
  const ctx = testContext()
  const { functions } = await ask(listFunctions, { account: PRODUCTION, region: FRANKFURT }, ctx)
  for (const { account, region, functionName } of functions) {
    const input = { account, region, functionName }
    const { FunctionUrlConfigs } = await ask(listFunctionUrlConfigs, input, ctx)
    const own = FunctionUrlConfigs.find(({ FunctionArn }) => FunctionArn.split(':').length === 7)
    if (!own) continue
    const identity = { ...input, qualifier: '$LATEST' }
    const InvokeMode = own.InvokeMode === 'BUFFERED' ? 'RESPONSE_STREAM' : 'BUFFERED'
    const { changeId } = await endOf(await begin({ kind: 'update', identity, InvokeMode }, randomUUID()))
    const requests = [{ kind: 'update' as const, identity, InvokeMode: own.InvokeMode ?? 'BUFFERED' }]
    const { bulkId } = await reviewOf({ from: 'changes', title: 'Back again', requests })
    return { identity, changeId, bulkId }
  }
  throw new Error('No function of the sandbox has a URL of its own.')
}

const sum = (bytes: number[]) => bytes.reduce((total, each) => total + each, 0)
const kilobytes = (bytes: number[]) => (sum(bytes) / 1000).toFixed(1)

/** The server compresses nothing smaller: it would not get smaller. The default threshold of Next's compression. */
const COMPRESSED_FROM = 1024

async function weighRoutes(browser: Browser, base: string, addresses: Record<string, string | undefined>) {
  const wrong: string[] = []
  const weighed = new Map<string, LoadedScript[]>()
  for (const route of pageRoutes().sort()) {
    if (!(route in addresses)) wrong.push(`${route} has no address in this program`)
    const address = addresses[route]
    if (!address) continue
    const { status, scripts } = await openPage(browser, base + address)
    weighed.set(route, scripts)
    if (status !== 200) wrong.push(`${address} answers ${status}`)
    for (const { url, bytes, isCompressed } of scripts)
      if (!isCompressed && bytes >= COMPRESSED_FROM) wrong.push(`${url} is not compressed (${address})`)
  }
  printWeights(weighed)
  return wrong
}

/** Beside the routes: what every one of them loads, whatever it shows, and how much of the list that is. */
function printWeights(weighed: Map<string, LoadedScript[]>): void {
  const [first = [], ...others] = weighed.values()
  const common = first.filter(({ url }) =>
    others.every((scripts) => scripts.some((each) => each.url === url)),
  )
  const rowOf = (title: string, scripts: LoadedScript[]) => [
    title,
    scripts.length,
    kilobytes(scripts.map(({ bytes }) => bytes)),
    kilobytes(scripts.map(({ bytesWithHeaders }) => bytesWithHeaders)),
  ]
  const rows = [...weighed].map(([route, scripts]) => rowOf(route, scripts))
  const head = ['route', 'scripts', 'KB compressed', 'KB with headers']
  console.log(textTable([head, ...rows, rowOf('of these in every route', common)]))
  const list = sum((weighed.get('/functions') ?? []).map(({ bytes }) => bytes))
  const floor = sum(common.map(({ bytes }) => bytes))
  console.log(`\n/functions is ${(list / floor).toFixed(2)} × what every route loads.`)
}

async function paintsOfList(browser: Browser, base: string): Promise<void> {
  const rows: (string | number)[][] = [
    [`/functions, median of ${runs}`, 'LCP ms', 'layout shift', 'worst shift'],
  ]
  for (const rate of [1, slowdown]) {
    const opened = []
    for (let run = 0; run < runs; run++)
      opened.push(await openPage(browser, `${base}/functions`, { slowdown: rate }))
    const shifts = opened.map(({ shift }) => shift)
    rows.push([
      rate === 1 ? 'CPU as it is' : `CPU ${rate} × slower`,
      median(opened.map(({ lcp }) => lcp ?? Number.NaN)).toFixed(0),
      median(shifts).toFixed(4),
      Math.max(...shifts).toFixed(4),
    ])
  }
  console.log(`\n${textTable(rows)}`)
}

keepLogOffScreen()
await ensureBuild()
const folder = mkdtempSync(path.join(os.tmpdir(), 'route-weight-'))
const { server: sandbox, connection } = await startSeededSandbox(() => undefined)
// A page on which rows arrive is never quiet.
const env = {
  ...sandboxEnvironment(process.env, connection, path.join(folder, 'console.db')),
  CONSOLE_SWEEP: 'off',
}
Object.assign(process.env, env, { HOSTNAME: '127.0.0.1' })
const staged = await stage()
await closeDatabase()
const port = await freePort()
const server = await startConsoleServer({ port, env, output: () => undefined })
const browser = await chromium.launch({
  executablePath: chromiumOnThisMachine(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const base = `http://localhost:${port}`
const wrong = await weighRoutes(browser, base, addressesOf(staged))
await paintsOfList(browser, base)
await browser.close()
await server.stop()
await sandbox.stop()
rmSync(folder, { recursive: true })
for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
process.exitCode = wrong.length > 0 ? 1 : 0
