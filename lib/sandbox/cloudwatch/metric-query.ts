import * as z from 'zod/mini'
import { ServiceError } from '@/lib/sandbox/service-error'

/** CloudWatch's errors carry their text as `message`; the names are those of its JSON protocol. */
export function invalidParameterValue(message: string): ServiceError {
  return new ServiceError(400, 'InvalidParameterValueException', { message })
}

const dimensionSchema = z.object({ Name: z.string(), Value: z.string() })

const metricStatSchema = z.object({
  Metric: z.object({
    Namespace: z.optional(z.string()),
    MetricName: z.optional(z.string()),
    Dimensions: z._default(z.array(dimensionSchema), []),
  }),
  Period: z.int(),
  Stat: z.string(),
})

const querySchema = z.object({
  Id: z.string(),
  MetricStat: z.optional(metricStatSchema),
  Expression: z.optional(z.string()),
  Label: z.optional(z.string()),
  ReturnData: z._default(z.boolean(), true),
})

/** GetMetricData allows 500 queries and 100,800 data points in one call. */
const MAX_QUERIES = 500
const MAX_DATAPOINTS = 100_800

const inputSchema = z.object({
  MetricDataQueries: z.array(querySchema).check(z.maxLength(MAX_QUERIES)),
  /** Seconds since the epoch, as the JSON protocol writes times. */
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.optional(z.string()),
  ScanBy: z._default(z.enum(['TimestampDescending', 'TimestampAscending']), 'TimestampDescending'),
  MaxDatapoints: z._default(z.int().check(z.minimum(1), z.maximum(MAX_DATAPOINTS)), MAX_DATAPOINTS),
})

export type MetricDataInput = z.infer<typeof inputSchema>
export type MetricStat = z.infer<typeof metricStatSchema>

const ID = /^[a-z][a-zA-Z0-9_]*$/
const MINUTE_SECONDS = 60

function checkQuery(query: MetricDataInput['MetricDataQueries'][number]): void {
  if (!ID.test(query.Id)) throw invalidParameterValue(`The value ${query.Id} for parameter Id is not valid.`)
  if (query.Expression !== undefined) {
    throw invalidParameterValue('The sandbox answers MetricStat queries only, not expressions.')
  }
  if (query.MetricStat === undefined) {
    throw invalidParameterValue(`The query ${query.Id} needs a MetricStat.`)
  }
  const { Period } = query.MetricStat
  if (Period <= 0 || Period % MINUTE_SECONDS !== 0) {
    throw invalidParameterValue(`The period ${Period} is not a multiple of ${MINUTE_SECONDS}.`)
  }
}

/**
 * Reads the input of GetMetricData; throws the service's InvalidParameterValueException for what breaks the model.
 * The texts are the sandbox's own: AWS's were not recorded.
 */
export function readMetricDataInput(body: unknown): MetricDataInput {
  const parsed = inputSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalidParameterValue(`The parameter ${issue?.path.join('.')} is not valid: ${issue?.message}`)
  }
  const { MetricDataQueries, StartTime, EndTime } = parsed.data
  if (StartTime >= EndTime) throw invalidParameterValue('StartTime must be before EndTime.')
  for (const query of MetricDataQueries) checkQuery(query)
  if (new Set(MetricDataQueries.map(({ Id }) => Id)).size < MetricDataQueries.length) {
    throw invalidParameterValue('The values for parameter Id are not unique.')
  }
  return parsed.data
}
