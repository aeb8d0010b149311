import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { perform } from '@/lib/auth/verb'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import { startToldProvider, type ToldProvider } from '@/lib/sandbox/oidc/told-provider'
import { administersBy } from '@/lib/sessions/rights-of-person'
import { Browser, closeTeamWorld, openTeamWorld } from '@/lib/sign-in/fixtures/team-world'
import { beginWithProvider, finishWithProvider } from '@/lib/sign-in/with-provider'

const CLIENT = 'function-url-console'
const SECRET = 'canary-client-secret'

let provider: ToldProvider
const settings: Record<string, string> = {}
const written = vi.spyOn(process.stdout, 'write')

beforeAll(async () => {
  provider = await startToldProvider(CLIENT)
  Object.assign(settings, {
    CONSOLE_OIDC_ISSUER: provider.issuer,
    CONSOLE_OIDC_CLIENT_ID: CLIENT,
    CONSOLE_OIDC_CLIENT_SECRET: SECRET,
    CONSOLE_ADMIN_GROUP: 'admins',
  })
  await openTeamWorld(settings)
})
beforeEach(() => {
  provider.told = {}
})
afterAll(async () => {
  await closeTeamWorld(settings)
  await provider.close()
  const log = written.mock.calls.map(([text]) => String(text)).join('')
  written.mockRestore()
  for (const canary of [SECRET, 'canary-access-token']) expect(log).not.toContain(canary)
})

interface Begun {
  browser: Browser
  url: URL
  query: Record<string, string>
}

/** Somebody who has been sent to the provider, with what they come back with. */
async function begun(
  input: { next?: string; isProof?: boolean } = {},
  browser = new Browser(),
): Promise<Begun> {
  const context = browser.session ? await browser.context() : browser.stranger()
  const answer = await perform(beginWithProvider, context, input)
  browser.take(answer.cookies)
  const url = new URL(answer.value.url)
  provider.nonce = url.searchParams.get('nonce') ?? ''
  return { browser, url, query: { code: 'a-code', state: url.searchParams.get('state') ?? '' } }
}

async function finished({ browser, query }: Begun) {
  const context = browser.session ? await browser.context() : browser.stranger()
  const answer = await perform(finishWithProvider, context, query)
  browser.take(answer.cookies)
  return answer.value.location
}

const REFUSED = { failure: { code: 'sign-in-refused' } }
const people = () => fromOutside((db) => db.selectFrom('people').selectAll().execute())

describe('signing in with a provider', () => {
  test('asks with PKCE, state and nonce, and leads back to where one was', async () => {
    provider.told = { claims: { groups: ['engineering'] } }
    const started = await begun({ next: '/findings?severity=high' })
    const { searchParams } = started.url
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('redirect_uri')).toBe('http://localhost:3000/sign-in/callback')
    expect(await finished(started)).toBe('/findings?severity=high')
    const verifier = provider.exchanges.at(-1)?.get('code_verifier') ?? ''
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(searchParams.get('code_challenge'))
    const { actor, rights } = await started.browser.context()
    expect(actor).toMatchObject({ kind: 'person', name: 'Mia' })
    expect(rights.grants).toEqual([])
  })

  test('the group of administrators administers, and no more once the provider tells otherwise', async () => {
    provider.told = { claims: { groups: ['admins'] } }
    const first = await begun()
    await finished(first)
    expect((await first.browser.context()).rights.grants).toEqual([{ role: 'admin', scope: 'everything' }])
    expect((await people()).map(administersBy)).toContain('CONSOLE_ADMIN_GROUP')
    provider.told = { claims: { groups: ['engineering'] } }
    await finished(await begun({}, first.browser))
    expect((await first.browser.context()).rights.grants).toEqual([])
    expect((await people()).map(administersBy)).not.toContain('CONSOLE_ADMIN_GROUP')
  })

  test('groups that only userinfo tells count', async () => {
    provider.told = { userinfo: { sub: 'mia', groups: ['admins'] } }
    const started = await begun()
    await finished(started)
    expect((await started.browser.context()).rights.grants).toHaveLength(1)
  })

  test.each([
    ['too many groups to be told', { _claim_names: { groups: 'src1' }, groups: ['admins'] }, 'overage'],
    ['no groups', {}, 'missing'],
    [
      'a list that was cut off',
      { groups: ['admins', ...Array.from({ length: 99 }, (_, at) => `g${at}`)] },
      'truncated',
    ],
  ])('%s lets nobody gain, and is kept for the administrator', async (_, claims, problem) => {
    provider.told = { claims }
    const started = await begun()
    expect(await finished(started)).toBe('/')
    expect((await started.browser.context()).rights.grants).toEqual([])
    expect(await people()).toMatchObject([{ groups: '[]', groups_problem: problem }])
  })
})

