import { afterAll, beforeAll, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { faultMatrix } from '@/lib/changes/fixtures/fault-matrix'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

// `npm run proof:faults` does the same with every answer that is not AWS's, at every call.
test('for every write × every call × every fault the verdict is what the sandbox holds', async () => {
  const { cases, wrong } = await faultMatrix(world, { eachForeign: 5 })
  console.info(`fault matrix: ${cases - wrong.length} of ${cases} verdicts true`)
  expect(wrong.slice(0, 5)).toEqual([])
  expect(cases).toBeGreaterThan(500)
  promise('R2', { cases, wrongVerdicts: wrong.length })
}, 600_000)
