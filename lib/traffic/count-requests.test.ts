import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, OTHER_ACCOUNT, REGION, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { getInventory, listInventory } from '@/lib/inventory/read'
import { addAlias, addFunction, addFunctionUrl } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import { sweepTarget } from '@/lib/sweep/sweep-target'
import { countRequestsOfTarget, listDailyRequests } from '@/lib/traffic/list-daily'
import { getTraffic, getTrafficSeries } from '@/lib/traffic/read'

let world: AwsWorld
afterEach(() => world.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR

function addUrl(functionName: string, qualifier = '$LATEST') {
  const known = world.region.functions.get(functionName)
  const owner = known ?? addFunction(world.region, { name: functionName })
  if (qualifier !== '$LATEST') addAlias(owner, { name: qualifier })
  addFunctionUrl(world.state, owner, { qualifier, authType: 'AWS_IAM' })
  return { ...TARGET, functionName, qualifier }
}

function addRequests(url: ReturnType<typeof addUrl>, ago: number, requests: number, errors5xx = 0) {
  const traffic = {
    requests,
    errors4xx: 1,
    errors5xx,
    latencySum: requests * 20,
    latencyMin: 5,
    latencyMax: 90,
  }
  metricsOf(world.state).add(url, Date.now() - ago, traffic)
}

const text = (...urls: ReturnType<typeof addUrl>[]) =>
  urls.map(({ account, region, functionName, qualifier }) =>
    [account, region, functionName, qualifier].join('/'),
  )
const calls = () => world.sandbox.ledger.read({ operation: 'GetMetricData', region: REGION })
const sweep = () => sweepTarget(TARGET, 'mia', new AbortController().signal)

async function sums(...urls: ReturnType<typeof addUrl>[]) {
  const { urls: found } = await ask(listDailyRequests, { url: text(...urls) })
  return found.map(({ identity, answer }) => {
    const sum = answer.ok ? answer.value.days.reduce((total, each) => total + each, 0) : answer.failure.code
    return `${identity.functionName}:${identity.qualifier} ${sum}`
  })
}

describe('requests of many function URLs', () => {
  test('are asked for in one call, day by day, each URL apart from its sister', async () => {
    world = await startAwsWorld()
    const [own, alias, quiet] = [addUrl('orders'), addUrl('orders', 'live'), addUrl('quiet')]
    addRequests(own, HOUR, 3)
    addRequests(own, 5 * DAY, 40)
    addRequests(alias, HOUR, 7)
    addRequests(own, 40 * DAY, 900)
    expect(await sums(own, alias, quiet)).toEqual(['orders:$LATEST 43', 'orders:live 7', 'quiet:$LATEST 0'])
    expect(calls()).toHaveLength(1)
  })

  test('are found where CloudWatch spells a function’s own URL as the developer guide does', async () => {
    world = await startAwsWorld()
    world.account.spellsLatestInMetrics = true
    const [own, alias] = [addUrl('orders'), addUrl('orders', 'live')]
    addRequests(own, HOUR, 3)
    addRequests(alias, HOUR, 7)
    expect(await sums(own, alias)).toEqual(['orders:$LATEST 3', 'orders:live 7'])
    expect(await ask(getTraffic, own)).toMatchObject({ lastHour: expect.any(Number), last30Days: 3 })
    expect((await ask(getTrafficSeries, { ...own, range: '24h' })).points).toHaveLength(1)
  })

  test('are kept in the index with their age, sorted and counted there, and not asked for again', async () => {
    world = await startAwsWorld()
    const [own, quiet] = [addUrl('orders'), addUrl('quiet')]
    const never = addUrl('never-counted')
    addRequests(own, HOUR, 12)
    await sweep()
    expect((await ask(getInventory, {})).counts).toMatchObject({ quiet: 0, uncounted: 3 })
    await sums(own, quiet)
    const before = calls().length
    expect(await sums(own, quiet)).toEqual(['orders:$LATEST 12', 'quiet:$LATEST 0'])
    expect(calls()).toHaveLength(before)
    const { counts } = await ask(getInventory, {})
    expect(counts).toMatchObject({ quiet: 1, uncounted: 1 })
    const { rows } = await ask(listInventory, { sort: 'requests', order: 'desc' })
    expect(rows.map(({ functionName, requests30d }) => `${functionName} ${requests30d}`)).toEqual([
      'orders 12',
      'quiet 0',
      `${never.functionName} undefined`,
    ])
    // What a later sweep reads of the URL does not forget what was counted.
    await sweep()
    expect((await ask(getInventory, {})).counts).toMatchObject({ quiet: 1, uncounted: 1 })
  })

  test('that may not be read are a failure of that account alone, and unknown', async () => {
    world = await startAwsWorld({ denied: ['cloudwatch:GetMetricData'] })
    const own = addUrl('orders')
    const elsewhere = { ...own, account: OTHER_ACCOUNT }
    await sweep()
    expect(await sums(own, elsewhere)).toEqual(['orders:$LATEST access-denied', 'orders:$LATEST 0'])
    expect((await ask(getInventory, {})).counts).toMatchObject({ quiet: 0, uncounted: 1 })
  })

  test('of more than 500 URLs take a second call', async () => {
    world = await startAwsWorld()
    const urls = Array.from({ length: 501 }, (_, index) => ({
      functionName: `f-${index}`,
      qualifier: 'live',
    }))
    const { counted } = await ask(countRequestsOfTarget, { ...TARGET, urls })
    expect(counted).toHaveLength(501)
    expect(calls()).toHaveLength(2)
  })
})

describe('the series of one function URL', () => {
  test('has requests, errors and latency by the period, and nothing where there was no datum', async () => {
    world = await startAwsWorld()
    const own = addUrl('orders')
    addRequests(own, 2 * HOUR, 10, 2)
    addRequests(own, 26 * HOUR, 99)
    const { points, period } = await ask(getTrafficSeries, { ...own, range: '24h' })
    expect(points).toMatchObject([
      { requests: 10, errors4xx: 1, errors5xx: 2, averageLatency: 20, longestLatency: 90 },
    ])
    expect((points[0]?.at ?? 1) % period).toBe(0)
    expect(await ask(getTrafficSeries, { ...own, range: '3h' })).toMatchObject({ points: [{ requests: 10 }] })
    const week = await ask(getTrafficSeries, { ...own, range: '7d' })
    expect(week.points.map(({ requests }) => requests)).toEqual([99, 10])
    expect(await ask(getTrafficSeries, { ...addUrl('quiet'), range: '30d' })).toMatchObject({ points: [] })
  })

  test('that may not be read is a failure with the action that is missing', async () => {
    world = await startAwsWorld({ denied: ['cloudwatch:GetMetricData'] })
    await expect(ask(getTrafficSeries, addUrl('orders'))).rejects.toMatchObject({
      failure: { code: 'access-denied', missing: { action: 'cloudwatch:GetMetricData' } },
    })
  })
})
