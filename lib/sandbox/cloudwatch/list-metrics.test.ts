import {
  CloudWatchClient,
  ListMetricsCommand,
  type ListMetricsCommandInput,
} from '@aws-sdk/client-cloudwatch'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { metricsOf } from '@/lib/sandbox/metrics'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const DAY = 86_400_000
const HOUR = 3_600_000
const TRAFFIC = { requests: 1, errors4xx: 0, errors5xx: 0, latencySum: 9, latencyMin: 9, latencyMax: 9 }

let world: TestWorld
let cloudwatch: CloudWatchClient

beforeEach(async () => {
  world = await startTestWorld()
  cloudwatch = new CloudWatchClient(world.clientConfig)
})

afterEach(async () => {
  cloudwatch.destroy()
  await world.close()
})

function called(functionName: string, ago: number, qualifier = '$LATEST', region = TEST_REGION): void {
  const url = { account: TEST_ACCOUNT, region, functionName, qualifier }
  metricsOf(world.state).add(url, Date.now() - ago, TRAFFIC)
}

async function list(input: Partial<ListMetricsCommandInput> = {}) {
  const asked = { Namespace: 'AWS/Lambda', MetricName: 'UrlRequestCount', ...input }
  return cloudwatch.send(new ListMetricsCommand(asked))
}

const resourcesIn = ({ Metrics = [] }: Awaited<ReturnType<typeof list>>) =>
  Metrics.map(({ Dimensions = [] }) => Dimensions.map(({ Value }) => Value).join(' '))

describe('ListMetrics', () => {
  test('lists the function and its URLs by the dimensions that were recorded', async () => {
    called('orders', HOUR)
    called('orders', HOUR, 'live')
    called('elsewhere', HOUR, '$LATEST', 'eu-west-3')
    expect(resourcesIn(await list())).toEqual(['orders', 'orders orders', 'orders orders:live'])
  })

  test('spells the own URL as the developer guide does where the account is told to', async () => {
    world.account.spellsLatestInMetrics = true
    called('orders', HOUR)
    expect(resourcesIn(await list())).toEqual(['orders', 'orders orders:$LATEST'])
  })

  test('forgets after two weeks, and sooner when only what was active lately is asked for', async () => {
    called('quiet', 15 * DAY)
    called('slow', DAY)
    called('busy', HOUR)
    const byUrl = { Dimensions: [{ Name: 'Resource' }] }
    expect(resourcesIn(await list(byUrl))).toEqual(['busy busy', 'slow slow'])
    expect(resourcesIn(await list({ ...byUrl, RecentlyActive: 'PT3H' }))).toEqual(['busy busy'])
  })

  test('filters by the value of a dimension, by namespace and by metric', async () => {
    called('orders', HOUR)
    called('parcels', HOUR)
    const Dimensions = [{ Name: 'FunctionName', Value: 'parcels' }]
    expect(resourcesIn(await list({ Dimensions }))).toEqual(['parcels', 'parcels parcels'])
    expect(resourcesIn(await list({ Namespace: 'AWS/SQS' }))).toEqual([])
    expect(resourcesIn(await list({ MetricName: 'Duration' }))).toEqual([])
  })

  test('gives 500 a page', async () => {
    for (let index = 0; index < 501; index += 1) called(`f${String(index).padStart(3, '0')}`, HOUR)
    const Dimensions = [{ Name: 'Resource' }]
    const first = await list({ Dimensions })
    const second = await list({ Dimensions, NextToken: first.NextToken })
    expect([first.Metrics?.length, second.Metrics?.length, second.NextToken]).toEqual([500, 1, undefined])
  })
})
