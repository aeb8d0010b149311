import { expect, test } from '@playwright/test'
import { COMPARED } from '@/e2e/differential/compare-cors'
import { CorsLab } from '@/e2e/differential/cors-lab'
import { runDifferential } from '@/e2e/differential/run-differential'

/** A small run of `npm run differential`: every case for real, the sandbox's function URL on one side, Chromium on the other. */
test('Chromium does with 120 generated CORS cases what the simulator says', async ({ browser }) => {
  test.slow()
  const lab = await CorsLab.start(browser)
  const report = await runDifferential(lab, { cases: 120, seed: 7 })
  await lab.close()
  expect(report.findings, 'smallest cases that went otherwise').toEqual([])
  expect(Object.values(report.mismatches)).toEqual(COMPARED.map(() => 0))
  // The run says something only if it went every way.
  expect(report.preflights).toBeGreaterThan(40)
  expect(report.verdicts).toMatchObject({
    answered: expect.any(Number),
    blocked: expect.any(Number),
    'refused-by-fetch': expect.any(Number),
  })
})
