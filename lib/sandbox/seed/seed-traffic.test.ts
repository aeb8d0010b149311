import { beforeEach, expect, test } from 'vitest'
import { UrlMetrics } from '@/lib/sandbox/metrics'
import { seedTraffic, type TrafficPlan } from '@/lib/sandbox/seed/seed-traffic'

const HOUR = 3600_000
const NOW = Date.UTC(2026, 10, 25, 10)
const url = { account: '111111111111', region: 'eu-central-1', functionName: 'orders', qualifier: '$LATEST' }

let metrics: UrlMetrics
let isThere: boolean

beforeEach(() => {
  metrics = new UrlMetrics()
  isThere = true
})

const seed = (plan: TrafficPlan) => seedTraffic(metrics, { url, plan, isThere: () => isThere }, NOW)
const requestsIn = (hours: number, end: number) =>
  metrics
    .read({ ...url, start: end - hours * HOUR, end })
    .reduce((sum, { traffic }) => sum + traffic.requests, 0)

test('goes on as time does: the last hour has requests and the day keeps its number', () => {
  seed({ perHour: 2500 })
  const day = requestsIn(24, NOW)
  for (let later = NOW + HOUR; later <= NOW + 48 * HOUR; later += HOUR) {
    metrics.catchUp(later)
    expect(requestsIn(1, later)).toBeGreaterThan(100)
    expect(requestsIn(24, later) / day).toBeGreaterThan(0.8)
    expect(requestsIn(24, later) / day).toBeLessThan(1.25)
  }
  metrics.catchUp(NOW + 48 * HOUR)
  expect(requestsIn(30 * 24, NOW + 48 * HOUR)).toBeGreaterThan(20 * day)
})

test('does not come back to a URL that is gone', () => {
  seed({ perHour: 2500 })
  isThere = false
  metrics.catchUp(NOW + 3 * HOUR)
  expect(requestsIn(2, NOW + 3 * HOUR)).toBe(0)
})

test('stays quiet where it was', () => {
  seed({ perHour: 2500, quietDays: 3 })
  metrics.catchUp(NOW + 48 * HOUR)
  expect(requestsIn(72, NOW + 48 * HOUR)).toBe(0)
  expect(requestsIn(24, NOW - 72 * HOUR)).toBeGreaterThan(0)
})

test('of which nobody has asked yet has not missed what came meanwhile', () => {
  const plan = { perHour: 2500 }
  metrics.later(url, { tell: () => seedTraffic(metrics, { url, plan, isThere: () => true }, NOW) })
  metrics.catchUp(NOW + 5 * HOUR)
  expect(requestsIn(1, NOW + 5 * HOUR)).toBeGreaterThan(100)
})
