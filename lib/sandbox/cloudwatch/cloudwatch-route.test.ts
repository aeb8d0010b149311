import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addAlias,
  addCredential,
  addFunction,
  addFunctionUrl,
  addStatements,
  regionOf,
} from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import { metricsOf, type UrlTraffic } from '@/lib/sandbox/metrics'
import type { FunctionState } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOON = Date.UTC(2026, 8, 15, 12)

let world: TestWorld
let cloudwatch: CloudWatchClient
let clock: number

beforeEach(async () => {
  clock = Date.now()
  world = await startTestWorld({ now: () => clock })
  cloudwatch = new CloudWatchClient(world.clientConfig)
})

afterEach(async () => {
  cloudwatch.destroy()
  await world.close()
})

function query(id: string, MetricName: string, Stat: string, Resource?: string, Period = 3600) {
  const Dimensions = [{ Name: 'FunctionName', Value: 'orders' }]
  if (Resource !== undefined) Dimensions.push({ Name: 'Resource', Value: Resource })
  return { Id: id, MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions }, Period, Stat } }
}

async function read(input: Partial<GetMetricDataCommandInput>) {
  const span = { StartTime: new Date(clock - 24 * HOUR), EndTime: new Date(clock + HOUR) }
  return cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries: [], ...span, ...input }))
}

async function valuesOf(...MetricDataQueries: ReturnType<typeof query>[]) {
  const { MetricDataResults = [] } = await read({ MetricDataQueries })
  return Object.fromEntries(MetricDataResults.map(({ Id, Values }) => [Id, Values]))
}

function makePublicUrl(fn: FunctionState, qualifier = '$LATEST'): string {
  if (qualifier !== '$LATEST') addAlias(fn, { name: qualifier })
  const Resource = qualifier === '$LATEST' ? fn.arn : `${fn.arn}:${qualifier}`
  addStatements(fn, qualifier, [{ Effect: 'Allow', Principal: '*', Action: 'lambda:*', Resource }])
  return addFunctionUrl(world.state, fn, { qualifier }).urlId
}

function call(urlId: string, method = 'GET', headers: Record<string, string> = {}) {
  return callFunctionUrl({ port: world.sandbox.port, urlId, region: TEST_REGION, method, headers })
}

describe('requests that the data plane answered', () => {
  test('are counted per URL and for the function as a whole', async () => {
    const fn = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
    const own = makePublicUrl(fn)
    const live = makePublicUrl(fn, 'live')
    for (const urlId of [own, live, live]) expect((await call(urlId)).status).toBe(200)
    const values = await valuesOf(
      query('all', 'UrlRequestCount', 'Sum'),
      query('own', 'UrlRequestCount', 'Sum', 'orders'),
      query('live', 'UrlRequestCount', 'Sum', 'orders:live'),
      query('other', 'UrlRequestCount', 'Sum', 'orders:other'),
      query('samples', 'UrlRequestLatency', 'SampleCount'),
    )
    expect(values).toEqual({ all: [3], own: [1], live: [2], other: [], samples: [3] })
  })

  test('include preflights and refusals', async () => {
    const fn = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
    const { urlId } = addFunctionUrl(world.state, fn, { cors: { AllowOrigins: ['*'], AllowMethods: ['*'] } })
    await call(urlId, 'OPTIONS', { Origin: 'https://app.example', 'Access-Control-Request-Method': 'PUT' })
    expect((await call(urlId)).status).toBe(403)
    const values = await valuesOf(query('all', 'UrlRequestCount', 'Sum'), query('bad', 'Url4xxCount', 'Sum'))
    expect(values).toEqual({ all: [2], bad: [1] })
  })

  test('have no 4xx datum where nothing was refused', async () => {
    await call(makePublicUrl(addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })))
    expect(await valuesOf(query('bad', 'Url4xxCount', 'Sum'))).toEqual({ bad: [] })
  })

  test.each([
    ['a 500 that the function returns', { kind: 'returns', value: { statusCode: 500 } } as const, [1]],
    ['a function that throws', { kind: 'throws' } as const, []],
  ])('count as 5xx only when the function answers so: %s', async (_title, behaviour, expected) => {
    const fn = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders', behaviour })
    expect((await call(makePublicUrl(fn))).status).toBeGreaterThanOrEqual(500)
    const values = await valuesOf(
      query('all', 'UrlRequestCount', 'Sum'),
      query('failed', 'Url5xxCount', 'Sum'),
    )
    expect(values).toEqual({ all: [1], failed: expected })
  })

  test('are not there for an id that names no URL', async () => {
    expect((await call('0123456789abcdefghijklmnopqrstuv')).status).toBe(403)
    expect(await valuesOf(query('all', 'UrlRequestCount', 'Sum'))).toEqual({ all: [] })
  })
})

