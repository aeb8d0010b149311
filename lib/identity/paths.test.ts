import { describe, expect, test } from 'vitest'
import * as api from '@/lib/identity/api-paths'
import * as paths from '@/lib/identity/paths'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'

/** Every address of the console is written down here once; whoever changes one changes links that people have. */
const own = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout-api',
  qualifier: '$LATEST',
}
const alias = { ...own, qualifier: 'live' }
/** No name that AWS gives, but a path can hold any. */
const odd = { ...own, functionName: 'a/b c?d#e%', qualifier: 'ü&1' }

const FUNCTION = '/functions/111111111111/eu-central-1/checkout-api'
const ODD_FUNCTION = '/functions/111111111111/eu-central-1/a%2Fb%20c%3Fd%23e%25'

describe('pages', () => {
  test('that stand once', () => {
    expect([paths.FUNCTIONS_PATH, paths.ACTIVITY_PATH]).toEqual(['/functions', '/activity'])
    expect(paths.changePath('0b9f8d7e-1111-4222-8333-444455556666')).toBe(
      '/activity/0b9f8d7e-1111-4222-8333-444455556666',
    )
    expect(paths.eventPath(12)).toBe('/activity/events/12')
    expect(paths.homeViewPath({ q: 'is:public a&b', sort: 'region' })).toBe(
      '/?q=is%3Apublic+a%26b&sort=region',
    )
    expect([paths.REQUESTS_PATH, paths.requestPath('r-1')]).toEqual(['/requests', '/requests/r-1'])
    expect(paths.failurePath('changed-elsewhere')).toBe('/failures#changed-elsewhere')
  })

  test.each([
    [own, FUNCTION],
    [odd, ODD_FUNCTION],
  ])('a function', (identity, path) => {
    expect(paths.functionPath(identity)).toBe(path)
  })

  test.each<[FunctionUrlIdentity, paths.FunctionUrlTab | undefined, string]>([
    [alias, undefined, `${FUNCTION}/urls/live`],
    [alias, 'cors', `${FUNCTION}/urls/live/cors`],
    [alias, 'access', `${FUNCTION}/urls/live/access`],
    [alias, 'try', `${FUNCTION}/urls/live/try`],
    [alias, 'code', `${FUNCTION}/urls/live/code`],
    [alias, 'activity', `${FUNCTION}/urls/live/activity`],
    [alias, 'edit', `${FUNCTION}/urls/live/edit`],
    [own, undefined, `${FUNCTION}/urls/%24LATEST`],
    [own, 'edit', `${FUNCTION}/urls/%24LATEST/edit`],
    [odd, undefined, `${ODD_FUNCTION}/urls/%C3%BC%261`],
    [odd, 'cors', `${ODD_FUNCTION}/urls/%C3%BC%261/cors`],
  ])('a function URL %j, tab %s', (identity, tab, path) => {
    expect(paths.functionUrlPath(identity, tab)).toBe(path)
  })

  test.each([
    [undefined, '/functions/create'],
    [{}, '/functions/create'],
    [
      { account: own.account, region: own.region, functionName: own.functionName },
      '/functions/create?account=111111111111&region=eu-central-1&functionName=checkout-api',
    ],
    [
      own,
      '/functions/create?account=111111111111&region=eu-central-1&functionName=checkout-api&qualifier=%24LATEST',
    ],
    [
      odd,
      '/functions/create?account=111111111111&region=eu-central-1&functionName=a%2Fb+c%3Fd%23e%25&qualifier=%C3%BC%261',
    ],
    [{ recreates: 'change-1' }, '/functions/create?recreates=change-1'],
  ])('the form for a new one, started with %j', (start, path) => {
    expect(paths.createPath(start)).toBe(path)
  })
})

describe('the API', () => {
  test('what stands once', () => {
    expect([
      api.FUNCTIONS_API_PATH,
      api.FUNCTION_URLS_API_PATH,
      api.CHANGES_API_PATH,
      api.CONNECTION_API_PATH,
      api.TRAFFIC_API_PATH,
      api.OUTSIDE_API_PATH,
      api.SETTINGS_API_PATH,
    ]).toEqual([
      ...['/api/functions', '/api/function-urls', '/api/changes', '/api/connection'],
      ...['/api/traffic', '/api/outside', '/api/settings'],
    ])
    expect([api.ACTIVITY_API_PATH, api.ACTIVITY_EXPORT_API_PATH, api.RECORD_HEAD_API_PATH]).toEqual([
      '/api/activity',
      '/api/activity/export',
      '/api/activity/head',
    ])
    expect(api.changeApiPath('change-1')).toBe('/api/changes/change-1')
  })

  test.each([
    [own, `/api${FUNCTION}`, '%24LATEST'],
    [alias, `/api${FUNCTION}`, 'live'],
    [odd, `/api${ODD_FUNCTION}`, '%C3%BC%261'],
  ])('of %j', (identity, path, qualifier) => {
    expect(api.functionApiPath(identity)).toBe(path)
    expect(api.functionUrlsApiPath(identity)).toBe(`${path}/urls`)
    expect(api.reservationApiPath(identity)).toBe(`${path}/reservation`)
    expect(api.ownerApiPath(identity)).toBe(`${path}/owner`)
    expect(api.policyApiPath(identity)).toBe(`${path}/policies/${qualifier}`)
    expect(api.functionUrlApiPath(identity)).toBe(`${path}/urls/${qualifier}`)
    expect(api.functionUrlApiPath(identity, 'invocation-facts')).toBe(
      `${path}/urls/${qualifier}/invocation-facts`,
    )
    expect(api.functionUrlApiPath(identity, 'send')).toBe(`${path}/urls/${qualifier}/send`)
    expect(api.functionUrlApiPath(identity, 'traffic')).toBe(`${path}/urls/${qualifier}/traffic`)
    expect(api.functionUrlApiPath(identity, 'traffic-series')).toBe(
      `${path}/urls/${qualifier}/traffic-series`,
    )
  })
})

describe('addresses read back', () => {
  test.each([own, alias])('are the identity that made them', (identity) => {
    const [, , account, region, functionName, , qualifier] = paths.functionUrlPath(identity).split('/')
    const answer = paths.identityOfParams(functionUrlIdentitySchema, {
      account,
      region,
      functionName,
      qualifier,
    })
    expect(answer).toEqual({ ok: true, value: identity })
  })

  test('a malformed one names the part', () => {
    const answer = paths.identityOfParams(functionUrlIdentitySchema, { ...own, account: '12' })
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', issues: [{ path: 'account' }] },
    })
  })
})
