import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import {
  type FunctionUrlConfig,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createState } from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import { metricsOf } from '@/lib/sandbox/metrics'
import { seedCanaries } from '@/lib/sandbox/seed/canaries'
import {
  FRANKFURT,
  PARTNERS,
  PRODUCTION,
  SEED_ACCESS_KEY_ID,
  SEED_ACCOUNT_NAMES,
  SEED_REGIONS,
  SEED_ROLE_ARNS,
  SEED_SECRET_ACCESS_KEY,
  STAGING,
  VIRGINIA,
} from '@/lib/sandbox/seed/company'
import { seedCompany } from '@/lib/sandbox/seed/seed-company'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { FunctionState, SandboxState } from '@/lib/sandbox/state'
import { trailOf } from '@/lib/sandbox/trail/trail'

const NOW = Date.now()
const HOUR = 3600_000
const DAY = 24 * HOUR

let state: SandboxState
let sandbox: Sandbox

beforeAll(async () => {
  state = createState()
  seedCompany(state, NOW)
  sandbox = await startSandbox({ state, throttle: false })
})

afterAll(() => sandbox.close())

function functionsOf(world: SandboxState): FunctionState[] {
  return [...world.accounts.values()].flatMap(({ regions }) =>
    [...regions.values()].flatMap(({ functions }) => [...functions.values()]),
  )
}

function find(name: string, account = PRODUCTION, region = FRANKFURT): FunctionState {
  const found = state.accounts.get(account)?.regions.get(region)?.functions.get(name)
  if (found === undefined) throw new Error(`no function ${name}`)
  return found
}

function operator(region: string) {
  const credentials = { accessKeyId: SEED_ACCESS_KEY_ID, secretAccessKey: SEED_SECRET_ACCESS_KEY }
  return { endpoint: sandbox.url, region, credentials, maxAttempts: 1 }
}

async function inAccount(account: string, region: string) {
  const RoleArn = SEED_ROLE_ARNS.find((arn) => arn.includes(account))
  if (RoleArn === undefined) return operator(region)
  const sts = new STSClient(operator(region))
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }))
  sts.destroy()
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {}
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
  return { ...operator(region), credentials }
}

