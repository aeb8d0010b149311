import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { builtActionIds, pageOfAction } from '@/e2e/fixtures/built-actions'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { residentMegabytes } from '@/e2e/fixtures/process-memory'
import { textTable } from '@/e2e/fixtures/text-table'
import { percentile } from '@/e2e/measure/percentile'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { InventoryPage } from '@/lib/inventory/schema'
import { readingProgress } from '@/lib/inventory/sweep-progress'
import { startConsoleServer } from '@/lib/start/console-server'
import { ensureBuild } from '@/lib/start/ensure-build'
import { freePort } from '@/lib/start/free-port'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { startSeededSandbox } from '@/lib/start/seeded-sandbox'

/**
 * `npm run measure:load -- --people 200 --seconds 60 --think 5`: many people at one console. Each has connections and
 * cookies of their own, does one thing after the other and thinks in between: opens the list, asks for its rows,
 * searches, looks at findings, the record and a function URL, and has a change previewed. First one person alone, then all of them: p50 and
 * p95 of each thing beside one person's, and the server's memory. `CONSOLE_LOAD_COOKIES` names a file with the
 * `Cookie` header of one signed-in person in each line; without it the console is open to this computer. Ends with 1
 * when anything was not answered with 200; the figures are printed, not judged.
 */
const { people, seconds, think } = numberOptions({ people: 200, seconds: 60, think: 5 })
const SECOND = 1_000
const READY_WITHIN = 120 * SECOND
const COOKIES = cookiesOf(process.env.CONSOLE_LOAD_COOKIES)

interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** What a person does, in this order, again and again; the last two read from AWS, at its pace. */
const STEPS: readonly { name: string; asked: (turn: number) => Asked }[] = [
  { name: 'the page of all URLs', asked: () => ({ path: '/' }) },
  { name: 'its rows', asked: () => ({ path: ROWS }) },
  {
    name: 'rows of a search',
    asked: (turn) => ({ path: `/api/inventory?q=${SEARCHES[turn % SEARCHES.length]}` }),
  },
  { name: 'the page of findings', asked: () => ({ path: '/findings' }) },
  { name: 'findings', asked: () => ({ path: '/api/findings' }) },
  { name: 'the page of the record', asked: () => ({ path: '/activity' }) },
  { name: 'the page of a function URL', asked: (turn) => ({ path: functionUrlPath(urlAt(turn)) }) },
  { name: 'a preview of a change', asked: (turn) => previewOf(previewId, urlAt(turn)) },
]
const ROWS = '/api/inventory?sort=function&order=asc'
const SEARCHES = ['is:public', 'auth:NONE', 'region:eu-*', 'checkout', 'auth:AWS_IAM'].map(encodeURIComponent)

interface Sample {
  step: string
  milliseconds: number
  /** Of the answer, or why none came. */
  status: number | string
}

interface Person {
  cookie?: string
  agent: Agent
}

function cookiesOf(file: string | undefined): string[] {
  return file
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
}

keepLogOffScreen()
await ensureBuild()
const folder = mkdtempSync(path.join(os.tmpdir(), 'measure-load-'))
const { server: sandbox, connection } = await startSeededSandbox(() => undefined)
const env = sandboxEnvironment(process.env, connection, path.join(folder, 'console.db'))
const port = await freePort()
const server = await startConsoleServer({ port, env, output: () => undefined })
await everythingRead()
const urls = await functionUrls()
const previewId = await idOfPreview()
const idle = residentMegabytes(server.pid)
const alone = await crowd(1, Math.min(seconds, 20))
const crowdStarted = performance.now()
let most = idle
const watching = setInterval(() => {
  most = Math.max(most, residentMegabytes(server.pid))
}, SECOND)
const together = await crowd(people, seconds)
clearInterval(watching)
const elapsed = (performance.now() - crowdStarted) / SECOND
await wait(5 * SECOND)
const after = residentMegabytes(server.pid)
await server.stop()
await sandbox.stop()
rmSync(folder, { recursive: true })

print()
const failed = [...alone, ...together].filter(({ status }) => status !== 200)
for (const wrong of new Set(failed.map(({ status }) => status)))
  console.error(
    `WRONG  ${failed.filter(({ status }) => status === wrong).length} times ${wrong} in place of 200`,
  )
process.exitCode = failed.length > 0 ? 1 : 0

