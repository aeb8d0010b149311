import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { ask, verbThat } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { type Download, download } from '@/lib/doorways/download'
import { read } from '@/lib/doorways/route'
import { stream } from '@/lib/doorways/stream'
import { forgetEnv } from '@/lib/env'
import { knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { listInventory } from '@/lib/inventory/read'
import { addPerson, giveGrant, signedIn, tokenOf } from '@/lib/sessions/fixtures/token-world'
import { secondsToWait, TOKEN_REQUESTS_A_MINUTE } from '@/lib/sessions/token-pace'
import { newTokenText } from '@/lib/sessions/token-text'
import { describeSelf } from '@/lib/sign-in/own-sessions'
import { listTokens, makeToken, revokeToken } from '@/lib/tokens/manage'

const HERE = { account: '111111111111', region: 'eu-central-1', qualifier: '$LATEST' }
const SIGN_IN = {
  CONSOLE_SIGN_IN: 'on',
  CONSOLE_PUBLIC_URL: 'https://console.example',
  CONSOLE_LOCAL_ACCOUNTS: 'on',
}
const logged: string[] = []

beforeEach(async () => {
  await closeScratchDatabase()
  await openScratchDatabase()
  Object.assign(process.env, SIGN_IN)
  forgetEnv()
  await database()
  logged.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(async () => {
  for (const name of Object.keys(SIGN_IN)) delete process.env[name]
  await closeScratchDatabase()
})

/** What a GET handler answers to these headers. */
async function get(
  headers: Record<string, string>,
  verb: Parameters<typeof read>[0] = describeSelf,
  query = '',
) {
  const response = await read(verb)(new Request(`http://localhost:3000/api/x${query}`, { headers }), {
    params: Promise.resolve(undefined),
  })
  return { response, body: await response.json() }
}

const bearing = (token: string) => ({ authorization: `Bearer ${token}` })
const refusal = async (headers: Record<string, string>) => (await get(headers)).body.failure

async function ada(scope: Parameters<typeof giveGrant>[3] = 'everything') {
  const id = await addPerson('Ada')
  const grant = await giveGrant('person', id, 'admin', scope)
  return { ...(await signedIn(id, 'Ada')), grant }
}

async function shownTo(secret: string): Promise<string[]> {
  const { body } = await get(bearing(secret), listInventory as never)
  return body.value.rows.map((row: { functionName: string }) => row.functionName).sort()
}

describe('a token', () => {
  test('asks in the name of a token, and is told once', async () => {
    const person = await ada()
    const made = await ask(makeToken, { name: '  weekly   report ', scope: 'everything', days: 30 }, person)
    expect(made.secret).toMatch(/^fuc_[0-9A-Za-z]{49}$/)
    expect(made.tokens).toMatchObject([
      { name: 'weekly report', scope: 'everything', isOwn: true, madeBy: 'Ada', state: 'active' },
    ])
    const { response, body } = await get(bearing(made.secret))
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(body.value.name).toBe('weekly report (token of Ada)')
    const rest = JSON.stringify([await ask(listTokens, {}, person), body, logged])
    expect(rest).not.toContain(made.secret)
    expect(rest).not.toContain(made.secret.slice(8))
    const rows = await fromOutside((db) => db.selectFrom('machine_tokens').selectAll().execute())
    const events = await fromOutside((db) =>
      db.selectFrom('journal_events').select(['type', 'text']).execute(),
    )
    expect(JSON.stringify([rows, events])).not.toContain(made.secret.slice(8))
    expect(events.map(({ type }) => type)).toEqual(['token-made'])
  })

  test('reads and does nothing else, though its maker may do everything', async () => {
    const person = await ada()
    const { secret } = await tokenOf(person)
    for (const verb of [makeToken, revokeToken]) {
      const input = verb === makeToken ? '?name=x&scope=everything' : `?id=${crypto.randomUUID()}`
      const { response } = await get(bearing(secret), verb as never, input)
      expect([400, 403]).toContain(response.status)
    }
    expect(
      (await get(bearing(secret), revokeToken as never, `?id=${crypto.randomUUID()}`)).body.failure.code,
    ).toBe('not-allowed')
  })

  test.each(['', 'basic', 'Bearer', 'Bearer ', 'Bearer x', 'Bearer ghp_0123456789', 'bearer\tfuc_x'])(
    '“%s” is none',
    async (authorization) => {
      const { response, body } = await get({ authorization })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(body.failure.code).toBe(/^bearer/i.test(authorization) ? 'token-refused' : 'signed-out')
    },
  )

  test('is refused with a wrong checksum, another prefix, a space, or when nobody made it', async () => {
    const { secret } = await tokenOf(await ada())
    const other = secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0')
    for (const text of [
      other,
      secret.replace('fuc_', 'gho_'),
      `${secret} x`,
      secret.toUpperCase(),
      newTokenText(),
    ])
      expect(await refusal(bearing(text)), text).toMatchObject({ code: 'token-refused' })
    expect(await refusal(bearing(secret))).toBeUndefined()
    expect(logged.join('')).not.toContain(secret)
  })

  test('is taken from the Authorization header alone', async () => {
    const { secret } = await tokenOf(await ada())
    for (const cookie of [`token=${secret}`, secret, `console=${secret}`])
      expect(await refusal({ cookie })).toMatchObject({ code: 'signed-out' })
    for (const query of [`?access_token=${secret}`, `?token=${secret}`])
      expect((await get({}, describeSelf, query)).response.status).toBe(401)
    expect((await get({ 'x-api-key': secret })).response.status).toBe(401)
  })

  test('opens files that are read, and nothing that is posted', async () => {
    const { secret } = await tokenOf(await ada())
    const file = verbThat(z.object({}), async (): Promise<Download> => {
      return { fileName: 'x.csv', mediaType: 'text/csv', parts: (async function* () {})() }
    })
    const lines = verbThat(z.object({}), async () => (async function* () {})())
    const at = { params: Promise.resolve(undefined) }
    const request = (method: string) =>
      new Request('http://localhost:3000/', { method, headers: bearing(secret) })
    expect((await download(file)(request('GET'), at)).status).toBe(200)
    const posted = await stream(lines)(request('POST'), at)
    expect(posted.status).toBe(401)
    expect((await posted.json()).failure).toMatchObject({
      code: 'token-refused',
      message: 'A token is for GET requests below /api/ and for nothing else.',
    })
  })

  test('ends when it expires, with the millisecond', async () => {
    const { secret, id } = await tokenOf(await ada())
    await fromOutside((db) =>
      db
        .updateTable('machine_tokens')
        .set({ expires_at: new Date().toISOString() })
        .where('id', '=', id)
        .execute(),
    )
    expect(await refusal(bearing(secret))).toMatchObject({ message: expect.stringMatching(/expired on/) })
  })

  test('ends with the next request when it is revoked, once', async () => {
    const person = await ada()
    const { secret, id } = await tokenOf(person)
    expect(await refusal(bearing(secret))).toBeUndefined()
    expect((await ask(revokeToken, { id }, person)).tokens).toMatchObject([
      { state: 'revoked', revokedBy: 'Ada' },
    ])
    expect(await refusal(bearing(secret))).toMatchObject({ message: 'This token has been revoked.' })
    await ask(revokeToken, { id }, person)
    const events = await fromOutside((db) => db.selectFrom('journal_events').select('type').execute())
    expect(events.map(({ type }) => type)).toEqual(['token-made', 'token-revoked'])
  })

  test('ends when its maker is disabled, and is back when they are', async () => {
    const person = await ada()
    const { secret } = await tokenOf(person)
    const disable = (disabled_at: string | null) =>
      fromOutside((db) => db.updateTable('people').set({ disabled_at }).execute())
    await disable(new Date().toISOString())
    expect(await refusal(bearing(secret))).toMatchObject({ code: 'token-refused' })
    await disable(null)
    expect(await refusal(bearing(secret))).toBeUndefined()
    await fromOutside((db) => db.deleteFrom('people').execute())
    expect(await refusal(bearing(secret))).toMatchObject({ code: 'token-refused' })
  })

  test('is refused plainly where nobody signs in, and the operator is not taken for it', async () => {
    const { secret } = await tokenOf(await ada())
    for (const name of Object.keys(SIGN_IN)) delete process.env[name]
    forgetEnv()
    expect(await refusal(bearing(secret))).toMatchObject({
      message: expect.stringMatching(/without sign-in/),
    })
    await expect(ask(makeToken, { name: 'x', scope: 'everything', days: 1 })).rejects.toMatchObject({
      failure: { code: 'not-allowed' },
    })
    expect(await ask(listTokens, {})).toMatchObject({ isSignInOn: false, tokens: [] })
  })

  test('notes its use, once a minute at most', async () => {
    const person = await ada()
    const { secret, id } = await tokenOf(person)
    const used = async () => (await ask(listTokens, {}, person)).tokens[0]?.lastUsedAt
    expect(await used()).toBeUndefined()
    await get(bearing(secret))
    const first = await used()
    expect(first).toBeDefined()
    await get(bearing(secret))
    expect(await used()).toBe(first)
    const early = '2026-01-01T00:00:00.000Z'
    await fromOutside((db) =>
      db.updateTable('machine_tokens').set({ last_used_at: early }).where('id', '=', id).execute(),
    )
    await get(bearing(secret))
    expect(await used()).not.toBe(early)
  })

  test('may ask so often a minute, and is told when again; another one goes on', async () => {
    const person = await ada()
    const { secret, id } = await tokenOf(person)
    const other = await tokenOf(person, { name: 'other' })
    await get(bearing(secret))
    for (let asked = 1; asked < TOKEN_REQUESTS_A_MINUTE; asked += 1) secondsToWait(id, Date.now())
    const { response, body } = await get(bearing(secret))
    expect(response.status).toBe(429)
    expect(body.failure.code).toBe('token-limit')
    expect(Number(response.headers.get('retry-after'))).toBe(body.failure.retryAfter)
    expect(await refusal(bearing(other.secret))).toBeUndefined()
  })
})

describe('what a token may read', () => {
  beforeEach(async () => {
    for (const functionName of ['shop-a', 'shop-b', 'pay-a']) await knowUrls({ ...HERE, functionName })
    await knowUrls({ ...HERE, region: 'us-east-1', functionName: 'shop-c' })
  })

  test.each([
    {
      of: 'everything' as const,
      scope: 'everything' as const,
      seen: ['pay-a', 'shop-a', 'shop-b', 'shop-c'],
    },
    {
      of: 'everything' as const,
      scope: [{ functionNames: ['shop-*'] }],
      seen: ['shop-a', 'shop-b', 'shop-c'],
    },
    { of: [{ functionNames: ['*-a'] }], scope: [{ functionNames: ['shop-*'] }], seen: ['shop-a'] },
    { of: [{ regions: ['us-east-1'] }], scope: [{ functionNames: ['shop-*'] }], seen: ['shop-c'] },
    { of: [{ functionNames: ['pay-*'] }], scope: [{ functionNames: ['shop-*'] }], seen: [] },
    {
      of: [{ functionNames: ['pay-*'] }, { regions: ['us-east-1'] }],
      scope: [{ functionNames: ['*-a'] }, { functionNames: ['shop-c'] }],
      seen: ['pay-a', 'shop-c'],
    },
    { of: 'everything' as const, scope: [{ tags: [{ key: 'team', value: 'shop' }] }], seen: [] },
  ])('of $of the scope $scope shows $seen', async ({ of, scope, seen }) => {
    const { secret } = await tokenOf(await ada(of), { scope })
    expect(await shownTo(secret)).toEqual(seen)
  })

  test('shrinks with what its maker may, at the next request, and never grows beyond its scope', async () => {
    const person = await ada()
    const { secret } = await tokenOf(person, { scope: [{ functionNames: ['shop-*'] }] })
    expect(await shownTo(secret)).toHaveLength(3)
    await fromOutside((db) =>
      db
        .updateTable('grants')
        .set({ scope: JSON.stringify([{ functionNames: ['*-a'] }]) })
        .where('id', '=', person.grant)
        .execute(),
    )
    expect(await shownTo(secret)).toEqual(['shop-a'])
    await fromOutside((db) =>
      db
        .insertInto('console_settings')
        .values({ name: 'rights.everything-seen', value: 'on', set_at: '2026', set_by: 'x' })
        .execute(),
    )
    expect(await shownTo(secret)).toEqual(['shop-a', 'shop-b', 'shop-c'])
    await fromOutside((db) => db.deleteFrom('grants').execute())
    expect((await get(bearing(secret), listInventory as never)).response.status).toBe(404)
  })

  test('comes from groups too', async () => {
    const id = await addPerson('Bob', ['shop'])
    await giveGrant('group', 'shop', 'viewer', [{ functionNames: ['shop-*'] }])
    const { secret } = await tokenOf(await signedIn(id, 'Bob', ['shop']))
    expect(await shownTo(secret)).toEqual(['shop-a', 'shop-b', 'shop-c'])
    await fromOutside((db) => db.updateTable('people').set({ groups: '[]' }).execute())
    expect((await get(bearing(secret), listInventory as never)).response.status).toBe(404)
  })
})

describe('whose tokens', () => {
  test('making one takes a fresh proof of who somebody is, revoking does not', async () => {
    const person = await ada()
    const { id } = await tokenOf(person)
    const later = { ...person, rights: { ...person.rights, provenAt: undefined } }
    await expect(tokenOf(later)).rejects.toMatchObject({ failure: { code: 'proof-needed' } })
    expect((await ask(revokeToken, { id }, later)).tokens).toMatchObject([{ state: 'revoked' }])
  })

  test('people see and revoke their own; whoever governs everybody’s', async () => {
    const admin = await ada()
    const bobId = await addPerson('Bob')
    await giveGrant('person', bobId, 'viewer', 'everything')
    const bob = await signedIn(bobId, 'Bob')
    const cyId = await addPerson('Cy')
    await giveGrant('person', cyId, 'admin', [{ regions: ['eu-central-1'] }])
    const cy = await signedIn(cyId, 'Cy')
    const { secret, id } = await tokenOf(bob)
    for (const other of [cy])
      await expect(ask(revokeToken, { id }, other)).rejects.toMatchObject({ failure: { code: 'not-found' } })
    expect((await ask(listTokens, {}, cy)).tokens).toEqual([])
    expect(await ask(listTokens, {}, bob)).toMatchObject({ isOfEverybody: false, tokens: [{ id }] })
    const all = await ask(listTokens, {}, admin)
    expect(all).toMatchObject({ isOfEverybody: true, tokens: [{ id, madeBy: 'Bob', isOwn: false }] })
    expect(await refusal(bearing(secret))).toBeUndefined()
    await ask(revokeToken, { id }, admin)
    expect(await refusal(bearing(secret))).toMatchObject({ code: 'token-refused' })
  })

  test('a person has 50 at most that can be used', async () => {
    const person = await ada()
    for (let made = 0; made < 50; made += 1) await tokenOf(person, { name: `n${made}` })
    await expect(tokenOf(person)).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
    const [first] = (await ask(listTokens, {}, person)).tokens
    await ask(revokeToken, { id: first?.id ?? '' }, person)
    await tokenOf(person)
  })

  test.each([
    [{ name: '' }, 'Give the token a name.'],
    [{ name: 'x'.repeat(61) }, 'A name has at most 60 characters.'],
    [{ name: 'a\u202eb' }, 'This name has a character in it that cannot be seen.'],
    [{ days: 0 }, 'A token ends after 1 to 365 days.'],
    [{ days: 366 }, 'A token ends after 1 to 365 days.'],
    [{ days: 1.5 }, 'A token ends after 1 to 365 days.'],
    [{ days: Number.NaN }, 'A token ends after 1 to 365 days.'],
    [{ scope: [{}] }, 'Name an account, a region, a function or a tag.'],
    [{ scope: [{ accounts: ['1'] }] }, 'An account id has 12 digits.'],
    [{ scope: [{ functionNames: ['a b'] }] }, expect.stringMatching(/^A name has letters/)],
  ])('%j is no token', async (input, message) => {
    const person = await ada()
    await expect(tokenOf(person, input as never)).rejects.toMatchObject({
      failure: {
        code: 'invalid-input',
        issues: expect.arrayContaining([expect.objectContaining({ message })]),
      },
    })
  })
})
