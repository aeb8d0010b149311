import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { chromiumOnThisMachine } from '@/e2e/fixtures/chromium-on-this-machine'
import { fillIndex } from '@/e2e/fixtures/fill-index'
import { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { startBuiltConsole } from '@/e2e/measure/bench/built-console'
import type { BenchOptions, PartResult } from '@/e2e/measure/bench/figure'
import { type OpenedPage, openPage } from '@/e2e/measure/open-page'
import { percentile } from '@/e2e/measure/percentile'
import { ensureBuild } from '@/lib/start/ensure-build'

const SLOWDOWN = 4
const URLS = 10_000
const SORTS = ['Function URL', 'Address', 'Auth type', 'Account', 'Region']
const SELECT_SHOWN = 'Select the rows shown'
const SELECT_ALL = /^Select all /
const TYPED = 'claims-00 region:eu-*'
/** What is faster than a frame is not reported by Chromium. */
const ONE_FRAME = 16
const SCROLLS = 200
const OPENINGS = 3

declare global {
  interface Window {
    benchEvents: { id: number; duration: number }[]
    benchFrames: number[]
  }
}

/** The home page with 10,000 URLs in Chromium, its processor slowed down four times. */
export async function benchBrowser({ latency }: BenchOptions): Promise<PartResult> {
  await ensureBuild()
  const fleet = await startFleetProcess({ latencyMs: latency, functions: 10 })
  const server = await startBuiltConsole(fleet.connection)
  const browser = await chromium.launch({ executablePath: chromiumOnThisMachine() })
  try {
    fillIndex(server.databasePath, URLS)
    // The first opening warms the server up.
    await openPage(browser, server.url)
    const opened: OpenedPage[] = []
    for (let opening = 0; opening < OPENINGS; opening += 1)
      opened.push(await openPage(browser, server.url, { slowdown: SLOWDOWN }))
    const [first] = opened
    const script = (first?.scripts ?? []).reduce((sum, { bytes }) => sum + bytes, 0) / 1024
    const page = await slowPage(await browser.newPage(), server.url)
    const interactions = await interact(page)
    const frames = await scroll(page)
    const worst = (of: (each: OpenedPage) => number) => Math.max(...opened.map(of))
    console.log(
      `\nThe home page with ${URLS} URLs, processor slowed ${SLOWDOWN} times: ${interactions.length} interactions, ${frames.length} frames`,
    )
    const figures = [
      {
        id: 'P8',
        what: 'script of the home page, on the wire',
        unit: 'KB',
        value: script,
        good: 225,
        excellent: 190,
      },
      {
        id: 'P8',
        what: 'LCP',
        unit: 's',
        value: worst(({ lcp = Number.NaN }) => lcp) / 1000,
        good: 2.5,
        excellent: 1.8,
      },
      { id: 'P8', what: 'layout shift', value: worst(({ shift }) => shift), good: 0.1, excellent: 0.02 },
      {
        id: 'P9',
        what: 'type, sort, open, select all: p98 to the next paint',
        unit: 'ms',
        value: percentile(interactions, 98),
        good: 200,
        excellent: 100,
      },
      {
        id: 'P10',
        what: 'scrolling, p95 of a frame',
        unit: 'ms',
        value: percentile(frames, 95),
        good: 50,
        excellent: 33,
      },
    ]
    return { figures, isRight: opened.every(({ status }) => status === 200) }
  } finally {
    await browser.close()
    await server.end()
    await fleet.stop()
  }
}

async function slowPage(page: Page, url: string): Promise<Page> {
  await page.setViewportSize({ width: 1440, height: 900 })
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  // tsx keeps the names of functions with a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.addInitScript(() => {
    window.benchEvents = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId)
          window.benchEvents.push({ id: entry.interactionId, duration: entry.duration })
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
  await page.goto(url)
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  return page
}

/** Milliseconds to the next paint of every key and click. */
async function interact(page: Page): Promise<number[]> {
  const search = page.getByRole('combobox', { name: 'Search function URLs' })
  await search.click()
  await page.keyboard.type(TYPED, { delay: 60 })
  await wait(500)
  await search.fill('')
  for (const name of SORTS) {
    await page.getByRole('button', { name, exact: true }).click()
    await wait(300)
  }
  await page.getByRole('checkbox', { name: SELECT_SHOWN }).check()
  await page.getByRole('button', { name: SELECT_ALL }).click()
  await wait(300)
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await wait(300)
  // It opens a page of its own: the click's paint is told before the old page is gone.
  const collected = await collect(page)
  await page.locator('tbody a').first().click()
  await wait(1_000)
  const opening = await collect(page)
  await page.goBack()
  await page.locator('tbody a').first().waitFor()
  const made = 1 + TYPED.length + SORTS.length + 3 + 1
  const told = [...new Map([...collected, ...opening].map(({ id, duration }) => [id, duration])).values()]
  return [...told, ...Array.from({ length: Math.max(0, made - told.length) }, () => ONE_FRAME)]
}

/** The longest event of each interaction. */
async function collect(page: Page): Promise<{ id: number; duration: number }[]> {
  const events = await page.evaluate(() => window.benchEvents)
  const longest = new Map<number, number>()
  for (const { id, duration } of events) longest.set(id, Math.max(duration, longest.get(id) ?? 0))
  return [...longest].map(([id, duration]) => ({ id, duration }))
}

/** How long each frame took while the list was scrolled down, rows being loaded on the way. */
async function scroll(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    window.benchFrames = []
    let before = performance.now()
    const frame = (at: number) => {
      window.benchFrames.push(at - before)
      before = at
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await page.mouse.move(700, 600)
  for (let turn = 0; turn < SCROLLS; turn += 1) {
    await page.mouse.wheel(0, 600)
    await wait(30)
  }
  return page.evaluate(() => window.benchFrames.slice(1))
}
