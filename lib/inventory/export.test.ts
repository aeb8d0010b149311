import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { ask } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { exportInventory } from '@/lib/inventory/export'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { URL_COLUMN_IDS } from '@/lib/inventory/url-columns'

const TARGET = { account: '111111111111', region: 'eu-central-1' }
const own = (functionName: string) => ({ ...TARGET, functionName, qualifier: '$LATEST' })

beforeAll(async () => {
  await openScratchDatabase()
  process.env.CONSOLE_ACCOUNT_NAMES = '111111111111=production'
  await knowUrls(
    {
      ...own('checkout-api'),
      statements: everyone(own('checkout-api')),
      origins: ['https://shop.example.com'],
    },
    { ...own('-1+1'), statements: null, readAt: '2026-11-27T10:00:00.000Z' },
  )
})
afterAll(async () => {
  delete process.env.CONSOLE_ACCOUNT_NAMES
  await closeScratchDatabase()
})

async function exported(
  format: 'csv' | 'json',
  input: { q?: string; columns?: string; sort?: 'function' } = {},
) {
  const now = () => new Date('2026-11-28T12:00:00.000Z')
  const { parts, ...file } = await ask(exportInventory, { format, sort: 'function', ...input }, { now })
  let text = ''
  for await (const part of parts) text += part
  return { ...file, text }
}

describe('an export', () => {
  test('has the columns of the screen in their order, the age of each row, and no formula', async () => {
    const { fileName, mediaType, text } = await exported('csv', { columns: 'function,account,auth' })
    expect(fileName).toBe('function-urls-2026-11-28.csv')
    expect(mediaType).toMatch(/^text\/csv/)
    expect(text.split('\r\n')).toEqual([
      '"Function","Qualifier","Account","Account name","Auth type","Read","Not read again because"',
      `"'-1+1","$LATEST","111111111111","production","NONE","2026-11-27T10:00:00.000Z",""`,
      '"checkout-api","$LATEST","111111111111","production","NONE","2026-11-28T10:00:00.000Z",""',
      '',
    ])
    promise('S11')
  })

  test('is narrowed by the query as the screen is', async () => {
    const { text } = await exported('csv', { q: 'is:public', columns: 'function' })
    expect(text).toContain('"checkout-api"')
    expect(text.split('\r\n')).toHaveLength(3)
  })

  test('is JSON that says when and of what it is', async () => {
    const { fileName, text } = await exported('json', { columns: URL_COLUMN_IDS.join(',') })
    expect(fileName).toBe('function-urls-2026-11-28.json')
    const read = JSON.parse(text)
    expect(read).toMatchObject({ exportedAt: '2026-11-28T12:00:00.000Z', query: '' })
    expect(read.rows).toHaveLength(2)
    expect(read.rows[1]).toEqual({
      access: 'public-by-policy',
      functionName: 'checkout-api',
      qualifier: '$LATEST',
      FunctionUrl: 'https://checkout-api7.lambda-url.eu-central-1.on.aws/',
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
      cors: '1 origin · GET',
      runtime: 'nodejs22.x',
      account: '111111111111',
      accountName: 'production',
      region: 'eu-central-1',
      createdAt: '2026-11-28T10:00:00.000Z',
      modifiedAt: '2026-11-28T10:00:00.000Z',
      readAt: '2026-11-28T10:00:00.000Z',
      failure: null,
      findings: 1,
      severity: 'medium',
      findingTitles: 'Anyone on the internet can call it',
      unjudgedRules: 'concurrency',
      owner: 'unknown',
      ownerName: '',
      ownerTag: '',
      requests30d: null,
      requestsReadAt: null,
    })
  })

  test('of nothing is a head, or an empty list', async () => {
    expect((await exported('csv', { q: 'nobody', columns: 'region' })).text).toBe(
      '"Region","Read","Not read again because"\r\n',
    )
    expect(JSON.parse((await exported('json', { q: 'nobody' })).text).rows).toEqual([])
  })

  test('of a query with a problem is refused: a file would not say what was left out', async () => {
    await expect(exported('csv', { q: 'is:open' })).rejects.toMatchObject({
      failure: { code: 'invalid-input', message: /^The query has a problem: is: is one of/ },
    })
  })

  test('has every row of thousands once, and reads on only as far as is taken', async () => {
    await copyRows(2600)
    const { parts } = await ask(exportInventory, {
      format: 'csv',
      q: 'copy-',
      columns: 'function',
      sort: 'region',
    })
    const seen: string[] = []
    let pages = 0
    for await (const part of parts) {
      pages += 1
      seen.push(...part.split('\r\n').filter((line) => line.startsWith('"copy-')))
    }
    expect(seen).toHaveLength(2600)
    expect(new Set(seen).size).toBe(2600)
    expect(pages).toBe(1 + 3)
  })
})

/** More rows like the first, under other names. */
async function copyRows(count: number): Promise<void> {
  const { db } = await database()
  const row = await db
    .selectFrom('index_endpoints')
    .selectAll()
    .where('function_name', '=', 'checkout-api')
    .executeTakeFirstOrThrow()
  const rows = Array.from({ length: count }, (_, index) => {
    const name = `copy-${index}`
    return { ...row, function_name: name, key: `${row.key} ${name}`, name_sort: name, search: name }
  })
  for (let from = 0; from < count; from += 200)
    await db
      .insertInto('index_endpoints')
      .values(rows.slice(from, from + 200))
      .execute()
}
