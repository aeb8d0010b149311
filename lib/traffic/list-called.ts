import 'server-only'
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { verb } from '@/lib/auth/verb'
import { sendMetrics } from '@/lib/aws/send'
import { targetSchema } from '@/lib/identity/schema'

/**
 * Names of functions with a URL that was called in the last two weeks (CloudWatch API reference, "ListMetrics"). No
 * datum means that no call was seen, never that there is no URL. The dimension Resource is taken as `name`,
 * `name:$LATEST` or `name:alias`: it was seen in another spelling than the developer guide says.
 * @throws {FailureError}
 */
export const listCalledFunctions = verb({
  name: 'listCalledFunctions',
  input: targetSchema,
  operation: 'traffic:list',
  resource: (input) => input,
  sight: 'whole',
  work: async ({ permit, input }): Promise<string[]> => {
    const names = new Set<string>()
    let NextToken: string | undefined
    do {
      const command = new ListMetricsCommand({
        Namespace: 'AWS/Lambda',
        MetricName: 'UrlRequestCount',
        Dimensions: [{ Name: 'Resource' }],
        NextToken,
      })
      const output = await sendMetrics(permit, input, command, { operation: 'ListMetrics' })
      for (const { Dimensions = [] } of output.Metrics ?? []) {
        const resource = Dimensions.find(({ Name }) => Name === 'Resource')?.Value
        const name = resource?.split(':')[0]
        if (name) names.add(name)
      }
      NextToken = output.NextToken || undefined
    } while (NextToken)
    return [...names]
  },
})
