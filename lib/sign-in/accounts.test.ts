import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { perform } from '@/lib/auth/verb'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import type { WithCookies } from '@/lib/sessions/with-cookies'
import {
  acceptInvitation,
  invitePerson,
  lookAtInvitation,
  offerSetUp,
  setUpConsole,
} from '@/lib/sign-in/accounts'
import { Browser, closeTeamWorld, openTeamWorld } from '@/lib/sign-in/fixtures/team-world'
import { endOtherSessions, listSessions, signOut } from '@/lib/sign-in/own-sessions'
import { signInWithPassword } from '@/lib/sign-in/with-password'

const PASSWORD = 'violet horse under water'
const OTHER = 'seven green bottles stand'

beforeAll(() => openTeamWorld())
afterAll(() => closeTeamWorld())
beforeEach(() =>
  fromOutside(async (db) => {
    for (const table of [
      'people',
      'sessions',
      'challenges',
      'invitations',
      'grants',
      'sign_in_attempts',
    ] as const)
      await db.deleteFrom(table).execute()
  }),
)

const tokenIn = (address: string | undefined) => address?.split(/[#/]/).at(-1) ?? ''

async function setUp(browser = new Browser()) {
  const token = tokenIn(await offerSetUp())
  const input = { token, name: 'Ada', login: 'Ada', password: PASSWORD }
  const made = await perform(setUpConsole, browser.stranger(), input)
  browser.take(made.cookies)
  return { browser, token, input }
}

async function enter(login: string, password: string, browser = new Browser()) {
  browser.take((await perform(signInWithPassword, browser.stranger(), { login, password })).cookies)
  return browser
}

async function invited(login: string): Promise<string> {
  const { browser } = await setUp()
  const { link } = await perform(invitePerson, await browser.context(), { name: 'Tom', login })
  return tokenIn(link)
}

describe('setting the console up', () => {
  test('makes one administrator, with any of the tokens, and no second one', async () => {
    const others = tokenIn(await offerSetUp())
    const { browser, input } = await setUp()
    const { actor, rights } = await browser.context()
    expect(actor).toMatchObject({ kind: 'person', name: 'Ada' })
    expect(rights.grants).toEqual([{ role: 'admin', scope: 'everything' }])
    for (const token of [input.token, others])
      await expect(
        perform(setUpConsole, new Browser().stranger(), { ...input, token, login: 'eve' }),
      ).rejects.toMatchObject({ failure: { code: 'sign-in-refused' } })
    expect(await offerSetUp()).toBeUndefined()
  })

  test('takes no weak password, and keeps the token then', async () => {
    const token = tokenIn(await offerSetUp())
    const input = { token, name: 'Ada', login: 'ada', password: 'password1234' }
    await expect(perform(setUpConsole, new Browser().stranger(), input)).rejects.toMatchObject({
      failure: { code: 'invalid-input', issues: [{ path: 'password' }] },
    })
    await perform(setUpConsole, new Browser().stranger(), { ...input, password: PASSWORD })
  })

  test('two at once make one', async () => {
    const tokens = [tokenIn(await offerSetUp()), tokenIn(await offerSetUp())]
    const made = await Promise.allSettled(
      tokens.map((token, at) =>
        perform(setUpConsole, new Browser().stranger(), {
          token,
          name: 'Ada',
          login: `ada${at}`,
          password: PASSWORD,
        }),
      ),
    )
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('an invitation', () => {
  test('lets one person choose a password, once', async () => {
    const token = await invited('tom')
    expect(await perform(lookAtInvitation, new Browser().stranger(), { token })).toEqual({
      name: 'Tom',
      login: 'tom',
    })
    await perform(acceptInvitation, new Browser().stranger(), { token, password: PASSWORD })
    await expect(
      perform(acceptInvitation, new Browser().stranger(), { token, password: OTHER }),
    ).rejects.toMatchObject({ failure: { code: 'sign-in-refused' } })
    expect((await (await enter('tom', PASSWORD)).context()).actor.name).toBe('Tom')
  })

  test('for somebody new refuses a login that somebody has', async () => {
    await invited('tom')
    const browser = await enter('ada', PASSWORD)
    const again = { name: 'Another Tom', login: 'tom', isNew: true }
    await expect(perform(invitePerson, await browser.context(), again)).rejects.toMatchObject({
      failure: { code: 'invalid-input', issues: [{ path: 'login' }] },
    })
  })

  test('is over after three days', async () => {
    const token = await invited('tom')
    const later = new Date(Date.now() + 73 * 3_600_000)
    await expect(
      perform(acceptInvitation, new Browser().stranger(later), { token, password: PASSWORD }),
    ).rejects.toMatchObject({ failure: { code: 'sign-in-refused' } })
  })

  test('takes an administrator and a fresh proof', async () => {
    const { browser } = await setUp()
    const ask = (context: object) => async () =>
      perform(invitePerson, await browser.context(context), { name: 'Tom', login: 'tom' })
    await expect(ask({ now: () => new Date(Date.now() + 6 * 60_000) })()).rejects.toMatchObject({
      failure: { code: 'proof-needed' },
    })
    const { link } = await ask({})()
    const tom = new Browser()
    tom.take(
      (await perform(acceptInvitation, tom.stranger(), { token: tokenIn(link), password: PASSWORD })).cookies,
    )
    await expect(
      perform(invitePerson, await tom.context(), { name: 'Eve', login: 'eve' }),
    ).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })
})

describe('sessions', () => {
  const kindOf = async (browser: Browser) => (await browser.context()).actor.kind

  test('are ended by signing out, for whoever has copied the cookie too', async () => {
    const { browser } = await setUp()
    const copy = new Browser()
    copy.take([{ kind: 'session', value: browser.session ?? '', maxAge: 60 }])
    expect(await kindOf(copy)).toBe('person')
    const left = (await perform(signOut, await browser.context(), {})) as WithCookies<unknown>
    browser.take(left.cookies)
    expect([await kindOf(browser), await kindOf(copy)]).toEqual(['nobody', 'nobody'])
  })

  test('are another one after each sign-in, and the one before is over', async () => {
    const { browser } = await setUp()
    const before = new Browser()
    before.take([{ kind: 'session', value: browser.session ?? '', maxAge: 60 }])
    browser.take(
      (await perform(signInWithPassword, await browser.context(), { login: 'ada', password: PASSWORD }))
        .cookies,
    )
    expect(browser.session).not.toBe(before.session)
    expect([await kindOf(browser), await kindOf(before)]).toEqual(['person', 'nobody'])
  })

  test('of other browsers are listed and ended together', async () => {
    const { browser } = await setUp()
    const others = [await enter('ada', PASSWORD), await enter('ada', PASSWORD)]
    const { sessions } = await perform(listSessions, await browser.context(), {})
    expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, false, true])
    expect(JSON.stringify(sessions)).not.toContain(browser.session)
    expect(await perform(endOtherSessions, await browser.context(), {})).toEqual({ ended: 2 })
    expect(await Promise.all([browser, ...others].map(kindOf))).toEqual(['person', 'nobody', 'nobody'])
  })

  test('no secret stands in the database as it is', async () => {
    const token = await invited('tom')
    const browser = await enter('ada', PASSWORD)
    const tables = [
      'people',
      'sessions',
      'challenges',
      'invitations',
      'known_browsers',
      'journal_events',
    ] as const
    const rows = await fromOutside((db) =>
      Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())),
    )
    for (const secret of [PASSWORD, token, browser.session ?? '?'])
      expect(JSON.stringify(rows)).not.toContain(secret)
  })
})
