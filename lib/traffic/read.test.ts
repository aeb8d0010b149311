import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import {
  ACCOUNT,
  type AwsWorld,
  contextFor,
  REGION,
  startAwsWorld,
  TARGET,
} from '@/lib/aws/fixtures/aws-world'
import { addAlias, addFunction, addFunctionUrl } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import { getTraffic } from '@/lib/traffic/read'

let world: AwsWorld
afterEach(() => world.close())

const identity = { ...TARGET, functionName: 'checkout-api', qualifier: 'live' }
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function addCheckout() {
  const checkout = addFunction(world.region, { name: 'checkout-api' })
  addAlias(checkout, { name: 'live' })
  for (const qualifier of ['$LATEST', 'live']) addFunctionUrl(world.state, checkout, { qualifier })
}

function addRequests(qualifier: string, ago: number, requests: number) {
  const url = { account: ACCOUNT, region: REGION, functionName: 'checkout-api', qualifier }
  const traffic = { requests, errors4xx: 0, errors5xx: 0, latencySum: 0, latencyMin: 0, latencyMax: 0 }
  metricsOf(world.state).add(url, Date.now() - ago, traffic)
}

describe('getTraffic', () => {
  test('sums the last hour, day and 30 days of that URL alone', async () => {
    world = await startAwsWorld()
    addCheckout()
    addRequests('live', 10 * MINUTE, 3)
    addRequests('live', 5 * HOUR, 40)
    addRequests('live', 20 * DAY, 500)
    addRequests('live', 40 * DAY, 9000)
    addRequests('$LATEST', 10 * MINUTE, 7)
    expect(await ask(getTraffic, identity, contextFor())).toMatchObject({
      lastHour: 3,
      lastDay: 43,
      last30Days: 543,
    })
    const own = await ask(getTraffic, { ...identity, qualifier: '$LATEST' }, contextFor())
    expect(own.last30Days).toBe(7)
  })

  test('a URL that nobody called has none', async () => {
    world = await startAwsWorld()
    addCheckout()
    const traffic = await ask(getTraffic, identity, contextFor())
    expect(traffic).toMatchObject({ lastHour: 0, lastDay: 0, last30Days: 0 })
  })

  test('what may not be read is a failure that names the action, never 0', async () => {
    world = await startAwsWorld({ denied: ['cloudwatch:GetMetricData'] })
    addCheckout()
    await expect(ask(getTraffic, identity, contextFor())).rejects.toMatchObject({
      failure: { code: 'access-denied', missing: { action: 'cloudwatch:GetMetricData', resource: '*' } },
    })
  })
})
