import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { LATEST } from '@/lib/identity/qualifier'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'
import { SPELLINGS, type Spelling, statQuery, urlMetric } from '@/lib/traffic/metric-queries'
import type { TrafficPoint, TrafficRange, TrafficSeries } from '@/lib/traffic/ranges'
import { type MetricPoint, readMetrics } from '@/lib/traffic/read-metrics'
import { type Traffic, trafficSeriesInputSchema } from '@/lib/traffic/schema'

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S
const SECOND = 1000

/** Each window with a period that CloudWatch keeps for that long: minutes for 15 days, hours for 455 days. */
const WINDOWS = {
  lastHour: { seconds: HOUR_S, period: MINUTE_S },
  lastDay: { seconds: DAY_S, period: 5 * MINUTE_S },
  last30Days: { seconds: 30 * DAY_S, period: HOUR_S },
}

/**
 * Requests to one function URL in the last hour, day and 30 days (metric UrlRequestCount, dimensions FunctionName
 * and Resource; Lambda developer guide, "Monitoring function URLs"). CloudWatch lags by some minutes.
 * What cannot be read is a failure, never 0.
 * @throws {FailureError}
 */
export const getTraffic = verb({
  name: 'getTraffic',
  input: functionUrlIdentitySchema,
  operation: 'traffic:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<Traffic> => {
    const [lastHour, lastDay, last30Days] = await Promise.all([
      sumOf(permit, input, WINDOWS.lastHour),
      sumOf(permit, input, WINDOWS.lastDay),
      sumOf(permit, input, WINDOWS.last30Days),
    ])
    return { lastHour, lastDay, last30Days, readAt: permit.context.now().toISOString() }
  },
})

interface Window {
  seconds: number
  period: number
}

function sumOf(permit: Permit, identity: FunctionUrlIdentity, window: Window): Promise<number> {
  return inEitherSpelling(identity, async (spelling) => {
    const metric = urlMetric('UrlRequestCount', identity, spelling)
    const end = permit.context.now()
    const start = new Date(end.getTime() - window.seconds * SECOND)
    const queries = [statQuery('requests', metric, window.period)]
    const points = (await readMetrics(permit, identity, { queries, start, end })).get('requests') ?? []
    return { found: points.reduce((total, { value }) => total + value, 0), isNothing: points.length === 0 }
  })
}

/** A function's own URL is asked for in the second spelling where the first has nothing to tell. */
async function inEitherSpelling<Found>(
  { qualifier }: FunctionUrlIdentity,
  ask: (spelling: Spelling) => Promise<{ found: Found; isNothing: boolean }>,
): Promise<Found> {
  const [seen, documented] = SPELLINGS
  const { found, isNothing } = await ask(seen)
  return isNothing && qualifier === LATEST ? (await ask(documented)).found : found
}

/** Each range with its period, which CloudWatch keeps for that long. */
const RANGES: Record<TrafficRange, Window> = {
  '3h': { seconds: 3 * HOUR_S, period: MINUTE_S },
  '24h': { seconds: DAY_S, period: 10 * MINUTE_S },
  '7d': { seconds: 7 * DAY_S, period: HOUR_S },
  '30d': { seconds: 30 * DAY_S, period: 6 * HOUR_S },
}

/** What is asked of CloudWatch for the charts: five metrics. */
const SERIES = {
  requests: ['UrlRequestCount', 'Sum'],
  errors4xx: ['Url4xxCount', 'Sum'],
  errors5xx: ['Url5xxCount', 'Sum'],
  averageLatency: ['UrlRequestLatency', 'Average'],
  longestLatency: ['UrlRequestLatency', 'Maximum'],
} as const

type SeriesName = keyof typeof SERIES
const SERIES_NAMES = Object.keys(SERIES) as SeriesName[]

/**
 * Requests, 4xx, 5xx and latency of one function URL over a time that one chooses. A period without a datum is left
 * out: CloudWatch has none where nobody called, and none either where it lost it.
 * @throws {FailureError}
 */
export const getTrafficSeries = verb({
  name: 'getTrafficSeries',
  input: trafficSeriesInputSchema,
  operation: 'traffic:read',
  resource: (input) => input,
  work: ({ permit, input }): Promise<TrafficSeries> => {
    const { range, ...identity } = input
    const { seconds, period } = RANGES[range]
    const now = permit.context.now()
    const periodMs = period * SECOND
    const end = new Date(now)
    const start = new Date(Math.floor((now.getTime() - seconds * SECOND) / periodMs) * periodMs)
    return inEitherSpelling(identity, async (spelling) => {
      const queries = SERIES_NAMES.map((name) => {
        const [metric, stat] = SERIES[name]
        return statQuery(name, urlMetric(metric, identity, spelling), period, stat)
      })
      const points = inOnePlace(await readMetrics(permit, identity, { queries, start, end }))
      const found = {
        ...{ range, start: start.getTime(), end: end.getTime(), period: periodMs, points },
        readAt: now.toISOString(),
      }
      return { found, isNothing: points.length === 0 }
    })
  },
})

/** The series side by side: one point for each period that has a datum. */
function inOnePlace(series: ReadonlyMap<string, readonly MetricPoint[]>): TrafficPoint[] {
  const points = new Map<number, TrafficPoint>()
  for (const name of SERIES_NAMES)
    for (const { at, value } of series.get(name) ?? [])
      points.set(at, { ...(points.get(at) ?? { at }), [name]: value })
  return [...points.values()].sort((a, b) => a.at - b.at)
}
