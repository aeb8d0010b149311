import { type MetricDataInput, readMetricDataInput } from '@/lib/sandbox/cloudwatch/metric-query'
import { type DataPoint, metricSeries } from '@/lib/sandbox/cloudwatch/metric-series'
import type { UrlMetrics } from '@/lib/sandbox/metrics'
import { ServiceError } from '@/lib/sandbox/service-error'
import type { AccountState } from '@/lib/sandbox/state'

interface MetricDataResult {
  Id: string
  Label: string
  Timestamps: number[]
  Values: number[]
  StatusCode: 'Complete' | 'PartialData'
}

export interface MetricDataOutput {
  MetricDataResults: MetricDataResult[]
  NextToken?: string
  Messages: never[]
}

interface Series {
  id: string
  label: string
  points: readonly DataPoint[]
}

/** Whose metrics, and where. */
interface MetricPlace {
  metrics: UrlMetrics
  account: AccountState
  region: string
}

function seriesOf({ metrics, account, region }: MetricPlace, input: MetricDataInput): Series[] {
  const { id, spellsLatestInMetrics: spellsLatest } = account
  const scope = { account: id, region, startTime: input.StartTime, endTime: input.EndTime, spellsLatest }
  return input.MetricDataQueries.flatMap(({ Id, Label, MetricStat, ReturnData }) => {
    if (MetricStat === undefined || !ReturnData) return []
    const ascending = metricSeries(metrics, scope, MetricStat)
    const points = input.ScanBy === 'TimestampAscending' ? ascending : ascending.toReversed()
    return [{ id: Id, label: Label ?? MetricStat.Metric.MetricName ?? Id, points }]
  })
}

/** A token says how many data points of the whole answer were given already. */
function writeToken(given: number): string {
  return Buffer.from(`points:${given}`).toString('base64url')
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0
  const match = /^points:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  if (match === null)
    throw new ServiceError(400, 'InvalidNextToken', { message: 'The next token is not valid.' })
  return Number(match[1])
}

/**
 * GetMetricData over what the data plane counted. Points are given in the order of the queries, MaxDatapoints at a
 * time; a series that goes on behind the NextToken is marked as partial.
 */
export function getMetricData(place: MetricPlace, body: unknown): MetricDataOutput {
  const input = readMetricDataInput(body)
  const from = readToken(input.NextToken)
  const to = from + input.MaxDatapoints
  let before = 0
  const results = seriesOf(place, input).map(({ id, label, points }): MetricDataResult => {
    const page = points.slice(Math.max(0, from - before), Math.max(0, to - before))
    before += points.length
    return {
      Id: id,
      Label: label,
      Timestamps: page.map(({ at }) => at),
      Values: page.map(({ value }) => value),
      StatusCode: before > to ? 'PartialData' : 'Complete',
    }
  })
  return { MetricDataResults: results, Messages: [], ...(before > to && { NextToken: writeToken(to) }) }
}
