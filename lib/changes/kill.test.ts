import { afterAll, beforeAll, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { CALL_HALF, killRounds } from '@/lib/changes/fixtures/kill-rounds'
import { WRITES } from '@/lib/changes/fixtures/writes'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld({ latencyMs: CALL_HALF })
})
afterAll(() => world.close())

// `npm run proof:kill` does the same fifty times, and lets the leases run out by themselves.
test('after kill -9 in the middle of a write the next process settles it truthfully', async () => {
  const report = await killRounds(world, { rounds: WRITES.length, seed: 7, leases: 'end' })
  expect(report.wrong).toEqual([])
  expect(report.truthful).toBe(report.intents)
  expect(report.intents).toBeGreaterThan(0)
  expect(report.journal.ok).toBe(true)
  promise('R6', { intents: report.intents, settledTruthfully: report.truthful })
}, 480_000)
