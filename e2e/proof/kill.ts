import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { promise } from '@/e2e/promises/promise'
import { startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { CALL_HALF, killRounds } from '@/lib/changes/fixtures/kill-rounds'

/**
 * `npm run proof:kill -- --rounds 50 --seed 1`: quality R6. Console processes are killed (SIGKILL) at random
 * instants of writes of every kind, each time another one takes over on the same database, and in the end every
 * intent in the journal is compared, call by call, with what the sandbox holds. Leases run out by themselves (15 s).
 * Ends with 1 when anything is not so, or when fewer than a third of the processes died in the middle of a write.
 */
const { rounds, seed } = numberOptions({ rounds: 50, seed: 1 })
const world = await startConsoleWorld({ latencyMs: CALL_HALF })
const { killed, foreign, intents, truthful, recovered, wrong, journal } = await killRounds(world, {
  rounds,
  seed,
  leases: 'await',
})
await world.close()

console.log(textTable(Object.entries(killed).map(([place, count]) => [`killed ${place}`, count])))
for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
console.log(`kill -9: ${truthful} of ${intents} intents settled truthfully, ${recovered} of them by recovery`)
console.log(`foreign answers: in ${foreign} of ${rounds} rounds`)
console.log(
  journal.ok
    ? `journal: ok, ${journal.events} events`
    : `journal: BROKEN at ${journal.position}, ${journal.reason}`,
)
const inTheMiddle = killed['between calls'] + killed['during a call']
promise('R6', { rounds, intents, settledTruthfully: truthful })
process.exitCode = wrong.length > 0 || !journal.ok || inTheMiddle < rounds / 3 ? 1 : 0
