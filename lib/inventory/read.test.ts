import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, permitFor, testContext } from '@/lib/auth/fixtures/ask'
import { bondOf, mintPermit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { countsOfUrls, pageOfUrls, valuesOfKey } from '@/lib/inventory/index-rows'
import { judgeAnew } from '@/lib/inventory/judge-rows'
import { parseQuery, printQuery } from '@/lib/inventory/query'
import { QUERY_FIELDS, type QueryField } from '@/lib/inventory/query-keys'
import { getInventory, listInventory, listQueryValues } from '@/lib/inventory/read'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { conditionsOf } from '@/lib/inventory/where'

const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }
const VIRGINIA = { account: '222222222222', region: 'us-east-1' }
const own = (functionName: string, target = FRANKFURT) => ({ ...target, functionName, qualifier: '$LATEST' })

beforeAll(async () => {
  await openScratchDatabase()
  process.env.CONSOLE_ACCOUNT_NAMES = '111111111111=production,222222222222=staging'
  const open = own('checkout-api')
  const alias = { ...own('Orders'), qualifier: 'live' }
  await knowUrls(
    { ...open, statements: everyone(open), origins: ['https://shop.example.com', '*'] },
    { ...alias, statements: everyone(alias), InvokeMode: 'RESPONSE_STREAM', runtime: 'python3.12' },
    { ...own('half'), statements: everyone(own('half')).slice(0, 1) },
    { ...own('never-read', VIRGINIA) },
    {
      ...own('signed_100%', VIRGINIA),
      AuthType: 'AWS_IAM',
      statements: null,
      origins: ['https://admin.example.com'],
      credentials: true,
      readAt: '2026-11-27T10:00:00.000Z',
    },
  )
})
afterAll(async () => {
  delete process.env.CONSOLE_ACCOUNT_NAMES
  await closeScratchDatabase()
})

const names = async (q: string) => {
  const { rows, matches, problems } = await ask(listInventory, { q, sort: 'function' })
  expect(matches).toBe(rows.length)
  expect(problems).toEqual([])
  return rows.map(({ functionName }) => functionName)
}

const ALL = ['checkout-api', 'half', 'never-read', 'Orders', 'signed_100%']

describe('the table of function URLs', () => {
  test.each<[string, string[]]>([
    ['', ALL],
    ['is:public', ['checkout-api', 'Orders']],
    ['-is:public', ['half', 'never-read', 'signed_100%']],
    ['is:unreachable', ['half']],
    ['is:unknown', ['never-read']],
    ['is:iam', ['signed_100%']],
    ['auth:aws_iam', ['signed_100%']],
    ['account:production', ['checkout-api', 'half', 'Orders']],
    ['account:222222222222', ['never-read', 'signed_100%']],
    ['account:stag*', ['never-read', 'signed_100%']],
    ['region:us-*', ['never-read', 'signed_100%']],
    ['qualifier:LIVE', ['Orders']],
    ['mode:stream', ['Orders']],
    ['runtime:python*', ['Orders']],
    ['origin:https://*.example.com', ['checkout-api', 'signed_100%']],
    ['origin:https://shop.example.com', ['checkout-api']],
    ['origin:shop', []],
    ['cors:any-origin', ['checkout-api']],
    ['cors:credentials', ['signed_100%']],
    ['cors:none', ['half', 'never-read', 'Orders']],
    ['function:h*', ['half']],
    ['-function:*e*', ['half']],
    ['read:<2026-11-28', ['signed_100%']],
    ['read:>=2026-11-28', ['checkout-api', 'half', 'never-read', 'Orders']],
    ['modified:>2026-11-28', []],
    ['modified:<=2026-11-28', ALL],
    ['-is:failed', ALL],
    ['-cors:credentials', ['checkout-api', 'half', 'never-read', 'Orders']],
    ['ORDERS', ['Orders']],
    ['admin.example', ['signed_100%']],
    ['lambda-url.us-east-1', ['never-read', 'signed_100%']],
    ['100%', ['signed_100%']],
    ['_1', ['signed_100%']],
    ["o'; drop table index_endpoints; --", []],
    ['is:public qualifier:live', ['Orders']],
  ])('%j shows %j', async (q, expected) => {
    expect(await names(q)).toEqual(expected)
  })

  test('tells a problem of the query, and shows what the rest of it lets through', async () => {
    const { rows, problems } = await ask(listInventory, { q: 'is:open half' })
    expect(problems).toMatchObject([{ from: 3, to: 7 }])
    expect(rows).toMatchObject([{ functionName: 'half' }])
  })

  test('asks for ages by the clock of who asks', async () => {
    const asked = { accountNames: {}, now: new Date('2026-11-28T09:00:00.000Z') }
    const { db } = await database()
    const found = async (q: string) => {
      const rows = await db
        .selectFrom('index_endpoints as e')
        .select('e.function_name')
        .where((eb) => eb.and(conditionsOf(parseQuery(q).terms, asked)))
        .execute()
      return rows.map((row) => row.function_name)
    }
    expect(await found('read:<24h')).toHaveLength(5)
    expect(await found('read:<22h')).toHaveLength(4)
    expect(await found('read:>22h')).toEqual(['signed_100%'])
    expect(await found('-read:>22h')).toHaveLength(4)
  })

  test('orders by access with what is open first, and says how old each row is', async () => {
    const { rows } = await ask(listInventory, {})
    expect(rows.map(({ exposure }) => exposure)).toEqual([
      'public',
      'public',
      'unreachable',
      'unknown',
      'iam',
    ])
    expect(rows.at(-1)?.knownAt).toBe('2026-11-27T10:00:00.000Z')
  })

  test('counts everything, and the oldest', async () => {
    const { counts, accountNames, sweeps } = await ask(getInventory, {})
    expect(counts).toMatchObject({ urls: 5, oldestAt: '2026-11-27T10:00:00.000Z' })
    expect(counts.byExposure).toMatchObject({ public: 2, unreachable: 1, unknown: 1, iam: 1 })
    expect(accountNames).toEqual({ '111111111111': 'production', '222222222222': 'staging' })
    expect(sweeps).toHaveLength(2)
  })

  test('judges anew what was judged by older rules, from what it holds', async () => {
    const { db } = await database()
    await db
      .updateTable('index_endpoints')
      .set({ rules_version: 0, exposure: 'iam', verdict: 'iam' })
      .execute()
    expect(await judgeAnew()).toBe(5)
    expect(await names('is:public')).toEqual(['checkout-api', 'Orders'])
    expect(await judgeAnew()).toBe(0)
  })

  test('shows and counts for a narrower scope only what lies in it', async () => {
    const bond = bondOf(permitFor('inventory:read', {}, testContext()))
    const permit = mintPermit({
      ...bond,
      scope: [{ accounts: [VIRGINIA.account], functionNames: ['never*'] }],
    })
    const page = await pageOfUrls(permit, { q: '', sort: 'function', order: 'asc', after: undefined })
    expect(page).toMatchObject({ matches: 1, rows: [{ functionName: 'never-read' }] })
    expect((await countsOfUrls(permit)).urls).toBe(1)
  })
})

