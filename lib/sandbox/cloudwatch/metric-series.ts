import { invalidParameterValue, type MetricStat } from '@/lib/sandbox/cloudwatch/metric-query'
import { addTraffic, type UrlMetrics, type UrlTraffic } from '@/lib/sandbox/metrics'

/** One data point; `at` is the first second of its period, since the epoch. */
export interface DataPoint {
  at: number
  value: number
}

/** Where and when to look; times in seconds since the epoch. */
export interface SeriesScope {
  account: string
  region: string
  startTime: number
  endTime: number
  /** Whether a function's own URL is `<name>:$LATEST` in the dimension Resource, and not `<name>`. */
  spellsLatest: boolean
}

/** What the values of one metric add up to in one period. */
interface Summary {
  count: number
  sum: number
  min: number
  max: number
}

const MS = 1000

/** Every request is one sample of value 1; a count that never rose leaves no sample at all. */
function counted(count: number): Summary | undefined {
  return count === 0 ? undefined : { count, sum: count, min: 1, max: 1 }
}

const METRICS: Readonly<Record<string, (traffic: UrlTraffic) => Summary | undefined>> = {
  UrlRequestCount: ({ requests }) => counted(requests),
  Url4xxCount: ({ errors4xx }) => counted(errors4xx),
  Url5xxCount: ({ errors5xx }) => counted(errors5xx),
  UrlRequestLatency: ({ requests, latencySum, latencyMin, latencyMax }) =>
    requests === 0 ? undefined : { count: requests, sum: latencySum, min: latencyMin, max: latencyMax },
}

const STATISTICS: Readonly<Record<string, (summary: Summary) => number>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
}

/**
 * The function, and with a Resource dimension the one URL of it, that a set of dimensions names. Any other set of
 * dimensions has no data, as in CloudWatch, where a metric is found by all of its dimensions or not at all.
 */
function urlsOf(
  { Dimensions }: MetricStat['Metric'],
  spellsLatest: boolean,
): { functionName: string; qualifier?: string } | undefined {
  const values = new Map(Dimensions.map(({ Name, Value }) => [Name, Value]))
  const functionName = values.get('FunctionName')
  const resource = values.get('Resource')
  if (functionName === undefined || values.size !== Dimensions.length) return undefined
  if (Dimensions.length === 1) return { functionName }
  if (Dimensions.length !== 2 || resource === undefined) return undefined
  const [name, qualifier = '$LATEST'] = resource.split(':')
  const isSpelled = qualifier !== '$LATEST' || resource.includes(':') === spellsLatest
  return name === functionName && isSpelled ? { functionName, qualifier } : undefined
}

function trafficByPeriod(metrics: UrlMetrics, scope: SeriesScope, stat: MetricStat): Map<number, UrlTraffic> {
  const periods = new Map<number, UrlTraffic>()
  const urls = urlsOf(stat.Metric, scope.spellsLatest)
  if (urls === undefined) return periods
  const startOf = (second: number) => Math.floor(second / stat.Period) * stat.Period
  const { account, region, startTime, endTime } = scope
  const span = { start: startOf(startTime) * MS, end: endTime * MS }
  for (const { at, traffic } of metrics.read({ account, region, ...urls, ...span })) {
    const period = startOf(at / MS)
    const known = periods.get(period)
    if (known === undefined) periods.set(period, { ...traffic })
    else addTraffic(known, traffic)
  }
  return periods
}

/**
 * One metric of the function URLs over time, oldest first; periods without a sample are left out.
 * Names and dimensions: Lambda developer guide, "Monitoring Lambda function URLs".
 */
export function metricSeries(metrics: UrlMetrics, scope: SeriesScope, stat: MetricStat): DataPoint[] {
  const statistic = STATISTICS[stat.Stat]
  // Percentiles would need every single latency; the sandbox keeps sums.
  if (statistic === undefined) throw invalidParameterValue(`The sandbox has no statistic ${stat.Stat}.`)
  const summaryOf = stat.Metric.Namespace === 'AWS/Lambda' ? METRICS[stat.Metric.MetricName ?? ''] : undefined
  if (summaryOf === undefined) return []
  const points: DataPoint[] = []
  for (const [at, traffic] of trafficByPeriod(metrics, scope, stat)) {
    const summary = summaryOf(traffic)
    if (summary !== undefined) points.push({ at, value: statistic(summary) })
  }
  return points.sort((a, b) => a.at - b.at)
}
