import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS } from '@/lib/auth/grants'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { effectiveGrants, governs, scopeText } from '@/lib/people/effective-grants'
import { changeGrant, changeRules, giveGrant, takeGrant } from '@/lib/people/manage'
import { countCovered, getPeople } from '@/lib/people/read'
import type { GivenScope, Holder } from '@/lib/people/schema'
import { addAccount } from '@/lib/sessions/person-rows'
import { rightsOf } from '@/lib/sessions/rights-of'
import { beginSession, sessionOf } from '@/lib/sessions/session-rows'

const NOW = new Date('2026-11-28T12:00:00.000Z')
const shop: Holder = { kind: 'group', name: 'shop' }
const CHECKOUT: GivenScope = [{ functionNames: ['checkout-*'], tags: [{ key: 'team', value: 'shop' }] }]

beforeEach(async () => {
  await closeScratchDatabase()
  await openScratchDatabase()
})
afterAll(() => closeScratchDatabase())

/** A person of this console who is in some groups. */
async function newPerson(name: string, groups: string[] = []): Promise<string> {
  const { immediately } = await database()
  return immediately(async (transaction) => {
    const person = await addAccount(transaction, { name, login: name.toLowerCase(), passwordHash: 'x' }, NOW)
    const id = person?.id ?? ''
    await transaction
      .updateTable('people')
      .set({ groups: JSON.stringify(groups) })
      .where('id', '=', id)
      .execute()
    return id
  })
}

const personOf = (id: string): Holder => ({ kind: 'person', id })
const everything = (role: 'viewer' | 'editor' | 'admin') => ({ role, scope: 'everything' as const })

async function eventsOf(kind: string): Promise<{ says: unknown }[]> {
  const { db } = await database()
  const rows = await db.selectFrom('journal_events').select('text').where('type', '=', kind).execute()
  return rows.map(({ text }) => JSON.parse(text).event)
}

describe('a grant', () => {
  test('to a person and to a group is what the next request of either finds, and stands in the record', async () => {
    const ada = await newPerson('Ada', ['shop'])
    await ask(giveGrant, { holder: personOf(ada), grant: everything('viewer') })
    const { grants } = await ask(giveGrant, { holder: shop, grant: { role: 'editor', scope: CHECKOUT } })
    expect((await rightsOf({ personId: ada, groups: ['shop'] })).grants).toEqual([
      everything('viewer'),
      { role: 'editor', scope: CHECKOUT },
    ])
    expect((await rightsOf({ personId: ada, groups: ['Shop'] })).grants).toEqual([everything('viewer')])
    expect(grants).toMatchObject([
      { holder: personOf(ada), role: 'viewer', givenBy: 'tester' },
      { holder: shop, role: 'editor', scope: CHECKOUT },
    ])
    expect(await eventsOf('grant-given')).toMatchObject([
      { to: { type: 'person', id: ada, name: 'Ada' }, grant: everything('viewer') },
      { to: { type: 'group', id: 'shop' }, grant: { role: 'editor', scope: scopeText(CHECKOUT) } },
    ])
  })

  test('is changed and taken back, once', async () => {
    const { grants } = await ask(giveGrant, { holder: shop, grant: everything('viewer') })
    const id = grants[0]?.id ?? ''
    const changed = await ask(changeGrant, { id, grant: { role: 'editor', scope: CHECKOUT } })
    expect(changed.grants).toMatchObject([{ id, role: 'editor', scope: CHECKOUT }])
    expect((await ask(takeGrant, { id })).grants).toEqual([])
    for (const asking of [ask(takeGrant, { id }), ask(changeGrant, { id, grant: everything('viewer') })])
      await expect(asking).rejects.toMatchObject({ failure: { code: 'changed-elsewhere' } })
    expect([(await eventsOf('grant-changed')).length, (await eventsOf('grant-taken')).length]).toEqual([1, 1])
  })

  test('is given to nobody who is not there', async () => {
    const asking = ask(giveGrant, { holder: personOf(randomUUID()), grant: everything('viewer') })
    await expect(asking).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })

  test.each<[string, unknown]>([
    ['a scope that narrows nothing', [{}]],
    ['no part', []],
    ['a name that is none', [{ functionNames: ['a/b'] }]],
    ['an account that is none', [{ accounts: ['1'] }]],
    ['another key', [{ everything: true }]],
  ])('is not given for %s', async (_, scope) => {
    const asking = ask(giveGrant, { holder: shop, grant: { role: 'viewer', scope: scope as GivenScope } })
    await expect(asking).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
  })

  test('has the sessions of whom it is about get another secret, and of nobody else', async () => {
    const [ada, bob] = [await newPerson('Ada', ['shop']), await newPerson('Bob')]
    const tokens = await Promise.all(
      [ada, bob].map(async (personId) => {
        const { immediately } = await database()
        const begun = { personId, enteredBy: 'password', address: '', agent: '', now: NOW }
        return immediately((transaction) => beginSession(transaction, begun))
      }),
    )
    await ask(giveGrant, { holder: shop, grant: everything('viewer') })
    const live = await Promise.all(tokens.map(({ token }) => sessionOf(token, NOW)))
    expect(live.map((each) => each?.session.is_stale)).toEqual([1, 0])
  })
})

