import 'server-only'
import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import type { Permit } from '@/lib/auth/permit'
import { sendMetrics } from '@/lib/aws/send'
import { fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'

/** One data point; `at` in milliseconds since the epoch, the beginning of its period. */
export interface MetricPoint {
  at: number
  value: number
}

interface Question {
  /** At most 500 (CloudWatch API reference, "GetMetricData"). */
  queries: MetricDataQuery[]
  start: Date
  end: Date
}

/**
 * What CloudWatch answers to each query by its id, oldest first, read to the last page. A series without a datum is
 * empty; what is not whole is a failure and never a smaller number.
 * @throws {FailureError}
 */
export async function readMetrics(
  permit: Permit,
  place: Target & Partial<FunctionUrlIdentity>,
  { queries, start, end }: Question,
): Promise<Map<string, MetricPoint[]>> {
  const series = new Map<string, MetricPoint[]>()
  const states = new Map<string, string | undefined>()
  let NextToken: string | undefined
  do {
    const command = new GetMetricDataCommand({
      StartTime: start,
      EndTime: end,
      NextToken,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: queries,
    })
    const output = await sendMetrics(permit, place, command, { operation: 'GetMetricData' })
    for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of output.MetricDataResults ?? []) {
      states.set(Id, StatusCode)
      const points = Timestamps.map((time, index) => ({ at: time.getTime(), value: Values[index] ?? 0 }))
      series.set(Id, [...(series.get(Id) ?? []), ...points])
    }
    NextToken = output.NextToken || undefined
  } while (NextToken)
  const isWhole = queries.every(({ Id = '' }) => states.get(Id) === 'Complete')
  if (!isWhole) fail('aws-failed', 'CloudWatch did not give all data that it was asked for.')
  return series
}
