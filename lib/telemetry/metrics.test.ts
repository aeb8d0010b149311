import { expect, test } from 'vitest'
import { type Gauge, makeMetrics } from '@/lib/telemetry/metrics'

test('counts what happens, and asks for the gauges when it is read', async () => {
  let gauges = async (): Promise<Gauge[]> => [
    { name: 'console_record_whole', help: 'Whether', values: 1 },
    { name: 'console_sweep', help: 'Targets', values: { label: 'phase', of: { reading: 2, done: 5 } } },
  ]
  const metrics = await makeMetrics(() => gauges())
  metrics.count({ kind: 'request', route: 'api', status: '200', seconds: 0.03 })
  metrics.count({ kind: 'verb', verb: 'getPolicy', outcome: 'throttled', seconds: 0.2 })
  metrics.count({ kind: 'aws', operation: 'GetPolicy', outcome: 'ok', seconds: 0.1 })
  metrics.count({ kind: 'throttled', quota: 'control plane' })
  metrics.count({ kind: 'budget-wait', quota: 'GetPolicy', priority: 'person', seconds: 0 })
  metrics.count({ kind: 'change', change: 'update', outcome: 'applied' })
  metrics.count({ kind: 'statement', statement: 'select', outcome: 'ok', seconds: 0.001 })
  const { text, type } = await metrics.read()
  expect(type).toContain('text/plain')
  for (const line of [
    'console_request_seconds_bucket{le="0.05",route="api",status="200"} 1',
    'console_verb_seconds_count{verb="getPolicy",outcome="throttled"} 1',
    'console_aws_call_seconds_count{operation="GetPolicy",outcome="ok"} 1',
    'console_aws_throttles_total{quota="control plane"} 1',
    'console_budget_wait_seconds_count{quota="GetPolicy",priority="person"} 1',
    'console_changes_total{change="update",outcome="applied"} 1',
    'console_database_seconds_count{statement="select",outcome="ok"} 1',
    'console_record_whole 1',
    'console_sweep{phase="reading"} 2',
    'console_gauges_up 1',
  ])
    expect(text).toContain(line)
  expect(text).toMatch(/^process_resident_memory_bytes \d/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m)

  gauges = () => Promise.reject(new Error('The database is away.'))
  const { text: away } = await metrics.read()
  expect(away).toContain('console_gauges_up 0')
  expect(away).not.toContain('console_record_whole')
})
