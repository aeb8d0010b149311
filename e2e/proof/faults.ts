import { promise } from '@/e2e/promises/promise'
import { startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { faultMatrix } from '@/lib/changes/fixtures/fault-matrix'

/**
 * `npm run proof:faults`: quality R2. Every kind of write × every call of it × every fault, before and after its effect:
 * refusals, time-outs, broken connections, and everything that can answer in AWS's place (proxies, sign-in pages,
 * redirections, empty, cut and foreign bodies). The verdict, the state shown and each call are compared with what the
 * sandbox holds. Ends with 1 when anything differs.
 */
const world = await startConsoleWorld()
const { cases, wrong } = await faultMatrix(world, { eachForeign: 1 })
await world.close()
for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
console.log(`fault matrix: ${cases - wrong.length} of ${cases} verdicts true`)
promise('R2', { cases, wrongVerdicts: wrong.length })
process.exitCode = wrong.length > 0 ? 1 : 0
