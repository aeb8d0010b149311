import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawAgreement } from '@/lib/outcome/fixtures/agreement'
import { startTestWorld, type TestWorld } from '@/lib/sandbox/test-world'

const CASES = 600
/** Each case is sent over HTTP: seconds on a quiet machine, minutes on a busy one. */
const TIME_LIMIT = 300_000

let world: TestWorld
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world.close())

test(
  `Access, the CORS simulator and Try it’s prediction say of ${CASES} drawn calls what the sandbox answers`,
  async () => {
    const { cases, counts, contradictions, example } = await drawAgreement(world, { cases: CASES, seed: 1 })
    expect(contradictions, example ?? '').toEqual([])
    expect(cases).toBe(CASES)
    // Every kind of answer was drawn, and most were certain.
    for (const kind of ['allowed', 'blocked', 'refused-by-lambda'])
      expect(counts[`simulator: ${kind}`] ?? 0, kind).toBeGreaterThan(CASES / 60)
    for (const kind of ['refused', 'open']) expect(counts[`too large: ${kind}`] ?? 0, kind).toBeGreaterThan(3)
    expect(counts['simulator: not sure'] ?? 0).toBeLessThan(CASES / 3)
    console.info(`agreement: ${cases} cases, 0 contradictions: ${JSON.stringify(counts)}`)
  },
  TIME_LIMIT,
)
