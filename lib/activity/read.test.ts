import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ELSEWHERE, MIA, minute, recordDeletion, SHOP, TOM } from '@/lib/activity/fixtures/recorded-past'
import { getEvent, listActivity } from '@/lib/activity/read'
import { ask } from '@/lib/auth/fixtures/ask'
import { DEFAULT_RULES } from '@/lib/auth/grants'
import type { ScopePart } from '@/lib/auth/scope'
import { closeDatabase } from '@/lib/db/database'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { recordEvent } from '@/lib/record/events'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const GRANT = { role: 'editor', scope: 'production/eu-*' }

/** Eight entries of ten events: two changes, three events of function URLs, three of people. */
async function past(): Promise<void> {
  await recordDeletion(MIA, SHOP, minute(0))
  await recordDeletion(TOM, ELSEWHERE, minute(1), 'nothing-done')
  await recordEvent({ actor: MIA, at: minute(2) }, { kind: 'protection-set', reason: 'Payments' }, SHOP)
  await recordEvent(
    { actor: MIA, at: minute(3) },
    { kind: 'grant-given', to: { type: 'person', id: 'p-2', name: 'Tom' }, grant: GRANT },
  )
  await recordEvent(
    { actor: MIA, at: minute(4) },
    { kind: 'signed-in', how: 'a passkey', from: 'the internet' },
  )
  await recordEvent(
    { actor: { kind: 'nobody', id: 'nobody', name: 'Somebody' }, at: minute(5) },
    { kind: 'sign-in-refused', reason: 'wrong password', from: 'the internet', name: 'tom', times: 1 },
  )
  await recordEvent({ actor: TOM, at: minute(6) }, { kind: 'protection-set', reason: 'Mail' }, ELSEWHERE)
  await recordEvent({ actor: TOM, at: minute(1_500) }, { kind: 'protection-removed' }, SHOP)
}

type Answer = Awaited<ReturnType<typeof list>>
const list = (filter: object = {}, context: Parameters<typeof ask>[2] = {}) =>
  ask(listActivity, filter as never, context)

/** Positions of the entries of a page, newest first. */
const positions = ({ changes, bulks, events, people, own, unreadable }: Answer) =>
  [...changes, ...bulks, ...events, ...people, ...own, ...unreadable]
    .map(({ position }) => position)
    .sort((a, b) => b - a)

const person = (id: string, name: string, role: 'viewer' | 'admin', scope: 'everything' | ScopePart[]) => ({
  actor: { kind: 'person' as const, id, name },
  rights: { grants: [{ role, scope }], rules: DEFAULT_RULES, tagged: new Map() },
})

test('everything is one time line, newest first, with its number', async () => {
  await past()
  const all = await list()
  expect(positions(all)).toEqual([10, 9, 8, 7, 6, 5, 3, 1])
  expect(all).toMatchObject({ total: 8, next: undefined, gaps: [] })
  expect(all.changes.map(({ change }) => 'title' in change && change.title)).toEqual([
    'Delete the function URL of mail:live',
    'Delete the function URL of shop:live',
  ])
  expect(all.people.map(({ says, isWarning }) => [says, isWarning])).toEqual([
    ['A sign-in as “tom” from the internet was refused: wrong password', true],
    ['Mia signed in with a passkey, from the internet', false],
    ['Mia made Tom editor of production/eu-*', false],
  ])
})

