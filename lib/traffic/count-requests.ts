import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { type Spelling, statQuery, urlMetric } from '@/lib/traffic/metric-queries'
import { type MetricPoint, readMetrics } from '@/lib/traffic/read-metrics'
import type { DailyRequests } from '@/lib/traffic/schema'

const DAY_S = 86_400
const DAY = DAY_S * 1000
const WHOLE_DAYS = 30
/** CloudWatch API reference, "GetMetricData". */
const METRICS_A_CALL = 500

export type UrlOfTarget = Pick<FunctionUrlIdentity, 'functionName' | 'qualifier'>

/** One function URL with what was counted. */
export interface CountedUrl extends UrlOfTarget, DailyRequests {}

/**
 * The requests of the last 30 whole days and of today for many function URLs of one account and region: one metric
 * each, 500 in a call. A day without a datum counts as 0 here: CloudWatch has none where nobody called.
 * @throws {FailureError}
 */
export async function countRequests(
  permit: Permit,
  target: Target,
  urls: readonly UrlOfTarget[],
): Promise<CountedUrl[]> {
  const found = await countAs('as-seen', permit, target, urls)
  // Where any of its own URLs is spelled this way, all of the account and region are.
  const own = found.filter(({ qualifier }) => qualifier === LATEST)
  if (own.length === 0 || own.some(isCalled)) return found
  const again = await countAs('as-documented', permit, target, own)
  return found.map((url) => again.find((each) => isSame(each, url) && isCalled(each)) ?? url)
}

const isCalled = ({ days }: CountedUrl) => days.some((count) => count > 0)
const isSame = (a: UrlOfTarget, b: UrlOfTarget) =>
  a.functionName === b.functionName && a.qualifier === b.qualifier

async function countAs(
  spelling: Spelling,
  permit: Permit,
  target: Target,
  urls: readonly UrlOfTarget[],
): Promise<CountedUrl[]> {
  const counted: CountedUrl[] = []
  for (let from = 0; from < urls.length; from += METRICS_A_CALL)
    counted.push(...(await countSome(spelling, permit, target, urls.slice(from, from + METRICS_A_CALL))))
  return counted
}

async function countSome(
  spelling: Spelling,
  permit: Permit,
  target: Target,
  urls: readonly UrlOfTarget[],
): Promise<CountedUrl[]> {
  const end = permit.context.now()
  const today = Math.floor(end.getTime() / DAY)
  const start = new Date((today - WHOLE_DAYS) * DAY)
  const queries = urls.map((url, index) =>
    statQuery(`u${index}`, urlMetric('UrlRequestCount', url, spelling), DAY_S),
  )
  const series = await readMetrics(permit, target, { queries, start, end })
  const readAt = end.toISOString()
  return urls.map(({ functionName, qualifier }, index) => ({
    functionName,
    qualifier,
    days: daysFrom(today - WHOLE_DAYS, series.get(`u${index}`) ?? []),
    readAt,
  }))
}

function daysFrom(first: number, points: readonly MetricPoint[]): number[] {
  const days = Array<number>(WHOLE_DAYS + 1).fill(0)
  for (const { at, value } of points) {
    const day = Math.floor(at / DAY) - first
    if (day in days) days[day] = (days[day] ?? 0) + value
  }
  return days
}