const hourAgo = () => Math.floor(Date.now() / 1000) - 3_600

describe('what is not believed', () => {
  test.each<[string, () => ToldProvider['told']]>([
    ['a signature of somebody else', () => ({ isForged: true })],
    ['no signature', () => ({ isUnsigned: true })],
    ['another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['another audience', () => ({ claims: { aud: 'another-client' } })],
    ['another nonce', () => ({ claims: { nonce: 'another' } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['a token that has expired', () => ({ claims: { iat: hourAgo(), exp: hourAgo() + 300 } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
  ])('%s', async (_, told) => {
    provider.told = told()
    const started = await begun()
    await expect(finished(started)).rejects.toMatchObject(REFUSED)
    expect(started.browser.session).toBeUndefined()
  })

  test('a code that comes a second time', async () => {
    const started = await begun()
    const copy = new Browser()
    copy.take([
      { kind: 'browser', value: /browser-\d+=([\w-]+)/.exec(started.browser.header)?.[1] ?? '', maxAge: 60 },
    ])
    await finished(started)
    await expect(finished({ ...started, browser: copy })).rejects.toMatchObject(REFUSED)
  })

  test('an answer in another browser than the one that asked', async () => {
    const started = await begun()
    await expect(finished({ ...started, browser: new Browser() })).rejects.toMatchObject(REFUSED)
    const other = await begun()
    await expect(finished({ ...started, browser: other.browser })).rejects.toMatchObject(REFUSED)
  })

  test('a state that nobody asked for, or none', async () => {
    const { browser } = await begun()
    for (const query of [{ code: 'x', state: 'a'.repeat(43) }, { code: 'x' }, {}])
      await expect(perform(finishWithProvider, browser.stranger(), query)).rejects.toMatchObject(REFUSED)
  })

  test('the provider’s own refusal', async () => {
    const started = await begun()
    const query = { state: started.query.state ?? '', error: 'access_denied' }
    await expect(finished({ ...started, query })).rejects.toMatchObject(REFUSED)
  })

  test('an answer after ten minutes', async () => {
    const { browser, query } = await begun()
    const later = new Date(Date.now() + 11 * 60_000)
    await expect(perform(finishWithProvider, browser.stranger(later), query)).rejects.toMatchObject(REFUSED)
  })
})

describe('proving once more', () => {
  const now = () => Math.floor(Date.now() / 1000)

  async function signedIn(authTime: number | undefined): Promise<Browser> {
    provider.told = { claims: { groups: [], auth_time: authTime } }
    const started = await begun()
    await finished(started)
    return started.browser
  }

  test('takes a sign-in that is fresh: the provider’s own session is none', async () => {
    const browser = await signedIn(now() - 3_600)
    expect((await browser.context()).rights.provenAt).toBeUndefined()
    const stale = await begun({ isProof: true }, browser)
    expect([stale.url.searchParams.get('prompt'), stale.url.searchParams.get('max_age')]).toEqual([
      'login',
      '0',
    ])
    await expect(finished(stale)).rejects.toMatchObject(REFUSED)
    expect((await browser.context()).rights.provenAt).toBeUndefined()
    provider.told = { claims: { auth_time: now() } }
    const before = browser.session
    expect(await finished(await begun({ isProof: true, next: '/signed-in' }, browser))).toBe('/signed-in')
    expect((await browser.context()).rights.provenAt).toBeGreaterThan(Date.now() - 60_000)
    expect(browser.session).toBe(before)
  })

  test('is no proof without a time, nor by another person', async () => {
    const browser = await signedIn(undefined)
    const bare = await begun({ isProof: true }, browser)
    provider.told = { claims: { auth_time: undefined } }
    await expect(finished(bare)).rejects.toMatchObject(REFUSED)
    const others = await begun({ isProof: true }, browser)
    provider.told = { claims: { sub: 'tom', auth_time: now() } }
    await expect(finished(others)).rejects.toMatchObject(REFUSED)
    expect((await browser.context()).actor.name).toBe('Mia')
  })
})