describe('who governs the console', () => {
  test('last keeps it: neither taken, nor changed, nor narrowed', async () => {
    const ada = await newPerson('Ada')
    const { grants } = await ask(giveGrant, { holder: personOf(ada), grant: everything('admin') })
    const id = grants[0]?.id ?? ''
    const last = {
      failure: { code: 'invalid-input', message: expect.stringContaining('nobody who governs') },
    }
    await expect(ask(takeGrant, { id })).rejects.toMatchObject(last)
    await expect(ask(changeGrant, { id, grant: everything('editor') })).rejects.toMatchObject(last)
    const narrowed = { role: 'admin' as const, scope: CHECKOUT }
    await expect(ask(changeGrant, { id, grant: narrowed })).rejects.toMatchObject(last)
    expect((await ask(getPeople, {})).grants).toMatchObject([{ id, role: 'admin', scope: 'everything' }])
    expect(await eventsOf('grant-taken')).toEqual([])
  })

  test('may go once another does, also by a group that somebody is in; an empty group is nobody', async () => {
    const ada = await newPerson('Ada')
    const { grants } = await ask(giveGrant, { holder: personOf(ada), grant: everything('admin') })
    const id = grants[0]?.id ?? ''
    await ask(giveGrant, { holder: shop, grant: everything('admin') })
    await expect(ask(takeGrant, { id })).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
    await newPerson('Bob', ['shop'])
    expect((await ask(takeGrant, { id })).grants).toMatchObject([{ holder: shop }])
  })

  test('of a part does not see or change who may what', async () => {
    const grants = [{ role: 'admin' as const, scope: [{ accounts: ['111111111111'] }] }]
    const actor = { kind: 'person' as const, id: 'x', name: 'x' }
    const rights = { ...ALL_RIGHTS, grants, provenAt: Date.now() }
    for (const asking of [
      ask(getPeople, {}, { actor, rights }),
      ask(giveGrant, { holder: shop, grant: everything('admin') }, { actor, rights }),
    ])
      await expect(asking).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
  })
})

describe('rules for everybody', () => {
  test('are set one by one, hold at once, and each change is an event', async () => {
    const ada = await newPerson('Ada')
    const rules = { mayEditorsMakePublic: false, mayEditorsDelete: true, isEverythingSeen: true }
    expect((await ask(changeRules, rules)).rules).toEqual(rules)
    expect((await rightsOf({ personId: ada, groups: [] })).rules).toEqual(rules)
    await ask(changeRules, rules)
    expect(await eventsOf('setting-changed')).toMatchObject([
      { before: 'off', after: 'on' },
      { before: 'off', after: 'on' },
    ])
  })
})

describe('what a person may', () => {
  test('is by their own grants and by their groups, and nothing once they are not let in', () => {
    const held = (holder: Holder, id: string) => ({
      id,
      holder,
      ...everything('admin'),
      givenAt: '',
      givenBy: '',
    })
    const person = { id: 'p', name: 'Ada', groups: ['shop'], isDisabled: false }
    const grants = [held(personOf('p'), '1'), held(shop, '2'), held({ kind: 'group', name: 'other' }, '3')]
    expect(effectiveGrants(person, grants).map(({ grant, byGroup }) => [grant.id, byGroup])).toEqual([
      ['1', undefined],
      ['2', 'shop'],
    ])
    expect(governs(person, grants)).toBe(true)
    expect(effectiveGrants({ ...person, isDisabled: true }, grants)).toEqual([])
  })

  test('is said in words', () => {
    expect(scopeText('everything')).toBe('everything')
    expect(
      scopeText([...CHECKOUT, { accounts: ['111111111111'], regions: ['eu-central-1', 'us-east-1'] }]),
    ).toBe(
      'functions checkout-* tagged team=shop; or everything in account 111111111111 in region eu-central-1 or us-east-1',
    )
  })
})

describe('how much a scope covers', () => {
  test('is counted by the index', async () => {
    const own = {
      account: '111111111111',
      region: 'eu-central-1',
      functionName: 'checkout-api',
      qualifier: '$LATEST',
    }
    await knowUrls(own, { ...own, functionName: 'checkout-web' }, { ...own, functionName: 'other' })
    const covered = (scope: unknown) => ask(countCovered, { scope: JSON.stringify(scope) })
    expect(await covered('everything')).toEqual({ urls: 3, functions: 3 })
    expect(await covered([{ functionNames: ['checkout-*'] }])).toEqual({ urls: 2, functions: 2 })
    expect(await covered(CHECKOUT)).toEqual({ urls: 0, functions: 0 })
    const { db } = await database()
    const tag = { tag_key: 'team', tag_value: 'shop' }
    await db
      .insertInto('index_tags')
      .values({ account: own.account, region: own.region, function_name: own.functionName, ...tag })
      .execute()
    expect(await covered(CHECKOUT)).toEqual({ urls: 1, functions: 1 })
    expect((await ask(getPeople, {})).values).toEqual({
      accounts: [own.account],
      regions: [own.region],
      tags: ['team=shop'],
    })
    await expect(ask(countCovered, { scope: 'not JSON' })).rejects.toMatchObject({
      failure: { code: 'invalid-input' },
    })
  })
})