describe('the company', () => {
  test('is large enough to need paging', () => {
    const functions = functionsOf(state)
    expect(functions.length).toBeGreaterThan(150)
    expect(state.accounts.get(PRODUCTION)?.regions.get(FRANKFURT)?.functions.size).toBeGreaterThan(60)
    const plain = functions.filter(({ name }) => name !== 'tenant-router')
    const urls = plain.reduce((sum, { urls }) => sum + urls.size, 0)
    expect(urls).toBeGreaterThanOrEqual(60)
    expect(find('tenant-router').aliases.size).toBeGreaterThan(60)
    expect(find('tenant-router').urls.size).toBeGreaterThan(50)
  })

  test('gives every URL an address of its own', () => {
    const ids = functionsOf(state).flatMap(({ urls }) => [...urls.values()].map(({ urlId }) => urlId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(state.urlIds.size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{32}$/)
  })

  test('uses only names that AWS takes', () => {
    for (const { name, aliases, description } of functionsOf(state)) {
      expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
      expect(description.length).toBeLessThanOrEqual(256)
      for (const alias of aliases.keys()) expect(alias).toMatch(/^(?!\d+$)[a-zA-Z0-9_-]{1,128}$/)
    }
    expect(functionsOf(state).some(({ name }) => name.length === 64)).toBe(true)
  })

  test('is the same every time', () => {
    const again = createState()
    seedCompany(again, NOW)
    expect(functionsOf(again)).toEqual(functionsOf(state))
    const span = { account: PRODUCTION, region: FRANKFURT, functionName: 'image-resize', start: 0, end: NOW }
    expect(metricsOf(again).read(span)).toEqual(metricsOf(state).read(span))
  })

  test('has a past that the event history tells: who changed which URL past the console', () => {
    const events = trailOf(state).read(PRODUCTION, FRANKFURT, NOW - 90 * DAY, NOW)
    expect(new Set(events.map(({ eventName }) => eventName))).toEqual(
      new Set(['CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig']),
    )
    expect(new Set(events.map(({ username }) => username)).size).toBeGreaterThan(2)
    for (const { event } of events) {
      const { functionName } = event.requestParameters as { functionName: string }
      expect(find(functionName).urls.size).toBeGreaterThan(0)
    }
    const again = createState()
    seedCompany(again, NOW)
    expect(trailOf(again).read(PRODUCTION, FRANKFURT, 0, NOW)).toEqual(
      trailOf(state).read(PRODUCTION, FRANKFURT, 0, NOW),
    )
  })

  test('has a canary in the environment of every function', () => {
    const functions = functionsOf(state)
    for (const { environment } of functions) expect(seedCanaries).toContain(environment?.DATABASE_PASSWORD)
    expect(new Set(seedCanaries).size).toBe(functions.length * 2)
    for (const canary of seedCanaries) expect(canary).toMatch(/^CANARY-[0-9a-f]{16}-[a-z-]+$/)
  })
})

describe('read by the AWS SDK', () => {
  async function listFunctions(lambda: LambdaClient): Promise<string[]> {
    const names: string[] = []
    let Marker: string | undefined
    do {
      const page = await lambda.send(new ListFunctionsCommand({ Marker }))
      names.push(...(page.Functions ?? []).map(({ FunctionName = '' }) => FunctionName))
      Marker = page.NextMarker
    } while (Marker !== undefined)
    return names
  }

  test('lists every function of every account and region', async () => {
    const listed: string[] = []
    for (const account of Object.keys(SEED_ACCOUNT_NAMES)) {
      for (const region of SEED_REGIONS) {
        const lambda = new LambdaClient(await inAccount(account, region))
        listed.push(...(await listFunctions(lambda)).map((name) => `${account}/${region}/${name}`))
        lambda.destroy()
      }
    }
    const known = functionsOf(state).map(({ account, region, name }) => `${account}/${region}/${name}`)
    expect(listed.toSorted()).toEqual(known.toSorted())
  })

  test('pages the URLs of one function', async () => {
    const lambda = new LambdaClient(operator(FRANKFURT))
    const FunctionName = 'tenant-router'
    const configs: FunctionUrlConfig[] = []
    const sizes: number[] = []
    let Marker: string | undefined
    do {
      const page = await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }))
      configs.push(...(page.FunctionUrlConfigs ?? []))
      sizes.push(page.FunctionUrlConfigs?.length ?? 0)
      Marker = page.NextMarker
    } while (Marker !== undefined)
    lambda.destroy()
    expect(sizes).toEqual([50, 5])
    expect(new Set(configs.map(({ FunctionUrl }) => FunctionUrl)).size).toBe(55)
  })

  test('has a month of traffic, and none in the partners account for lack of a right', async () => {
    const query = {
      Id: 'requests',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: 'UrlRequestCount',
          Dimensions: [
            { Name: 'FunctionName', Value: 'checkout-api' },
            { Name: 'Resource', Value: 'checkout-api:live' },
          ],
        },
        Period: 86_400,
        Stat: 'Sum',
      },
    }
    const span = { StartTime: new Date(NOW - 30 * DAY), EndTime: new Date(NOW), MetricDataQueries: [query] }
    const cloudwatch = new CloudWatchClient(operator(FRANKFURT))
    const { MetricDataResults = [] } = await cloudwatch.send(new GetMetricDataCommand(span))
    cloudwatch.destroy()
    expect(MetricDataResults[0]?.Values?.length).toBeGreaterThanOrEqual(30)

    const partners = new CloudWatchClient(await inAccount(PARTNERS, FRANKFURT))
    const refused = partners.send(new GetMetricDataCommand(span))
    await expect(refused).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) })
    partners.destroy()
  })
})

