import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { median } from '@/e2e/measure/percentile'
import { corsMatrix } from '@/lib/cors/effects/matrix'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

/**
 * `npm run measure:cors -- --runs 200`: what one keystroke in the CORS studio costs: the matrix of 100 origins × 7
 * methods, now and after, and one simulation of each; beside it the plain way, a simulation for every cell. A frame
 * of a 60 Hz screen has 16.7 ms.
 */
const { runs } = numberOptions({ runs: 200 })
const origins = Array.from({ length: 100 }, (_, at) => `https://shop-${at}.example.com`)
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const before: Cors = {
  AllowOrigins: origins,
  AllowMethods: ['GET', 'POST', 'PUT'],
  AllowHeaders: Array.from({ length: 100 }, (_, at) => `x-header-${at}`).concat('content-type'),
  AllowCredentials: true,
  MaxAge: 600,
}
const after: Cors = { ...before, AllowOrigins: origins.slice(0, 99), AllowMethods: ['GET', 'POST', 'DELETE'] }
const address = 'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws/orders'
const headers: HeaderLine[] = [
  ['content-type', 'application/json'],
  ['x-header-99', '1'],
]
const request = { origin: origins[50] ?? '', method: 'PUT', headers, withCredentials: true }

const keystroke = () => {
  corsMatrix(before, after, origins, methods, { address, headers, withCredentials: true })
  simulateCors({ address, cors: before }, request)
  simulateCors({ address, cors: after }, request)
}
const plain = () => {
  for (const cors of [before, after])
    for (const origin of origins)
      for (const method of methods) simulateCors({ address, cors }, { ...request, origin, method })
}

const times = { keystroke: [] as number[], plain: [] as number[] }
for (let run = 0; run < runs; run += 1) {
  times.keystroke.push(timed(keystroke))
  times.plain.push(timed(plain))
}
const row = (name: string, taken: number[]) => [
  name,
  ms(taken[0] ?? 0),
  ms(median(taken)),
  ms(Math.max(...taken.slice(1))),
]
console.log(
  textTable([
    [`100 origins × 7 methods × 2, ${runs} runs, ms`, 'first (cold)', 'median', 'longest after'],
    row('matrix and two simulations', times.keystroke),
    row('a simulation for every cell', times.plain),
  ]),
)
console.log(`ratio of the medians: ${(median(times.keystroke) / median(times.plain)).toFixed(4)}`)

function timed(work: () => void): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

function ms(value: number): string {
  return value.toFixed(2)
}
