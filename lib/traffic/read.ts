import 'server-only'
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { sendMetrics } from '@/lib/aws/send'
import { fail } from '@/lib/failures/result'
import { LATEST } from '@/lib/identity/qualifier'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'
import type { Traffic } from '@/lib/traffic/schema'

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

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

async function sumOf(
  permit: Permit,
  identity: FunctionUrlIdentity,
  { seconds, period }: { seconds: number; period: number },
): Promise<number> {
  const EndTime = permit.context.now()
  const StartTime = new Date(EndTime.getTime() - seconds * 1000)
  let sum = 0
  let NextToken: string | undefined
  let isComplete = false
  do {
    const command = new GetMetricDataCommand({
      StartTime,
      EndTime,
      NextToken,
      MetricDataQueries: [{ Id: 'requests', MetricStat: requestCount(identity, period), ReturnData: true }],
    })
    const output = await sendMetrics(permit, identity, command, { operation: 'GetMetricData' })
    for (const { StatusCode, Values = [] } of output.MetricDataResults ?? []) {
      isComplete = StatusCode === 'Complete'
      sum += Values.reduce((total, value) => total + value, 0)
    }
    NextToken = output.NextToken
  } while (NextToken)
  if (!isComplete) fail('aws-failed', 'CloudWatch did not give all requests of this function URL.')
  return sum
}

function requestCount({ functionName, qualifier }: FunctionUrlIdentity, Period: number) {
  const resource = qualifier === LATEST ? functionName : `${functionName}:${qualifier}`
  const Dimensions = [
    { Name: 'FunctionName', Value: functionName },
    { Name: 'Resource', Value: resource },
  ]
  return {
    Metric: { Namespace: 'AWS/Lambda', MetricName: 'UrlRequestCount', Dimensions },
    Period,
    Stat: 'Sum',
  }
}
