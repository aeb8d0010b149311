import 'server-only'
import type { Metric, MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Metrics of a function URL (Lambda developer guide, "Monitoring function URLs"). */
export type UrlMetric = 'UrlRequestCount' | 'Url4xxCount' | 'Url5xxCount' | 'UrlRequestLatency'

/**
 * How CloudWatch spells a function's own URL in the dimension Resource: `name` was seen, `name:$LATEST` is what the
 * developer guide says. A URL on an alias is `name:alias` in both.
 */
export const SPELLINGS = ['as-seen', 'as-documented'] as const
export type Spelling = (typeof SPELLINGS)[number]

type Named = Pick<FunctionUrlIdentity, 'functionName' | 'qualifier'>

/** One metric of one function URL. */
export function urlMetric(
  MetricName: UrlMetric,
  { functionName, qualifier }: Named,
  spelling: Spelling,
): Metric {
  const isPlain = qualifier === LATEST && spelling === 'as-seen'
  const Dimensions = [
    { Name: 'FunctionName', Value: functionName },
    { Name: 'Resource', Value: isPlain ? functionName : `${functionName}:${qualifier}` },
  ]
  return { Namespace: 'AWS/Lambda', MetricName, Dimensions }
}

/** A question of GetMetricData, answered under its id; the period in seconds. */
export const statQuery = (
  Id: string,
  MetricOf: Metric,
  Period: number,
  Stat: 'Sum' | 'Average' | 'Maximum' = 'Sum',
): MetricDataQuery => ({ Id, MetricStat: { Metric: MetricOf, Period, Stat }, ReturnData: true })
