import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { listActivity } from '@/lib/activity/read'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import { narrowed } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { listFindingsInputSchema } from '@/lib/inventory/finding-schema'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { forgetFunction, writePolicy, writePolicyFailure, writeUrl } from '@/lib/inventory/index-writes'
import { judgeAnew } from '@/lib/inventory/judge-rows'
import { endMutes } from '@/lib/inventory/mutes'
import { getInventory, listInventory } from '@/lib/inventory/read'
import {
  countHighFindings,
  getFindings,
  listFindings,
  muteFinding,
  unmuteFinding,
} from '@/lib/inventory/read-findings'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const of = (functionName: string, part: Partial<FunctionUrlIdentity> = {}): FunctionUrlIdentity => ({
  account: '111111111111',
  region: 'eu-central-1',
  functionName,
  qualifier: '$LATEST',
  ...part,
})
const permitOf = ({ account, region }: FunctionUrlIdentity) =>
  narrowed(permitForEverything(), { resource: { account, region } })
const AT = '2026-11-28T12:00:00.000Z'

const open = (identity: FunctionUrlIdentity) => ({ ...identity, statements: everyone(identity) })
/** Only one of the two permissions: everyone gets 403. */
const half = (identity: FunctionUrlIdentity) => ({ ...identity, statements: everyone(identity).slice(0, 1) })
const putPolicy = (identity: FunctionUrlIdentity, statements = everyone(identity)) =>
  writePolicy(permitOf(identity), identity, { statements, RevisionId: 'r2' }, AT)

async function found(filter: z.input<typeof listFindingsInputSchema> = {}) {
  const { rows } = await ask(listFindings, filter)
  return rows.map(({ functionName, rule }) => `${functionName} ${rule}`)
}

describe('findings in the index', () => {
  test('are judged when something is written, and go when they are surely gone', async () => {
    await knowUrls(half(of('checkout')), open(of('orders')))
    expect(await found()).toEqual(['checkout second-permission-missing', 'orders public'])
    await putPolicy(of('checkout'))
    expect(await found()).toEqual(['checkout public', 'orders public'])
    const { rows } = await ask(listInventory, { sort: 'findings' })
    expect(rows[0]?.findings).toEqual({
      count: 1,
      severity: 'medium',
      titles: ['Anyone on the internet can call it'],
    })
  })

  test('a policy that was never read is no “nothing found”: the row says what was not judged', async () => {
    await knowUrls(of('checkout'))
    expect(await found()).toEqual([])
    const { rows } = await ask(listInventory, {})
    expect(rows[0]?.unjudged).toEqual(['policy', 'concurrency'])
    expect((await ask(getFindings, {})).unjudged).toEqual({ urls: 1, parts: { policy: 1, concurrency: 1 } })
  })

  test('a reading that fails takes nothing away', async () => {
    await knowUrls(half(of('checkout')))
    const failure = { code: 'access-denied', message: 'It may not be read.' } as const
    await writePolicyFailure(permitOf(of('checkout')), of('checkout'), failure, AT)
    expect(await found()).toEqual(['checkout second-permission-missing'])
  })

  test('the policy that a deleted URL leaves behind is found, with the cure, and goes with the function', async () => {
    await knowUrls(open(of('checkout')))
    await writeUrl(permitOf(of('checkout')), of('checkout'), null, AT)
    const { rows } = await ask(listFindings, {})
    expect(rows).toMatchObject([
      { rule: 'leftover-without-url', hasUrl: false, remedy: { cures: [{ request: { kind: 'revoke' } }] } },
    ])
    await forgetFunction(permitOf(of('checkout')), of('checkout'))
    expect(await found()).toEqual([])
  })

  test('keep the time at which they were first seen', async () => {
    await knowUrls(half(of('checkout')))
    const first = (await ask(listFindings, {})).rows[0]
    await putPolicy(of('checkout'), everyone(of('checkout')).slice(0, 1))
    const again = (await ask(listFindings, {})).rows[0]
    expect(again?.firstSeen).toBe(first?.firstSeen)
    expect(Date.parse(again?.lastSeen ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.lastSeen ?? ''))
  })

  test('are judged anew when the rules have changed, leftovers too', async () => {
    await knowUrls(half(of('checkout')), open(of('orders')))
    await writeUrl(permitOf(of('orders')), of('orders'), null, AT)
    const { db } = await database()
    await db.deleteFrom('index_findings').execute()
    await db.updateTable('index_endpoints').set({ rules_version: 1 }).execute()
    await db.updateTable('index_policies').set({ rules_version: 1 }).execute()
    expect(await judgeAnew()).toBeGreaterThan(0)
    expect(await found()).toEqual(['checkout second-permission-missing', 'orders leftover-without-url'])
    expect(await judgeAnew()).toBe(0)
  })
})

