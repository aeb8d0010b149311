import { fillIndex } from '@/e2e/fixtures/fill-index'
import { textTable } from '@/e2e/fixtures/text-table'
import { freshConsole } from '@/e2e/measure/bench/console-here'
import { type BenchOptions, type PartResult, ratio } from '@/e2e/measure/bench/figure'
import { percentile } from '@/e2e/measure/percentile'
import { ask } from '@/lib/auth/fixtures/ask'
import { getInventory, listInventory } from '@/lib/inventory/read'
import type { UrlSort } from '@/lib/inventory/sorts'

interface PageInput {
  q: string
  sort: UrlSort
  order: 'asc' | 'desc'
  after?: string
}

const QUESTIONS: PageInput[] = [
  { q: '', sort: 'verdict', order: 'asc' },
  { q: '', sort: 'modified', order: 'desc' },
  { q: 'is:public', sort: 'function', order: 'asc' },
  { q: 'auth:NONE region:eu-*', sort: 'modified', order: 'desc' },
  { q: 'claims-00', sort: 'address', order: 'asc' },
  { q: 'origin:https://orders-*.example.com -is:iam', sort: 'age', order: 'asc' },
]

/** Milliseconds by the clock, and of the processor: on a busy machine only the latter compare. */
interface PageTimes {
  wall: number[]
  processor: number[]
}

async function timePage(times: PageTimes, input: PageInput): Promise<string | undefined> {
  const startedAt = performance.now()
  const used = process.cpuUsage()
  const { next } = await ask(listInventory, input)
  const { user, system } = process.cpuUsage(used)
  times.wall.push(performance.now() - startedAt)
  times.processor.push((user + system) / 1000)
  return next
}

/** What pages of so many URLs cost. */
export async function pageTimes(urls: number, pages: number): Promise<PageTimes> {
  const file = await freshConsole()
  await ask(getInventory, {})
  fillIndex(file, urls)
  const times: PageTimes = { wall: [], processor: [] }
  // The first round warms up and is not counted.
  for (const question of QUESTIONS) await timePage({ wall: [], processor: [] }, question)
  for (let index = 0; index < pages; index += 1) {
    const question = QUESTIONS[index % QUESTIONS.length]
    if (!question) continue
    const next = await timePage(times, question)
    if (next && index % 3 === 0) await timePage(times, { ...question, after: next })
  }
  return times
}

/** What a filtered, sorted page with its count costs the server, at 10,000 and 50,000 URLs. */
export async function benchPages({ pages }: BenchOptions): Promise<PartResult> {
  const [small, large] = [await pageTimes(10_000, pages), await pageTimes(50_000, pages)]
  const percents = [50, 95, 99]
  const row = (name: string, times: number[]) => [
    name,
    ...percents.map((percent) => percentile(times, percent).toFixed(1)),
  ]
  const of = (times: number[]) => percentile(times, 95)
  const ratios = percents.map((percent) =>
    ratio(percentile(large.processor, percent), percentile(small.processor, percent)),
  )
  console.log('\nA filtered, sorted page of 100 rows with its count, in milliseconds (SQLite)')
  console.log(
    textTable([
      ['URLs in the index', 'p50', 'p95', 'p99'],
      row('10,000, by the clock', small.wall),
      row('50,000, by the clock', large.wall),
      row('10,000, of the processor', small.processor),
      row('50,000, of the processor', large.processor),
      ['ratio of the processor', ...ratios],
    ]),
  )
  const figures = [
    { what: 'a page of 10,000 URLs, p95', unit: 'ms', value: of(small.wall), excellent: 30 },
    {
      what: 'a page of 50,000 URLs ÷ of 10,000, p95',
      value: of(large.processor) / of(small.processor),
      excellent: 2,
    },
  ]
  return { figures, isRight: true }
}
