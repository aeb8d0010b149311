import * as z from 'zod/mini'
import { invalidParameterValue } from '@/lib/sandbox/cloudwatch/metric-query'
import type { UrlMetrics } from '@/lib/sandbox/metrics'
import type { AccountState, UrlLocation } from '@/lib/sandbox/state'

const NAMESPACE = 'AWS/Lambda'
/** Every URL that is called leaves the first and the last; the other two need an answer of their kind. */
const METRIC_NAMES = ['UrlRequestCount', 'UrlRequestLatency']

const HOUR = 3_600_000
/** ListMetrics forgets what had no datum for two weeks. Source: CloudWatch API reference, ListMetrics. */
const REMEMBERED = 14 * 24 * HOUR
/** `PT3H` may include up to 50 minutes more. */
const RECENT = 3 * HOUR
const PAGE = 500

const inputSchema = z.object({
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions: z._default(
    z.array(z.object({ Name: z.string(), Value: z.optional(z.string()) })).check(z.maxLength(10)),
    [],
  ),
  NextToken: z.optional(z.string()),
  RecentlyActive: z.optional(z.literal('PT3H')),
})

type ListMetricsInput = z.infer<typeof inputSchema>

interface Dimension {
  Name: string
  Value: string
}

interface Metric {
  Namespace: string
  MetricName: string
  Dimensions: readonly Dimension[]
}

interface MetricsScope {
  metrics: UrlMetrics
  account: AccountState
  region: string
  /** Milliseconds since the epoch. */
  now: number
}

function resourceOf(
  { spellsLatestInMetrics }: AccountState,
  { functionName, qualifier }: UrlLocation,
): string {
  return qualifier === '$LATEST' && !spellsLatestInMetrics ? functionName : `${functionName}:${qualifier}`
}

/** The series seen for a URL: of the function, and of the function with the one URL. */
function dimensionsOf(account: AccountState, url: UrlLocation): Dimension[][] {
  const ofFunction = { Name: 'FunctionName', Value: url.functionName }
  return [[ofFunction], [ofFunction, { Name: 'Resource', Value: resourceOf(account, url) }]]
}

/** A filter on a name alone lets every value through, and further dimensions do no harm. */
function isAskedFor({ Dimensions }: Metric, input: ListMetricsInput): boolean {
  return input.Dimensions.every(({ Name, Value }) =>
    Dimensions.some(
      (dimension) => dimension.Name === Name && (Value === undefined || dimension.Value === Value),
    ),
  )
}

function metricsIn({ metrics, account, region, now }: MetricsScope, input: ListMetricsInput): Metric[] {
  if (input.Namespace !== undefined && input.Namespace !== NAMESPACE) return []
  const names = METRIC_NAMES.filter((name) => input.MetricName === undefined || input.MetricName === name)
  const called = metrics.calledSince(account.id, region, now - (input.RecentlyActive ? RECENT : REMEMBERED))
  const all = names.flatMap((MetricName) =>
    called.flatMap((url) =>
      dimensionsOf(account, url).map((Dimensions) => ({ Namespace: NAMESPACE, MetricName, Dimensions })),
    ),
  )
  // Two URLs of one function share the series of the function.
  const distinct = new Map(all.map((metric) => [JSON.stringify(metric), metric]))
  return [...distinct.values()].filter((metric) => isAskedFor(metric, input))
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0
  const match = /^metrics:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  if (match === null) throw invalidParameterValue('The next token is not valid.')
  return Number(match[1])
}

/** ListMetrics over what the data plane counted: 500 a page, in a stable order. */
export function listMetrics(scope: MetricsScope, body: unknown) {
  const parsed = inputSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalidParameterValue(`The parameter ${issue?.path.join('.')} is not valid: ${issue?.message}`)
  }
  const from = startOf(parsed.data.NextToken)
  const found = metricsIn(scope, parsed.data)
  const to = from + PAGE
  const NextToken = Buffer.from(`metrics:${to}`).toString('base64url')
  return { Metrics: found.slice(from, to), OwningAccounts: [], ...(to < found.length && { NextToken }) }
}