describe('GetMetricData', () => {
  const location = {
    account: TEST_ACCOUNT,
    region: TEST_REGION,
    functionName: 'orders',
    qualifier: '$LATEST',
  }

  function traffic(requests: number, latencyMin: number, latencyMax: number): UrlTraffic {
    const latencySum = (requests * (latencyMin + latencyMax)) / 2
    return { requests, errors4xx: 0, errors5xx: 0, latencySum, latencyMin, latencyMax }
  }

  beforeEach(() => {
    clock = Date.now()
    const metrics = metricsOf(world.state)
    metrics.add(location, NOON, traffic(10, 5, 15))
    metrics.add(location, NOON + 59 * MINUTE, traffic(30, 1, 9))
    metrics.add(location, NOON + 60 * MINUTE, traffic(2, 7, 7))
    metrics.add({ ...location, region: 'eu-west-1' }, NOON, traffic(1000, 1, 1))
    metrics.add({ ...location, account: '222222222222' }, NOON, traffic(1000, 1, 1))
  })

  const span = { StartTime: new Date(NOON - HOUR), EndTime: new Date(NOON + 2 * HOUR) }

  test('sums up by period, newest first', async () => {
    const { MetricDataResults } = await read({
      ...span,
      MetricDataQueries: [query('a', 'UrlRequestCount', 'Sum')],
    })
    expect(MetricDataResults).toEqual([
      {
        Id: 'a',
        Label: 'UrlRequestCount',
        Timestamps: [new Date(NOON + HOUR), new Date(NOON)],
        Values: [2, 40],
        StatusCode: 'Complete',
      },
    ])
  })

  test.each([
    // 10 requests of 10 ms on average and 30 of 5 ms in the first hour.
    ['Sum', [250, 14]],
    ['Average', [250 / 40, 7]],
    ['SampleCount', [40, 2]],
    ['Minimum', [1, 7]],
    ['Maximum', [15, 7]],
  ])('knows the statistic %s', async (statistic, expected) => {
    const input = { ...span, ScanBy: 'TimestampAscending' as const }
    const { MetricDataResults = [] } = await read({
      ...input,
      MetricDataQueries: [query('a', 'UrlRequestLatency', statistic)],
    })
    expect(MetricDataResults[0]?.Values).toEqual(expected)
  })

  test('begins with the period that the start falls into and ends before the end', async () => {
    const StartTime = new Date(NOON + 30 * MINUTE)
    const input = { StartTime, EndTime: new Date(NOON + HOUR) }
    const { MetricDataResults = [] } = await read({
      ...input,
      MetricDataQueries: [query('a', 'UrlRequestCount', 'Sum')],
    })
    expect(MetricDataResults[0]?.Values).toEqual([40])
  })

  test('gives MaxDatapoints at a time', async () => {
    const MetricDataQueries = [
      query('a', 'UrlRequestCount', 'Sum', undefined, 60),
      query('b', 'UrlRequestCount', 'Sum'),
    ]
    const pages: unknown[] = []
    let NextToken: string | undefined
    do {
      const page = await read({ ...span, MetricDataQueries, MaxDatapoints: 2, NextToken })
      pages.push(page.MetricDataResults?.map(({ Values, StatusCode }) => [Values, StatusCode]))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(pages).toEqual([
      [
        [[2, 30], 'PartialData'],
        [[], 'PartialData'],
      ],
      [
        [[10], 'Complete'],
        [[2], 'PartialData'],
      ],
      [
        [[], 'Complete'],
        [[40], 'Complete'],
      ],
    ])
  })

  test('leaves out what is not to be returned', async () => {
    const hidden = { ...query('a', 'UrlRequestCount', 'Sum'), ReturnData: false }
    const { MetricDataResults } = await read({
      ...span,
      MetricDataQueries: [hidden, query('b', 'UrlRequestCount', 'Sum')],
    })
    expect(MetricDataResults?.map(({ Id }) => Id)).toEqual(['b'])
  })

  test.each([
    ['an Id in capitals', { MetricDataQueries: [query('A', 'UrlRequestCount', 'Sum')] }],
    [
      'the same Id twice',
      { MetricDataQueries: [query('a', 'UrlRequestCount', 'Sum'), query('a', 'Url4xxCount', 'Sum')] },
    ],
    ['a period of 90 seconds', { MetricDataQueries: [query('a', 'UrlRequestCount', 'Sum', undefined, 90)] }],
    ['a statistic it does not have', { MetricDataQueries: [query('a', 'UrlRequestLatency', 'p99')] }],
    ['an expression', { MetricDataQueries: [{ Id: 'a', Expression: '1 + 1' }] }],
    ['an end before the start', { StartTime: span.EndTime, EndTime: span.StartTime }],
  ])('refuses %s', async (_title, input) => {
    await expect(read({ ...span, ...input })).rejects.toMatchObject({
      name: expect.stringMatching(/^InvalidParameterValue/),
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('names the action that a principal may not do', async () => {
    const principal = addCredential(world.state, {
      account: TEST_ACCOUNT,
      denied: ['cloudwatch:GetMetricData'],
    })
    const denied = new CloudWatchClient({ ...world.clientConfig, credentials: principal })
    const call = denied.send(new GetMetricDataCommand({ ...span, MetricDataQueries: [] }))
    await expect(call).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied(Exception)?$/),
      message: expect.stringContaining('is not authorized to perform: cloudwatch:GetMetricData'),
      $metadata: { httpStatusCode: 403, requestId: expect.any(String) },
    })
    denied.destroy()
  })

  test('is written into the ledger', async () => {
    await read({ ...span, MetricDataQueries: [query('a', 'UrlRequestCount', 'Sum')] })
    expect(world.sandbox.ledger.read({ operation: 'GetMetricData' })).toMatchObject([
      { service: 'cloudwatch', account: TEST_ACCOUNT, region: TEST_REGION, status: 200 },
    ])
  })
})
