import { rawRequest } from './fixtures/raw-request'
import { expect, test } from './fixtures/test'
import { type SentSpan, startTraceCollector } from './fixtures/trace-collector'
import type { World } from './fixtures/world'
import { addressIn, applyButton, applyReviewed, callsIn, idsOf } from './fixtures/writing'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

function publicShop(world: World) {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  return shop
}

test('a change is counted and traced, from the request to the call and the database, without values', async ({
  page,
  world,
  consoleWith,
}) => {
  const collector = await startTraceCollector()
  const console = await consoleWith({
    CONSOLE_METRICS: 'on',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
  })
  const shop = publicShop(world)
  await page.goto(`${console.url}${addressIn(shop, '$LATEST', 'edit')}`)
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)

  const path = '/api/connection'
  const headers = { Host: `localhost:${console.port}`, traceparent: `00-${TRACE}-00f067aa0ba902b7-01` }
  expect((await rawRequest(console.port, { path, headers })).status).toBe(200)
  const find = (name: string) => collector.spans().find((span) => span.name === name)
  const pathTo = (span: SentSpan | undefined): string[] => {
    if (!span) return []
    const above = collector.spans().find(({ spanId }) => spanId === span.parentSpanId)
    return [...pathTo(above), span.name]
  }
  await expect
    .poll(() => pathTo(find('aws UpdateFunctionUrlConfig')))
    .toEqual(['request action', 'verb applyChange', 'aws UpdateFunctionUrlConfig'])
  await expect
    .poll(() => pathTo(find('insert journal_events')))
    .toEqual(['request action', 'verb applyChange', 'insert journal_events'])
  await expect
    .poll(() => collector.spans().filter(({ traceId }) => traceId === TRACE))
    .toContainEqual(expect.objectContaining({ name: 'request api', parentSpanId: '00f067aa0ba902b7' }))
  const told = JSON.stringify(collector.spans())
  for (const value of [shop.name, shop.account]) expect(told).not.toContain(value)

  const { status, body } = await rawRequest(console.port, { path: '/api/metrics', headers })
  expect(status).toBe(200)
  for (const line of [
    /^console_request_seconds_count\{route="action",status="200"\} \d/m,
    /^console_verb_seconds_count\{verb="applyChange",outcome="ok"\} 1$/m,
    /^console_aws_call_seconds_count\{operation="UpdateFunctionUrlConfig",outcome="ok"\} 1$/m,
    /^console_budget_wait_seconds_count\{quota="control plane",priority="person"\} \d/m,
    /^console_changes_total\{change="update",outcome="applied"\} 1$/m,
    /^console_record\{state="whole"\} 1$/m,
    /^console_gauges_up 1$/m,
    /^process_resident_memory_bytes \d/m,
  ])
    expect(body).toMatch(line)
  for (const value of [shop.name, shop.account]) expect(body).not.toContain(value)
  await page.goto('about:blank')
  await console.stop()
  collector.close()
})

test('a console that is stopped during a change is live and not ready, finishes it and ends', async ({
  page,
  world,
  consoleWith,
}) => {
  const console = await consoleWith({})
  const headers = { Host: `localhost:${console.port}` }
  const ask = (path: string) => rawRequest(console.port, { path, headers })
  expect(await ask('/api/ready')).toMatchObject({ status: 200, body: '{"ready":true}' })
  const shop = publicShop(world)
  world.fault(shop, { operation: 'RemovePermission', when: 'before', what: { slowMs: 3_000 }, times: 1 })
  await page.goto(`${console.url}${addressIn(shop, '$LATEST', 'edit')}`)
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyButton(page).click()
  await expect(callsIn(page)).toHaveText([/Done/, /Running/, /Waiting/])
  await page.goto('about:blank')

  const stopped = console.stop()
  await expect.poll(async () => (await ask('/api/ready')).status).toBe(503)
  expect((await ask('/api/ready')).body).toBe('{"ready":false,"reason":"stopping"}')
  expect((await ask('/api/live')).status).toBe(200)
  expect((await ask('/')).status).toBe(503)
  // Null would say that it had to be ended by force.
  expect(await stopped).toBe(143)
  expect(idsOf(shop)).toEqual([])
})
