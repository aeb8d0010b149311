import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { promise } from '@/e2e/promises/promise'
import { startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { type OutsideReport, raceOutsiders } from '@/lib/changes/fixtures/outside-races'
import { type RaceReport, raceTwoPeople } from '@/lib/changes/fixtures/races'
import { startVerbProcess } from '@/lib/changes/fixtures/start-verb-process'
import { verifyJournal } from '@/lib/journal/journal'

/**
 * `npm run proof:races -- --races 200 --seed 1`: quality R4. Two people review the same URL in the same state and
 * apply different edits at the same moment, in two console processes on one database and in one process; then
 * somebody with the SDK writes at a random moment between review and outcome. Ends with 1 when an edit is lost
 * unseen. Overwritten in the last round trip (UpdateFunctionUrlConfig and PutFunctionConcurrency have no condition) is counted, not hidden.
 */
const { races, seed } = numberOptions({ races: 200, seed: 1 })
const world = await startConsoleWorld({ latencyMs: 20 })
const [first, second] = await Promise.all([startVerbProcess(), startVerbProcess()])
const inTwo = await raceTwoPeople(world, [first, second], { races, seed })
const inOne = await raceTwoPeople(world, [first, first], { races, seed: seed + 1 })
const outside = await raceOutsiders(world, first, { races: races * 3, seed })
await Promise.all([first.kill(), second.kill()])
const journal = await verifyJournal()
await world.close()

const rowOf = (
  name: string,
  { races: all, oneApplied, otherShown, firstFailed, won, foreign, busy }: RaceReport,
) => [
  name,
  `${oneApplied} of ${all}`,
  `${otherShown} of ${all}`,
  firstFailed.length,
  won.join(' : '),
  foreign,
  busy,
]
console.log(
  textTable([
    [
      'two people',
      'one edit made',
      'other person shown it',
      'first one failed',
      'won',
      'foreign answers',
      'asked to wait',
    ],
    rowOf('two processes, one database', inTwo),
    rowOf('one process', inOne),
  ]),
)
const meetings = ['shown', 'both kept', 'after', 'last round trip', 'unseen'] as const
const meetingsOf = (counts: OutsideReport['config']) => meetings.map((meeting) => counts[meeting])
console.log(
  `\n${textTable([
    ['outside writer', 'shown first', 'both kept', 'came after', 'lost in last round trip', 'lost unseen'],
    ['function URL', ...meetingsOf(outside.config)],
    ['policy', ...meetingsOf(outside.policy)],
    ['concurrency', ...meetingsOf(outside.concurrency)],
  ])}`,
)
for (const sentence of [...inTwo.firstFailed, ...inOne.firstFailed])
  console.log(`first one failed: ${sentence}`)
const wrong = [...inTwo.wrong, ...inOne.wrong, ...outside.wrong]
for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
console.log(`journal: ${journal.ok ? `ok, ${journal.events} events` : `BROKEN, ${journal.reason}`}`)
const { config, policy, concurrency } = outside
const isLost = config.unseen + concurrency.unseen + policy.unseen + policy['last round trip'] > 0
promise('R4', { races: races * 3, overwrittenUnseen: config.unseen + concurrency.unseen + policy.unseen })
process.exitCode = wrong.length > 0 || isLost || !journal.ok ? 1 : 0
