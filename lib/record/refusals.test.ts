import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext } from '@/lib/auth/fixtures/ask'
import { DEFAULT_RULES } from '@/lib/auth/grants'
import { permitOf } from '@/lib/auth/judge'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { notFound } from '@/lib/failures/not-found'
import { readEvent } from '@/lib/record/events'
import { recordRefusal, recordRefusedRight, writeRefusals } from '@/lib/record/refusals'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const BY = { actor: { kind: 'nobody', id: 'nobody', name: 'Somebody' }, at: '2026-11-23T10:00:00.000Z' }
const refused = { kind: 'sign-in-refused', reason: 'wrong password', from: 'the internet' } as const

async function written() {
  await writeRefusals()
  const { db } = await database()
  const rows = await db.selectFrom('journal_events').select('text').orderBy('position').execute()
  return rows.map(({ text }) => readEvent(JSON.parse(text).event))
}

test('the first is written at once, and ten thousand of one kind are one more event with their number', async () => {
  recordRefusal(BY, { ...refused, name: 'mia' })
  expect(await written()).toEqual([{ ...refused, name: 'mia', times: 1 }])
  for (let guess = 0; guess < 10_000; guess++) recordRefusal(BY, { ...refused, name: 'Mia' })
  expect(await written()).toEqual([
    { ...refused, name: 'mia', times: 1 },
    { ...refused, name: 'mia', times: 10_000, since: BY.at },
  ])
})

test('of more than a hundred kinds the others are counted together, and none is lost', async () => {
  for (let guess = 0; guess < 10_000; guess++) recordRefusal(BY, { ...refused, name: `guess-${guess}` })
  const all = await written()
  expect(all.length).toBeLessThanOrEqual(102)
  const times = all.map((event) => ('times' in event ? event.times : 0))
  expect(times.reduce((sum, each) => sum + each, 0)).toBe(10_000)
})

test('what the rights of a person do not reach is told; a typo is not, nor what a machine asks of itself', async () => {
  const rights = {
    grants: [{ role: 'viewer' as const, scope: [{ accounts: ['111111111111'] }] }],
    rules: DEFAULT_RULES,
    tagged: new Map(),
  }
  const tom = testContext({ actor: { kind: 'person', id: 'p-2', name: 'Tom' }, rights })
  const shop = { account: '111111111111', region: 'eu-central-1', functionName: 'shop', qualifier: 'live' }
  const elsewhere = { ...shop, account: '222222222222' }
  for (const [operation, resource] of [
    ['function-url:update', shop],
    ['function-url:read', elsewhere],
    ['settings:change', {}],
  ] as const)
    try {
      permitOf(tom, operation, resource)
    } catch (error) {
      recordRefusedRight(tom, error)
      recordRefusedRight(testContext(), error)
    }
  recordRefusedRight(tom, notFound(shop))
  expect((await written()).filter(({ kind }) => kind === 'right-refused')).toEqual(
    [
      ['function-url:update', '111111111111/eu-central-1/shop/live'],
      ['function-url:read', '222222222222/eu-central-1/shop/live'],
      ['settings:change', 'nothing'],
    ].map(([operation, about]) => ({ kind: 'right-refused', operation, about, times: 1 })),
  )
})
