import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from '@playwright/test'

export interface LoadedScript {
  url: string
  /** On the wire, as compressed as it came; without and with the headers of its answer. */
  bytes: number
  bytesWithHeaders: number
  isCompressed: boolean
}

export interface OpenedPage {
  status: number
  scripts: LoadedScript[]
  /** Largest contentful paint in milliseconds since the navigation, absent where Chromium reported none. */
  lcp?: number
  /** Every layout shift added up: never less than CLS, which takes the worst five seconds. */
  shift: number
}

const QUIET = 1_500
const GIVE_UP_AFTER = 30_000
const ASK_EVERY = 100

/** Opens an address with an empty cache and waits until it has fetched nothing for 1.5 s (at most 30 s). */
export async function openPage(browser: Browser, url: string, { slowdown = 1 } = {}): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    if (slowdown > 1) await network.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const scripts = new Map<string, LoadedScript>()
    let lastAt = Date.now()
    network.on('Network.responseReceived', ({ requestId, type, response }) => {
      lastAt = Date.now()
      if (type !== 'Script') return
      const encoding = response.headers['content-encoding'] ?? response.headers['Content-Encoding']
      // What has come so far is the headers; they are taken off when the whole is known.
      const { url, encodedDataLength: headers } = response
      scripts.set(requestId, { url, bytes: -headers, bytesWithHeaders: 0, isCompressed: !!encoding })
    })
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      lastAt = Date.now()
      const script = scripts.get(requestId)
      if (!script) return
      script.bytes += encodedDataLength
      script.bytesWithHeaders = encodedDataLength
    })
    await page.addInitScript(watchPaints)
    const answer = await page.goto(url, { waitUntil: 'load' })
    const giveUpAt = Date.now() + GIVE_UP_AFTER
    while (Date.now() - lastAt < QUIET && Date.now() < giveUpAt) await wait(ASK_EVERY)
    const { lcp, shift } = await page.evaluate(() => window.paints)
    return { status: answer?.status() ?? 0, scripts: [...scripts.values()], lcp, shift }
  } finally {
    await context.close()
  }
}

declare global {
  interface Window {
    paints: { lcp?: number; shift: number }
  }
}

/** Runs in the page before anything else. */
function watchPaints(): void {
  window.paints = { shift: 0 }
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.paints.lcp = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      window.paints.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}
