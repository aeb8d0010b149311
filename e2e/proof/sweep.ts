import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { percentile } from '@/e2e/measure/percentile'
import { promise } from '@/e2e/promises/promise'
import { type RunFigures, runBesidePeople, runWithKills } from '@/lib/sweep/fixtures/process-runs'

/**
 * `npm run proof:sweep -- --functions 300 --kills 3 --reads 3`: workers that read one account and region are killed
 * (SIGKILL) one after the other, and the next one goes on at the next function; then a worker and a person in another
 * process share one quota. The sandbox throttles as AWS does. Ends with 1 when a URL is not found, when more functions
 * are read twice than were under way at the kills, when a person's read fails, or when AWS refuses more than one call in
 * twenty. Takes 15 s for each kill (leases run out by themselves), and what the quota takes.
 */
const { functions, kills, reads } = numberOptions({ functions: 300, kills: 3, reads: 3 })
/** So many functions are asked at once. */
const WIDTH = 8

keepLogOffScreen()
const killed = await runWithKills(functions, kills)
const shared = await runBesidePeople(functions, reads)
const row = (name: string, figures: RunFigures) => {
  const { found, urls, readTwice, calls, throttled, phase } = figures
  return [name, phase, `${found}/${urls}`, readTwice, calls, throttled]
}
console.log(
  textTable([
    [`${functions} functions`, 'sweep', 'URLs', 'read twice', 'calls', '429s'],
    row(`killed ${kills} times`, killed),
    row('beside a person in another process', shared),
  ]),
)
const { milliseconds, failed } = shared.reads
console.log(
  `${milliseconds.length} reads by the person, ${failed} failed, p50 ${percentile(milliseconds, 50).toFixed(0)} ms, p95 ${percentile(milliseconds, 95).toFixed(0)} ms`,
)
const isRight = [killed, shared].every(
  ({ phase, found, urls, calls, throttled }) =>
    phase === 'ended' && found === urls && throttled <= calls / 20,
)
const isLean = killed.readTwice <= kills * WIDTH && shared.readTwice === 0
promise('R1', { callsBesideAPerson: shared.calls, throttled: shared.throttled, readsFailed: failed })
process.exitCode = isRight && isLean && failed === 0 ? 0 : 1
