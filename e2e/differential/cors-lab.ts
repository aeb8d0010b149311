import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Frame, Page } from '@playwright/test'
import { startSite } from '@/e2e/differential/cors-site'
import { fetchInPage, type Outcome } from '@/e2e/differential/fetch-in-page'
import { type CorsCase, type PageKind, type PlacedCase, placed } from '@/lib/cors/fixtures/cors-case'
import {
  addAccount,
  addFunction,
  addFunctionUrl,
  addStatements,
  createState,
  regionOf,
  storedCors,
} from '@/lib/sandbox/build'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { FunctionState, WireStatement } from '@/lib/sandbox/state'

const ACCOUNT = '111111111111'
const REGION = 'eu-central-1'

/** Cases that run at the same moment, each on a function URL of its own. */
export const BATCH = 40

/** A busy machine takes its time. */
const PATIENCE_MS = 120_000

/** What a real browser did with a case. */
export interface Observation {
  outcome: 'answered' | 'blocked' | 'refused-by-fetch'
  isPreflightSent: boolean
  /** Whether the request itself arrived. */
  isRequestSent: boolean
  /** Names that the script could read, lower case and sorted; `null` without an answer. */
  readable: string[] | null
  /** What the console said about CORS. */
  consoleMessage: string | null
  /** What the preflight asked for. */
  askedHeaders: string | null
}

interface Trial extends PlacedCase {
  page: PageKind
}

