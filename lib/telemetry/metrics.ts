import 'server-only'
import type { Counter, Histogram, Registry } from 'prom-client'
import type { Observation } from '@/lib/telemetry/observe'

/** A number that is asked for when the metrics are read. */
export interface Gauge {
  name: string
  help: string
  /** One value, or one for each of a few known words. */
  values: number | { label: string; of: Readonly<Record<string, number>> }
}

/** What is counted in this process. */
export interface Metrics {
  count(observation: Observation): void
  /** In Prometheus' text format, with its media type. */
  read(): Promise<{ type: string; text: string }>
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]

/**
 * Counts what happens, for Prometheus. Every name begins with `console_`, but for those of the process
 * (`process_`, `nodejs_`). `gauges` is asked at each reading; where it fails, its numbers are left out and
 * `console_gauges_up` is 0.
 */
export async function makeMetrics(gauges: () => Promise<Gauge[]>): Promise<Metrics> {
  const prometheus = await import('prom-client')
  const register = new prometheus.Registry()
  prometheus.collectDefaultMetrics({ register })
  const up = new prometheus.Gauge({
    name: 'console_gauges_up',
    help: 'Whether the gauges could be read: 0 while the database is away',
    registers: [register],
  })
  const count = counterOf(prometheus, register)
  const reading = new prometheus.Registry()
  return {
    count,
    read: async () => {
      const found = await gauges().catch(() => undefined)
      up.set(found ? 1 : 0)
      reading.clear()
      for (const gauge of found ?? []) setGauge(prometheus, reading, gauge)
      const texts = await Promise.all([register.metrics(), reading.metrics()])
      return { type: register.contentType, text: texts.join('\n') }
    },
  }
}

type Prometheus = typeof import('prom-client')

function counterOf(prometheus: Prometheus, register: Registry): Metrics['count'] {
  const registers = [register]
  const histogram = (name: string, help: string, labelNames: string[]): Histogram =>
    new prometheus.Histogram({ name, help, labelNames, buckets: SECONDS, registers })
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new prometheus.Counter({ name, help, labelNames, registers })
  const requests = histogram('console_request_seconds', 'Requests by kind of address and status', [
    'route',
    'status',
  ])
  const verbs = histogram('console_verb_seconds', 'Verbs by name and outcome', ['verb', 'outcome'])
  const calls = histogram('console_aws_call_seconds', 'Calls to AWS, with their waits and repeats', [
    'operation',
    'outcome',
  ])
  const throttles = counter('console_aws_throttles_total', 'Calls that AWS refused for their number', [
    'quota',
  ])
  const waits = histogram('console_budget_wait_seconds', 'Waits in front of a quota of AWS', [
    'quota',
    'priority',
  ])
  const changes = counter('console_changes_total', 'Changes by what was asked and what became of it', [
    'change',
    'outcome',
  ])
  const statements = histogram('console_database_seconds', 'Statements to the database', [
    'statement',
    'outcome',
  ])
  return (seen) => {
    if (seen.kind === 'request') requests.observe({ route: seen.route, status: seen.status }, seen.seconds)
    else if (seen.kind === 'verb') verbs.observe({ verb: seen.verb, outcome: seen.outcome }, seen.seconds)
    else if (seen.kind === 'aws')
      calls.observe({ operation: seen.operation, outcome: seen.outcome }, seen.seconds)
    else if (seen.kind === 'throttled') throttles.inc({ quota: seen.quota })
    else if (seen.kind === 'budget-wait')
      waits.observe({ quota: seen.quota, priority: seen.priority }, seen.seconds)
    else if (seen.kind === 'change') changes.inc({ change: seen.change, outcome: seen.outcome })
    else statements.observe({ statement: seen.statement, outcome: seen.outcome }, seen.seconds)
  }
}

function setGauge(prometheus: Prometheus, register: Registry, { name, help, values }: Gauge): void {
  const registers = [register]
  if (typeof values === 'number') {
    new prometheus.Gauge({ name, help, registers }).set(values)
    return
  }
  const { label, of } = values
  const gauge = new prometheus.Gauge({ name, help, registers, labelNames: [label] })
  for (const [word, value] of Object.entries(of)) gauge.set({ [label]: word }, value)
}
