import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { benchBrowser } from '@/e2e/measure/bench/browser'
import { endConsoles } from '@/e2e/measure/bench/console-here'
import { benchEdits } from '@/e2e/measure/bench/edits'
import { type BenchOptions, type Figure, figureTable, type PartResult } from '@/e2e/measure/bench/figure'
import { benchGrowth } from '@/e2e/measure/bench/growth'
import { benchNeighbour } from '@/e2e/measure/bench/neighbour'
import { benchPages } from '@/e2e/measure/bench/pages'
import { benchReplicas } from '@/e2e/measure/bench/replicas'
import { benchColdStart, benchMemory } from '@/e2e/measure/bench/servers'
import { benchSweeps } from '@/e2e/measure/bench/sweeps'

/**
 * `npm run bench`: P1 to P10 of the quality figures and those of the inventory, in one table; `npm run bench -- pages
 * sweep --functions 200` runs the parts that are named. Sandboxes run in processes of their own, throttled as AWS is (15
 * calls a second, burst 15), and answer after 60 ms; the plain ways run beside ours against the same sandbox. Ends with 1
 * when a count is wrong; times are printed, not judged. All of it takes about an hour, nearly all of it waiting for
 * the quota; `growth` and `memory` take the longest.
 */
const PARTS: Record<string, (options: BenchOptions) => Promise<PartResult>> = {
  pages: benchPages,
  cold: benchColdStart,
  browser: benchBrowser,
  sweep: benchSweeps,
  neighbour: benchNeighbour,
  replicas: benchReplicas,
  edits: benchEdits,
  growth: benchGrowth,
  memory: benchMemory,
}

const PRESETS: BenchOptions = {
  functions: 2_000,
  latency: 60,
  pages: 300,
  edits: 60,
  largest: 50_000,
  swept: 10_000,
  scale: 20,
  plain: 1,
}

const words = process.argv.slice(2)
const firstOption = words.findIndex((word) => word.startsWith('--'))
const named = firstOption < 0 ? words : words.slice(0, firstOption)
const options = numberOptions(PRESETS, words.slice(named.length))
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  console.error(`The bench has no part “${unknown[0]}”: it has ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}

keepLogOffScreen()
const figures: Figure[] = []
const wrong: string[] = []
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (named.length > 0 && !named.includes(name)) continue
    const result = await part(options)
    figures.push(...result.figures)
    if (!result.isRight) wrong.push(name)
  }
} finally {
  await endConsoles()
}
console.log(`\n${figureTable(figures)}`)
for (const name of wrong) console.error(`WRONG  a count of “${name}” is not as it should be.`)
process.exitCode = wrong.length > 0 ? 1 : 0