describe('every state of a function URL', () => {
  const PUBLIC = 200
  const REFUSED = 403

  test.each([
    ['public and reachable', 'webhook-stripe', '$LATEST', PUBLIC],
    ['public through an alias', 'checkout-api', 'live', PUBLIC],
    ['streamed', 'status-page-feed', '$LATEST', PUBLIC],
    ['direct Invoke open as well', 'pdf-invoice', '$LATEST', PUBLIC],
    ['without any permission', 'newsletter-signup', '$LATEST', REFUSED],
    ['with the URL permission only', 'feedback-form', '$LATEST', REFUSED],
    ['with the function permission only', 'returns-portal-api', '$LATEST', REFUSED],
    ['for a role of the account', 'label-printer', '$LATEST', REFUSED],
    ['for a role of another account', 'customs-declaration', 'v5', REFUSED],
    ['for the organisation', 'org-directory', '$LATEST', REFUSED],
    ['grant on the function, URL on the alias', 'order-export', 'live', REFUSED],
    ['alias deleted', 'driver-checkin', 'pilot', REFUSED],
    ['closed by a Deny', 'geo-lookup', '$LATEST', REFUSED],
    ['lists and no ids', 'partner-callback', '$LATEST', REFUSED],
    ['throttled to zero', 'promo-countdown', '$LATEST', 429],
    ['a function that fails', 'nightly-digest', '$LATEST', 502],
  ])('%s: an unsigned call to %s:%s answers %i', async (_title, name, qualifier, status) => {
    const url = find(name).urls.get(qualifier)
    const address = { port: sandbox.port, urlId: url?.urlId ?? '', region: FRANKFURT }
    expect((await callFunctionUrl(address)).status).toBe(status)
  })

  test('has functions that stream, take their time, fail and set CORS headers of their own', () => {
    const kinds = new Set(functionsOf(state).map(({ behaviour }) => behaviour.kind))
    expect([...kinds].toSorted()).toEqual(['echo', 'returns', 'slow', 'streams', 'throws'])
    expect(find('status-page-feed').urls.get('$LATEST')?.invokeMode).toBe('RESPONSE_STREAM')
  })

  test('sends a header of CORS twice where function and configuration both set it', async () => {
    const urlId = find('search-suggest').urls.get('$LATEST')?.urlId ?? ''
    const headers = { Origin: 'https://www.kestrel-parcel.example' }
    const { lines } = await callFunctionUrl({ port: sandbox.port, urlId, region: FRANKFURT, headers })
    const origins = lines.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin')
    expect(origins.map(([, value]) => value)).toEqual(['*', 'https://www.kestrel-parcel.example'])
  })

  test('has statements left behind without a URL', () => {
    const left = functionsOf(state).filter(({ urls, policies }) => urls.size === 0 && policies.size > 0)
    expect(left.map(({ name }) => name)).toContain('legacy-rate-table')
  })

  test('has the alias gone and its policy with it', () => {
    const { urls, aliases, policies } = find('driver-checkin')
    expect([urls.has('pilot'), aliases.has('pilot'), policies.has('pilot')]).toEqual([true, false, false])
  })

  test('has every kind of dangerous CORS', () => {
    const cors = functionsOf(state).flatMap(({ urls }) => [...urls.values()].flatMap((url) => url.cors ?? []))
    const origins = cors.flatMap(({ AllowOrigins = [] }) => AllowOrigins)
    expect(
      cors.some(({ AllowOrigins, AllowCredentials }) => AllowOrigins?.includes('*') && AllowCredentials),
    ).toBe(true)
    expect(
      cors.some(({ AllowOrigins, AllowCredentials }) => AllowOrigins?.includes('*') && !AllowCredentials),
    ).toBe(true)
    expect(origins.some((origin) => /^http:\/\/(?!localhost|127)/.test(origin))).toBe(true)
    expect(origins).toContain('http://localhost:3000')
    expect(cors.some(({ AllowOrigins = [] }) => AllowOrigins.length >= 40)).toBe(true)
  })

  test('has every kind of statement', () => {
    const statements = functionsOf(state).flatMap(({ policies }) =>
      [...policies.values()].flatMap((policy) => policy.statements),
    )
    const has = (test: (statement: (typeof statements)[number]) => boolean) => statements.some(test)
    expect(has(({ Effect }) => Effect === 'Deny')).toBe(true)
    expect(has(({ Sid }) => Sid === undefined)).toBe(true)
    expect(has(({ Action }) => Array.isArray(Action))).toBe(true)
    expect(has(({ Principal }) => JSON.stringify(Principal).includes('['))).toBe(true)
    expect(has(({ Principal }) => JSON.stringify(Principal).includes('s3.amazonaws.com'))).toBe(true)
    expect(has(({ Principal }) => JSON.stringify(Principal).includes('apigateway.amazonaws.com'))).toBe(true)
    expect(has(({ Condition }) => Condition?.StringEquals?.['aws:PrincipalOrgID'] !== undefined)).toBe(true)
    expect(
      has(
        ({ Principal, Action, Condition }) =>
          Principal === '*' && Action === 'lambda:InvokeFunction' && !Condition,
      ),
    ).toBe(true)
    expect(find('event-fanout').policies.get('$LATEST')?.statements.length).toBeGreaterThan(20)
  })

  test('has hostile text, an alias called LATEST and routing weights', () => {
    expect(find('content-preview').description).toMatch(/<script>.*\u202E/)
    expect(find('feature-preview', STAGING).urls.has('LATEST')).toBe(true)
    expect(find('checkout-api').aliases.get('canary')?.routing).toEqual({ '15': 0.1 })
    expect(find('checkout-api', PRODUCTION, VIRGINIA).urls.size).toBe(1)
  })
})
