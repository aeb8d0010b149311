import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { answerFor, pairOf, randomOf, THERE } from '@/lib/doorways/fixtures/existence'
import { addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'

/**
 * `npm run proof:existence -- --tries 2000 --seed 1`: asks for things outside of a scope, in turn for one that there
 * is and one that there is not, and compares how long the answers take by a rank test (Mann and Whitney's U). Under
 * about 2 the value z is what chance makes of equal times. Ends with 1 where an answer differs, or beyond 4.
 */
const { tries, seed } = numberOptions({ tries: 2000, seed: 1 })
const world = await startConsoleWorld()
const account = world.state.accounts.get('111111111111')
if (!account) throw new Error('The sandbox has no account.')
for (const name of THERE)
  addFunctionUrl(world.state, addFunction(regionOf(account, 'eu-central-1'), { name }))

const random = randomOf(seed)
const times: { there: number[]; absent: number[] } = { there: [], absent: [] }
let differing = 0
/** What is compiled and cached at first is no matter of who asks. */
const WARM_UP = 200
for (let index = 0; index < tries + WARM_UP; index++) {
  const pair = pairOf(random)
  const isThereFirst = random(2) === 0
  const names = isThereFirst ? ([pair.there, pair.absent] as const) : ([pair.absent, pair.there] as const)
  const taken: { answer: string; time: number }[] = []
  for (const name of names) {
    const from = performance.now()
    const answer = JSON.stringify(await answerFor(pair, name))
    taken.push({ answer, time: performance.now() - from })
  }
  const [first, second] = taken
  if (!first || !second) continue
  if (first.answer !== second.answer) differing++
  if (index < WARM_UP) continue
  times.there.push(isThereFirst ? first.time : second.time)
  times.absent.push(isThereFirst ? second.time : first.time)
}
await world.close()

const z = rankTest(times.there, times.absent)
console.log(
  textTable([
    ['', 'answers', 'median ms', '95th'],
    ['there', String(tries), at(times.there, 0.5), at(times.there, 0.95)],
    ['not there', String(tries), at(times.absent, 0.5), at(times.absent, 0.95)],
  ]),
)
console.log(`\n${differing} answers differ; rank test z = ${z.toFixed(2)}`)
process.exitCode = differing > 0 || Math.abs(z) > 4 ? 1 : 0

function at(values: readonly number[], part: number): string {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(3)
}

/** How many standard deviations the sum of ranks of the first is from what equal times would give. */
function rankTest(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((time) => ({ time, isFirst: true })),
    ...second.map((time) => ({ time, isFirst: false })),
  ].sort((a, b) => a.time - b.time)
  const sum = all.reduce((ranks, { isFirst }, index) => (isFirst ? ranks + index + 1 : ranks), 0)
  const [n, m] = [first.length, second.length]
  const u = sum - (n * (n + 1)) / 2
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}