/** So many people at once, each with what they think about in between drawn by the same generator in every run. */
async function crowd(count: number, duration: number): Promise<Sample[]> {
  const samples: Sample[] = []
  const until = performance.now() + duration * SECOND
  const everybody = Array.from({ length: count }, async (_, index) => {
    const person = {
      cookie: COOKIES[index % COOKIES.length],
      agent: new Agent({ keepAlive: true, maxSockets: 6 }),
    }
    const chance = generator(index + 1)
    await wait(chance() * think * SECOND)
    for (let turn = index; performance.now() < until; turn++) {
      const step = STEPS[turn % STEPS.length]
      if (step) samples.push(await timed(person, step.name, step.asked(turn)))
      await wait((0.5 + chance()) * think * SECOND)
    }
    person.agent.destroy()
  })
  await Promise.all(everybody)
  return samples
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

async function timed(person: Person, step: string, asked: Asked): Promise<Sample> {
  const startedAt = performance.now()
  const { status } = await answerTo(asked, person).catch(({ code, message }: NodeJS.ErrnoException) => ({
    status: code ?? message,
  }))
  return { step, milliseconds: performance.now() - startedAt, status }
}

function answerTo(
  { method = 'GET', path: address, headers = {}, body }: Asked,
  { agent, cookie }: Partial<Person> = { cookie: COOKIES[0] },
): Promise<{ status: number; body: string }> {
  const all = { Host: `localhost:${port}`, ...headers, ...(cookie ? { Cookie: cookie } : {}) }
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: address, headers: all, agent }
    const asked = request(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

/** The console reads the whole company by itself; nobody comes before that. */
async function everythingRead(): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN
  while (Date.now() < giveUpAt) {
    const { value } = JSON.parse((await answerTo({ path: '/api/inventory/overview' })).body)
    const { kind, completedAt } = readingProgress(value.sweeps, true)
    if (kind === 'idle' && completedAt) return
    await wait(SECOND)
  }
  throw new Error('The sandbox was not read in time.')
}

async function functionUrls(): Promise<FunctionUrlIdentity[]> {
  const { value } = JSON.parse((await answerTo({ path: ROWS })).body) as { value: InventoryPage }
  return value.rows
}

function urlAt(turn: number): FunctionUrlIdentity {
  const url = urls[turn % urls.length]
  if (!url) throw new Error('The sandbox has no function URL.')
  return url
}

function previewOf(id: string, { account, region, functionName, qualifier }: FunctionUrlIdentity): Asked {
  // React writes a text that begins with $ with two of them.
  const identity = { account, region, functionName, qualifier: qualifier.replace(/^\$/, '$$$$') }
  const Cors = { AllowOrigins: ['https://load.example'] }
  return {
    method: 'POST',
    path: pageOfAction(id),
    headers: {
      Origin: `http://localhost:${port}`,
      'Content-Type': 'text/plain;charset=UTF-8',
      'Next-Action': id,
    },
    body: JSON.stringify([{ kind: 'update', identity, Cors }]),
  }
}

/** Ids do not tell their names: whichever action has a plan for an answer. */
async function idOfPreview(): Promise<string> {
  for (const id of builtActionIds())
    if ((await answerTo(previewOf(id, urlAt(0)))).body.includes('"planHash"')) return id
  throw new Error('No action answers with a plan.')
}

function print(): void {
  const figure = (values: readonly number[], percent: number) =>
    values.length > 0 ? percentile(values, percent).toFixed(0) : '–'
  const row = (name: string, isOf: (sample: Sample) => boolean) => {
    const [one, all] = [alone, together].map((samples) =>
      samples.filter(isOf).map(({ milliseconds }) => milliseconds),
    ) as [number[], number[]]
    return [name, figure(one, 50), figure(one, 95), figure(all, 50), figure(all, 95), all.length]
  }
  const head = ['', 'one p50 ms', 'p95 ms', `${people} people p50 ms`, 'p95 ms', 'answers']
  const rows = STEPS.map(({ name }) => row(name, ({ step }) => step === name))
  console.log(textTable([head, ...rows, row('everything', () => true)]))
  console.log(`\n${(together.length / elapsed).toFixed(0)} answers a second, for ${elapsed.toFixed(0)} s`)
  const [before, peak, rest] = [idle, most, after].map((megabytes) => megabytes.toFixed(0))
  console.log(`memory of the server: ${before} MB before, ${peak} MB at most, ${rest} MB 5 s after`)
}
