import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { permitOf } from '@/lib/auth/judge'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import { CHECKS_OF_ACCOUNT, CHECKS_OF_ADDRESS, takeChecks } from '@/lib/sessions/attempt-rows'
import { inRecord } from '@/lib/sessions/in-record'
import { addAccount } from '@/lib/sessions/person-rows'
import { whoAsks } from '@/lib/sessions/who-asks'
import { letIn, rememberBrowser } from '@/lib/sign-in/enter'
import { Browser, closeTeamWorld, openTeamWorld } from '@/lib/sign-in/fixtures/team-world'
import { hashPassword } from '@/lib/sign-in/password-hash'
import { whoseLogin } from '@/lib/sign-in/with-password'

const PASSWORD = 'violet horse under water'
const MINUTE = 60_000

beforeAll(() => openTeamWorld())
afterAll(() => closeTeamWorld())

const strangersPermit = (browser: Browser, now?: Date) => permitOf(browser.stranger(now), 'sign-in:enter', {})

async function account(login: string) {
  const passwordHash = await hashPassword(PASSWORD)
  const person = await inRecord((transaction) =>
    addAccount(transaction, { name: login, login, passwordHash }, new Date()),
  )
  if (!person) throw new Error('The login is taken.')
  return person
}

const checksOf = (bucket: string) =>
  fromOutside((db) => db.selectFrom('sign_in_attempts').selectAll().where('bucket', '=', bucket).execute())

describe('guessing a password', () => {
  test('the right one is right, a wrong one and a wrong login are nobody', async () => {
    await account('mia')
    const permit = strangersPermit(new Browser('198.51.100.1'))
    expect((await whoseLogin(permit, 'mia', PASSWORD))?.login).toBe('mia')
    expect(await whoseLogin(permit, 'mia', `${PASSWORD}!`)).toBeUndefined()
    expect(await whoseLogin(permit, 'nobody', PASSWORD)).toBeUndefined()
  })

  test('ten thousand attempts from many addresses get five checks, and then the right password gets in no more', async () => {
    await account('victim')
    const now = new Date()
    for (let begun = 0; begun < 10_000; begun += 200)
      await Promise.all(
        Array.from({ length: 200 }, (_, at) => {
          const guess = begun + at
          const address = `203.0.${Math.floor(guess / 250)}.${guess % 250}`
          return whoseLogin(strangersPermit(new Browser(address), now), 'victim', `guess number ${guess}`)
        }),
      )
    expect(await checksOf('account victim')).toHaveLength(5)
    expect(await whoseLogin(strangersPermit(new Browser(), now), 'victim', PASSWORD)).toBeUndefined()
    // The owner is not kept out for good.
    const later = new Date(now.getTime() + 16 * MINUTE)
    expect((await whoseLogin(strangersPermit(new Browser(), later), 'victim', PASSWORD))?.login).toBe(
      'victim',
    )
    promise('S9', { guesses: 10_000, checked: 5, letIn: 0 })
  })

  test('one address that tries many accounts gets fifty checks', async () => {
    const now = new Date()
    const bucketsOf = (login: string) => [
      { name: `account ${login}`, most: CHECKS_OF_ACCOUNT },
      { name: 'address 192.0.2.66', most: CHECKS_OF_ADDRESS },
    ]
    const tries = Array.from({ length: 300 }, (_, at) => takeChecks(bucketsOf(`login-${at}`), now))
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(50)
    expect(await checksOf('address 192.0.2.66')).toHaveLength(50)
  })

  test('the owner’s own browser gets in while others guess', async () => {
    const owner = await account('owner')
    const now = new Date()
    const own = new Browser('198.51.100.20')
    own.take(await inRecord((transaction) => rememberBrowser(transaction, strangersPermit(own), owner.id)))
    for (let guess = 0; guess < 8; guess++)
      await whoseLogin(strangersPermit(new Browser('192.0.2.9'), now), 'owner', `guess ${guess}`)
    expect(
      await whoseLogin(strangersPermit(new Browser('198.51.100.21'), now), 'owner', PASSWORD),
    ).toBeUndefined()
    expect((await whoseLogin(strangersPermit(own, now), 'owner', PASSWORD))?.id).toBe(owner.id)
    // Another account gets nothing from it.
    await account('other')
    for (let guess = 0; guess < 6; guess++)
      await whoseLogin(strangersPermit(own, now), 'other', `guess ${guess}`)
    expect(await checksOf('account other')).toHaveLength(5)
  })

  test('somebody who was disabled is nobody, at once also where they are signed in', async () => {
    const person = await account('gone')
    const browser = new Browser()
    const entering = { person, enteredBy: 'password' }
    browser.take(await inRecord((transaction) => letIn(transaction, strangersPermit(browser), entering)))
    const headers = () => new Headers({ cookie: browser.header })
    expect((await whoAsks(headers())).actor).toEqual({ kind: 'person', id: person.id, name: 'gone' })
    await fromOutside((db) =>
      db
        .updateTable('people')
        .set({ disabled_at: new Date().toISOString() })
        .where('id', '=', person.id)
        .execute(),
    )
    expect((await whoAsks(headers())).actor.kind).toBe('nobody')
    expect(await whoseLogin(strangersPermit(browser), 'gone', PASSWORD)).toBeUndefined()
  })
})