describe('values behind a key', () => {
  const values = async (field: QueryField) => (await ask(listQueryValues, { field })).values

  test('come with counts, the most frequent first, accounts by their names', async () => {
    expect(await values('account')).toEqual([
      { value: 'production', detail: '111111111111', count: 3 },
      { value: 'staging', detail: '222222222222', count: 2 },
    ])
    expect(await values('region')).toEqual([
      { value: 'eu-central-1', count: 3 },
      { value: 'us-east-1', count: 2 },
    ])
    expect(await values('auth')).toEqual([
      { value: 'NONE', count: 4 },
      { value: 'AWS_IAM', count: 1 },
    ])
    expect(await values('mode')).toMatchObject([
      { value: 'buffered', count: 4 },
      { value: 'stream', count: 1 },
    ])
    expect(await values('origin')).toContainEqual({ value: 'https://shop.example.com', count: 1 })
    expect(await values('function')).toEqual([])
  })

  test('can all be asked for, and let through as many as they say', async () => {
    for (const field of QUERY_FIELDS)
      for (const { value, count } of await values(field)) {
        const q = printQuery([{ field, value, isNegated: false }])
        expect((await ask(listInventory, { q })).matches, q).toBe(count)
      }
  })

  test('tell a narrower scope nothing of what lies beside it', async () => {
    const bond = bondOf(permitFor('inventory:read', {}, testContext()))
    const permit = mintPermit({ ...bond, scope: [{ accounts: [VIRGINIA.account] }] })
    expect(await valuesOfKey(permit, 'region')).toEqual([{ value: 'us-east-1', count: 2 }])
    expect(await valuesOfKey(permit, 'origin')).toEqual([{ value: 'https://admin.example.com', count: 1 }])
  })
})

describe('pages', () => {
  test('hold every row once, in the order of any column, to either side', async () => {
    const many = Array.from({ length: 230 }, (_, index) => ({
      ...own(`many-${String(index % 7)}-${index}`),
      statements: null,
      modifiedAt: `2026-11-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00.000Z`,
    }))
    await knowUrls(...many)
    for (const sort of URL_SORT_NAMES)
      for (const order of ORDERS) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await ask(listInventory, { sort, order, after })
          seen.push(...page.rows.map(({ functionName }) => functionName))
          after = page.next
        } while (after)
        expect(new Set(seen).size, `${sort} ${order}`).toBe(235)
        expect(seen.length, `${sort} ${order}`).toBe(235)
      }
  })
})