describe('the list of findings', () => {
  test('counts by rule, account and age, and lets through what is at least as severe', async () => {
    await knowUrls(half(of('a')), open(of('b')), open(of('c', { account: '222222222222' })))
    const all = await ask(getFindings, {})
    expect(all.byRule).toEqual([
      {
        of: 'second-permission-missing',
        title: 'One of the two permissions is missing',
        count: 1,
        severity: 'high',
      },
      { of: 'public', title: 'Anyone on the internet can call it', count: 2, severity: 'medium' },
    ])
    expect(all.byAccount).toEqual([
      { of: '111111111111', count: 2, severity: 'high' },
      { of: '222222222222', count: 1, severity: 'medium' },
    ])
    expect(all.byAge).toEqual([{ of: 'day', count: 3, severity: 'high' }])
    expect(all.bySeverity).toEqual({ critical: 0, high: 1, medium: 2, low: 0 })
    const high = await ask(getFindings, { severity: 'high' })
    expect(high.byRule).toHaveLength(1)
    expect(high.bySeverity).toEqual(all.bySeverity)
    expect(await found({ severity: 'high' })).toEqual(['a second-permission-missing'])
    expect(await found({ account: '222222222222' })).toEqual(['c public'])
    expect(await found({ rule: 'public' })).toEqual(['b public', 'c public'])
    expect(await found({ age: 'older' })).toEqual([])
    expect(await found({ since: '2020-01-01T00:00:00Z' })).toHaveLength(3)
    expect(await ask(countHighFindings, {})).toEqual({ high: 1 })
    expect((await ask(getInventory, {})).counts.high).toBe(1)
  })

  test.each([
    ['severity:>=high', ['a']],
    ['severity:high', ['a']],
    ['severity:<high', ['b', 'c']],
    ['severity:medium', ['b', 'c']],
    ['severity:>critical', []],
    ['-severity:>=high', ['b', 'c', 'd']],
    ['finding:public', ['b', 'c']],
    ['-finding:public', ['a', 'd']],
  ])('URLs are found by their findings: %s', async (q, names) => {
    await knowUrls(half(of('a')), open(of('b')), open(of('c')))
    await knowUrls({ ...of('d'), AuthType: 'AWS_IAM', statements: [] })
    const { rows, problems } = await ask(listInventory, { q, sort: 'function' })
    expect(problems).toEqual([])
    expect(rows.map(({ functionName }) => functionName)).toEqual(names)
  })

  test('comes a page at a time, none twice and none left out', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `fn-${String(index).padStart(3, '0')}`)
    await knowUrls(...names.map((name) => open(of(name))))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await ask(listFindings, { after })
      seen.push(...page.rows.map(({ functionName }) => functionName))
      after = page.next
    } while (after)
    expect(seen).toEqual(names)
    expect((await ask(listFindings, { brief: 'yes' })).rows).toHaveLength(120)
  })
})

describe('a mute', () => {
  const mute = (until: string) =>
    ask(muteFinding, {
      ...of('checkout'),
      rule: 'second-permission-missing',
      reason: ' closed on purpose ',
      until,
    })
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10)

  test('takes a finding out of every number until its end, with reason and author, in the journal', async () => {
    await knowUrls(half(of('checkout')))
    await mute(inDays(30))
    expect(await found()).toEqual([])
    const { rows } = await ask(listFindings, { muted: 'yes' })
    expect(rows[0]?.mute).toMatchObject({
      reason: 'closed on purpose',
      by: 'tester',
      until: expect.stringContaining(inDays(30)),
    })
    expect(await ask(getFindings, {})).toMatchObject({ muted: 1, byRule: [] })
    expect((await ask(getInventory, {})).counts.high).toBe(0)
    const { db } = await database()
    const events = await db
      .selectFrom('journal_events')
      .select(['type', 'stream_kind', 'function_name'])
      .execute()
    expect(events).toEqual([{ type: 'finding-muted', stream_kind: 'mute', function_name: 'checkout' }])
  })

  test('holds when the finding goes and comes back, and ends with its last day', async () => {
    await knowUrls(half(of('checkout')))
    await mute(inDays(2))
    await putPolicy(of('checkout'))
    await putPolicy(of('checkout'), everyone(of('checkout')).slice(0, 1))
    expect(await found()).toEqual([])
    expect(await endMutes(new Date().toISOString())).toBe(0)
    expect(await endMutes(`${inDays(4)}T00:00:00Z`)).toBe(1)
    expect(await found()).toEqual(['checkout second-permission-missing'])
    expect((await ask(getInventory, {})).counts.high).toBe(1)
  })

  test('is taken back', async () => {
    await knowUrls(half(of('checkout')))
    await mute(inDays(30))
    await ask(unmuteFinding, { ...of('checkout'), rule: 'second-permission-missing' })
    expect(await found()).toEqual(['checkout second-permission-missing'])
    expect((await ask(listFindings, {})).rows[0]?.mute).toBeUndefined()
  })

  test('stands on Activity in a sentence, and so does taking it back', async () => {
    await knowUrls(half(of('checkout')))
    await mute(inDays(30))
    await ask(unmuteFinding, { ...of('checkout'), rule: 'second-permission-missing' })
    const { events } = await ask(listActivity, {})
    expect(events.map(({ says, about }) => [says, about.functionName])).toEqual([
      ['tester took the mute of second-permission-missing back', 'checkout'],
      [
        `tester muted second-permission-missing until ${inDays(30)}T23:59:59.999Z: closed on purpose`,
        'checkout',
      ],
    ])
  })

  test.each([
    ['a day that is over', inDays(-2), 'This day is over: give a later one.'],
    ['a day too far', inDays(400), 'Mute it for at most 366 days.'],
    ['no day', 'tomorrow', 'Give a day, such as 2027-02-28.'],
    ['a day that there is not', '2027-02-30x', 'Give a day, such as 2027-02-28.'],
  ])('is refused to %s', async (_, until, message) => {
    await expect(mute(until)).rejects.toMatchObject({ failure: { issues: [{ path: 'until', message }] } })
  })
})
