import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { drawAgreement } from '@/lib/outcome/fixtures/agreement'
import { startTestWorld } from '@/lib/sandbox/test-world'

/**
 * `npm run proof:agreement -- --cases 2000 --seed 1`: draws configuration, policy and request, and holds Access, the
 * CORS simulator, Try it's prediction and the sandbox's function URLs to one answer. Ends with 1 at a contradiction.
 */
const { cases, seed } = numberOptions({ cases: 2000, seed: 1 })
const world = await startTestWorld()
const report = await drawAgreement(world, { cases, seed })
await world.close()

const rows = Object.entries(report.counts).sort(([a], [b]) => a.localeCompare(b))
console.log(textTable([['what was said', 'calls'], ...rows]))
for (const sentence of report.contradictions) console.error(`CONTRADICTION  ${sentence}`)
if (report.example !== null) console.error(report.example)
console.log(`\n${report.cases} cases, ${report.contradictions.length} contradictions`)
process.exitCode = report.contradictions.length > 0 ? 1 : 0
