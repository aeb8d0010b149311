import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTraceCollector } from '@/e2e/fixtures/trace-collector'
import { beginSpan, inSpan, pastSpan, traceBy } from '@/lib/telemetry/spans'
import { startTracing } from '@/lib/telemetry/tracing'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const CALLER = '00f067aa0ba902b7'

let collector: Awaited<ReturnType<typeof startTraceCollector>>
beforeEach(async () => {
  collector = await startTraceCollector()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.endpoint
})
afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  traceBy(undefined)
  collector.close()
})

test('what a request leads to is one trace, which goes on the one of who asked', async () => {
  const tracing = await startTracing()
  traceBy(tracing.tracer)
  const request = beginSpan(
    { name: 'request api', kind: 'server' },
    { traceparent: `00-${TRACE}-${CALLER}-01` },
  )
  await request?.within(async () => {
    await inSpan({ name: 'verb a' }, async () => {
      await Promise.resolve()
      pastSpan({ name: 'select b' }, 5, false)
    })
    await inSpan({ name: 'verb c' }, () => Promise.reject(new Error('no'))).catch(() => undefined)
  })
  request?.end({ 'http.response.status_code': 200 })
  // What is part of no request is not told.
  await inSpan({ name: 'alone' }, async () => pastSpan({ name: 'select alone' }, 5, false))
  expect(beginSpan({ name: 'alone' })).toBeUndefined()
  await tracing.end()

  const spans = collector.spans()
  const id = (name: string) => spans.find((span) => span.name === name)?.spanId
  expect(spans.map(({ name, parentSpanId, traceId }) => ({ name, parentSpanId, traceId }))).toEqual([
    { name: 'select b', parentSpanId: id('verb a'), traceId: TRACE },
    { name: 'verb a', parentSpanId: id('request api'), traceId: TRACE },
    { name: 'verb c', parentSpanId: id('request api'), traceId: TRACE },
    { name: 'request api', parentSpanId: CALLER, traceId: TRACE },
  ])
})

test('a collector that is away holds nothing up', async () => {
  collector.close()
  const tracing = await startTracing()
  traceBy(tracing.tracer)
  const answer = await beginSpan({ name: 'request page' }, {})?.within(async () => 'answered')
  expect(answer).toBe('answered')
  await tracing.end()
})