describe('what is looked for', () => {
  test.each([
    [{ who: 'tom' }, [10, 9, 8, 6, 3]],
    [{ who: 'MIA', what: 'sign-in' }, [7]],
    [{ what: 'rights' }, [6]],
    [{ what: 'protection' }, [10, 9, 5]],
    [{ what: 'changes' }, [3, 1]],
    [{ what: 'delete' }, [3, 1]],
    [{ what: 'create' }, []],
    [{ outcome: 'refused' }, [8]],
    [{ outcome: 'applied' }, [1]],
    [{ outcome: 'nothing-done' }, [3]],
    [{ outcome: 'under-way' }, []],
    [{ search: 'shop:live' }, [10, 5, 1]],
    [{ search: 'signed in with' }, [7]],
    [{ search: 'PAYMENTS' }, [5]],
    [{ search: 'Delete the function URL' }, [3, 1]],
    [{ account: SHOP.account }, [10, 5, 1]],
    [{ ...ELSEWHERE }, [9, 3]],
    [{ since: '2026-11-24' }, [10]],
    [{ since: '2026-11-23', until: '2026-11-23' }, [9, 8, 7, 6, 5, 3, 1]],
    [{ until: '2026-11-22' }, []],
  ])('%j is what is found', async (filter, found) => {
    await past()
    const page = await list(filter)
    expect(positions(page)).toEqual(found)
    if (page.total !== undefined) expect(page.total).toBe(found.length)
  })

  test('is never counted where the database alone cannot tell', async () => {
    await past()
    expect((await list({ who: 'tom' })).total).toBeUndefined()
    expect((await list({ what: 'protection' })).total).toBe(3)
  })
})

test('pages follow each other by position, each entry once', async () => {
  for (let made = 0; made < 120; made++)
    await recordEvent({ actor: made % 2 ? MIA : TOM, at: minute(made) }, { kind: 'signed-out' })
  const seen: number[] = []
  for (let before: number | undefined; ; ) {
    const page = await list({ before })
    seen.push(...positions(page))
    before = page.next
    if (before === undefined) break
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index))
  const ofMia = await list({ who: 'mia' })
  expect(positions(ofMia)).toHaveLength(50)
  expect(positions(await list({ who: 'mia', before: ofMia.next }))).toHaveLength(10)
})

describe('whoever has no right to it', () => {
  const viewer = person('p-2', 'Tom', 'viewer', [{ accounts: [SHOP.account] }])

  test('sees of AWS what lies in their scope, and of people what names them', async () => {
    await past()
    const page = await list({}, viewer)
    expect(positions(page)).toEqual([10, 6, 5, 1])
    expect(page.own.map(({ says }) => says)).toEqual(['Mia made Tom editor of production/eu-*'])
    expect(page).toMatchObject({ total: 4, people: [] })
    expect(positions(await list({ who: 'mia' }, viewer))).toEqual([6, 5, 1])
  })

  test('is told of other events what is told of none', async () => {
    await past()
    const asked = (position: number) => ask(getEvent, { position }, viewer)
    expect(await asked(6)).toMatchObject({ entry: { says: 'Mia made Tom editor of production/eu-*' } })
    for (const position of [3, 4, 7, 8, 9, 99])
      await expect(asked(position)).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })

  test('of nobody sees nothing, an administrator everything', async () => {
    await past()
    expect(positions(await list({}, person('p-9', 'Eve', 'viewer', [{ accounts: ['3'] }])))).toEqual([])
    expect(positions(await list({}, person('p-9', 'Ada', 'admin', 'everything')))).toHaveLength(8)
  })
})

test('an event is told with its place in the chain, and the change that it is a part of', async () => {
  await past()
  const first = await ask(getEvent, { position: 2 })
  expect(first).toMatchObject({
    entry: { says: 'Ended: applied', about: SHOP },
    requestId: 'r-1',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    story: { kind: 'change' },
  })
  expect((await ask(getEvent, { position: 3 })).previousHash).toBe(first.hash)
})

test('a gap stands at its place, and what was changed cannot be read', async () => {
  await past()
  await closeDatabase()
  await execOutside(
    'delete from journal_events where position in (3, 4, 10)',
    "update journal_events set text = replace(text, 'passkey', 'password') where position = 7",
  )
  const page = await list()
  expect(page.gaps).toEqual([
    { from: 10, to: 10 },
    { from: 3, to: 4 },
  ])
  expect(page.unreadable).toEqual([{ position: 7, reason: expect.stringContaining('changed') }])
  expect(positions(page)).toEqual([9, 8, 7, 6, 5, 1])
})