/** A browser, pages on several origins, and function URLs of the sandbox: CORS cases run for real. */
export class CorsLab {
  private runs = 0
  private readonly messages: string[] = []

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly site: Server,
    private readonly tab: Page,
    private readonly slots: FunctionState[],
    private readonly frames: Map<PageKind, Frame>,
  ) {}

  static async start(browser: Browser): Promise<CorsLab> {
    const sandbox = await startSandbox({ state: createState(), throttle: false })
    const site = await startSite()
    const { port } = site.address() as AddressInfo
    const context = await browser.newContext()
    context.setDefaultTimeout(PATIENCE_MS)
    const region = regionOf(addAccount(sandbox.state, { id: ACCOUNT }), REGION)
    const slots = Array.from({ length: BATCH + 1 }, (_, at) => {
      const slot = addFunction(region, { name: `case-${at}`, behaviour: { kind: 'returns', value: {} } })
      addFunctionUrl(sandbox.state, slot)
      addStatements(slot, '$LATEST', publicStatements(slot.arn))
      return slot
    })
    const tab = await context.newPage()
    const hosts = { localhost: 'localhost', loopback: '127.0.0.1', app: 'app.localhost' } as const
    const frames = new Map<PageKind, Frame>()
    const lab = new CorsLab(sandbox, site, tab, slots, frames)
    for (const [kind, host] of Object.entries(hosts)) {
      const page = kind === 'localhost' ? tab : await context.newPage()
      await page.goto(`http://${host}:${port}/`)
      frames.set(kind as PageKind, page.mainFrame())
      const inner = page.frames().find((frame) => frame !== page.mainFrame())
      if (kind === 'localhost' && inner) frames.set('sandboxed', inner)
    }
    const own = await context.newPage()
    await own.goto(lab.addressOf(BATCH, 'page'))
    frames.set('own', own.mainFrame())
    context.on('console', (message) => lab.messages.push(message.text()))
    return lab
  }

  async close(): Promise<void> {
    await this.tab.context().close()
    this.site.closeAllConnections()
    await new Promise((resolve) => this.site.close(resolve))
    await this.sandbox.close()
  }

  /** Runs cases at the same moment, at most `BATCH`; each sees a path that was never asked before. */
  async run(cases: readonly CorsCase[]): Promise<{ trial: PlacedCase; observation: Observation }[]> {
    this.sandbox.ledger.clear()
    this.messages.length = 0
    const own = cases.map((each) => each.page === 'own')
    const trials = cases.map((each, at) => this.place(each, own[at] ? BATCH : at))
    const outcomes = new Map<Trial, Outcome>()
    // Those on the function URL's own origin share one, so that they have to take turns.
    for (const trial of trials.filter(({ page }) => page === 'own')) {
      this.configure(this.slots[BATCH], trial)
      outcomes.set(trial, (await this.fetchAll('own', [trial]))[0] ?? {})
    }
    trials.forEach((trial, at) => {
      if (trial.page !== 'own') this.configure(this.slots[at], trial)
    })
    await Promise.all(
      [...this.frames.keys()].map(async (kind) => {
        const here = kind === 'own' ? [] : trials.filter(({ page }) => page === kind)
        const got = await this.fetchAll(kind, here)
        here.forEach((trial, at) => void outcomes.set(trial, got[at] ?? {}))
      }),
    )
    return trials.map((trial) => ({ trial, observation: this.observe(trial, outcomes.get(trial) ?? {}) }))
  }

  private place(each: CorsCase, slot: number): Trial {
    this.runs += 1
    const address = this.addressOf(slot, `case-${this.runs}`)
    const origin = each.page === 'sandboxed' ? 'null' : this.originOf(each.page)
    return { page: each.page, ...placed(each, origin, address) }
  }

  private originOf(kind: PageKind): string {
    return new URL(this.frames.get(kind)?.url() ?? '').origin
  }

  private addressOf(slot: number, path: string): string {
    const urlId = this.slots[slot]?.urls.get('$LATEST')?.urlId
    return `http://${urlId}.lambda-url.${REGION}.localhost:${this.sandbox.port}/${path}`
  }

  private configure(slot: FunctionState | undefined, { url: { cors, ownHeaders = [], ownStatus } }: Trial) {
    const url = slot?.urls.get('$LATEST')
    if (!slot || !url) throw new Error('There are not enough function URLs for these cases.')
    url.cors = cors && storedCors(cors)
    slot.behaviour = {
      kind: 'returns',
      value: { statusCode: ownStatus, headers: Object.fromEntries(ownHeaders), body: 'ran' },
    }
  }

  /** Asks from one page for all of its trials, and waits until its console has said what it had to say. */
  private async fetchAll(kind: PageKind, trials: readonly Trial[]): Promise<Outcome[]> {
    const frame = this.frames.get(kind)
    if (!frame || trials.length === 0) return []
    const requests = trials.map(({ url, request }) => ({ ...request, address: url.address }))
    const mark = `end of run ${this.runs} on ${kind}`
    const heard = frame.page().waitForEvent('console', (message) => message.text() === mark)
    const outcomes = await frame.evaluate(fetchInPage, { requests, mark })
    await heard
    return outcomes
  }

  private observe(trial: Trial, { names, error }: Outcome): Observation {
    const { pathname } = new URL(trial.url.address)
    const seen = this.sandbox.ledger
      .read({ operation: 'InvokeFunctionUrl' })
      .map(
        ({ parameters }) => parameters as { method: string; path: string; headers: Record<string, string> },
      )
      .filter(({ path }) => path === pathname)
    const isPreflight = (entry: (typeof seen)[number]) =>
      entry.method === 'OPTIONS' && 'access-control-request-method' in entry.headers
    const isBlocked = error === 'Failed to fetch'
    return {
      outcome: error === undefined ? 'answered' : isBlocked ? 'blocked' : 'refused-by-fetch',
      isPreflightSent: seen.some(isPreflight),
      isRequestSent: seen.some((entry) => !isPreflight(entry)),
      readable: names ? names.sort() : null,
      consoleMessage: this.messages.find((text) => text.includes(`'${trial.url.address}'`)) ?? null,
      askedHeaders: seen.find(isPreflight)?.headers['access-control-request-headers'] ?? null,
    }
  }
}

function publicStatements(Resource: string): WireStatement[] {
  const grant = { Effect: 'Allow', Principal: '*', Resource } as const
  return [
    {
      ...grant,
      Sid: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
    {
      ...grant,
      Sid: 'function',
      Action: 'lambda:InvokeFunction',
      Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    },
  ]
}
