import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

const RESULTS = path.join(import.meta.dirname, '../test-results')

/** What a dead console was doing is settled by the other one once its lease is over: some 20 s. */
const onReplicas = Boolean(process.env.SUITE_ON_REPLICAS)

/** Each worker has a sandbox, a console and a browser of its own; much of a test is waiting, so one for every core. */
const workers = Math.min(4, os.availableParallelism())

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  testIgnore: [
    // Two consoles need a database for both; `npm test` says so where there is none.
    ...(process.env.TEST_POSTGRES ? [] : ['replicas.spec.ts']),
    // About the bytes of one process's connections, of which a balancer has its own.
    ...(onReplicas ? ['front-door.spec.ts'] : []),
  ],
  outputDir: path.join(RESULTS, 'e2e'),
  workers,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: onReplicas ? 300_000 : 120_000,
  expect: { timeout: onReplicas ? 45_000 : 10_000 },
  reporter: [['list'], ['json', { outputFile: path.join(RESULTS, 'e2e.json') }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: onReplicas ? 45_000 : 15_000,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // `npm test` finds or installs one and passes it on.
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
