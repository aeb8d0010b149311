import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, permitFor, testContext } from '@/lib/auth/fixtures/ask'
import { bondOf, mintPermit } from '@/lib/auth/permit'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { foundByWords } from '@/lib/inventory/search-rows'
import { searchIndex } from '@/lib/palette/search-index'
import { searchWords } from '@/lib/palette/search-words'
import { urlOfPath } from '@/lib/palette/url-of-path'

const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }
const VIRGINIA = { account: '222222222222', region: 'us-east-1' }
const own = (functionName: string, target = FRANKFURT) => ({ ...target, functionName, qualifier: '$LATEST' })

describe('what is looked for', () => {
  test.each<[string, string[]]>([
    ['checkout api', ['checkout', 'api']],
    ['  Orders:LIVE ', ['orders', 'live']],
    [
      'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws/path?x=1',
      ['abcdefghijklmnopqrstuvwxyz012345'],
    ],
    ['arn:aws:lambda:eu-central-1:111111111111:function:orders:live', ['orders', 'live']],
    ['https://shop.example.com', ['https://shop.example.com']],
  ])('%j looks for %j', (text, words) => {
    expect(searchWords(text)).toEqual(words)
  })
})

describe('the search for everything', () => {
  beforeAll(async () => {
    openScratchDatabase()
    await knowUrls(
      { ...own('checkout-api'), origins: ['https://shop.example.com', '*'] },
      { ...own('old-checkout'), origins: ['https://shop.example.com'] },
      { ...own('orders'), qualifier: 'live' },
      own('signed_100%', VIRGINIA),
    )
  })
  afterAll(closeScratchDatabase)

  const found = async (text: string) => {
    const { urls, functions, origins } = await ask(searchIndex, { text })
    return {
      urls: urls.map(({ functionName, qualifier }) => `${functionName}:${qualifier}`),
      functions: functions.map(({ functionName }) => functionName),
      origins,
    }
  }

  test('puts names that begin with the letters first', async () => {
    expect(await found('check')).toEqual({
      urls: ['checkout-api:$LATEST', 'old-checkout:$LATEST'],
      functions: ['checkout-api', 'old-checkout'],
      origins: [],
    })
  })

  test('finds URLs by what they allow, and origins with how many allow them', async () => {
    const { urls, origins } = await found('SHOP.example')
    expect(urls).toEqual(['checkout-api:$LATEST', 'old-checkout:$LATEST'])
    expect(origins).toEqual([{ origin: 'https://shop.example.com', urls: 2 }])
  })

  test('finds an alias by name:alias, and takes % and _ for what they are', async () => {
    expect((await found('orders:live')).urls).toEqual(['orders:live'])
    expect((await found('_100%')).functions).toEqual(['signed_100%'])
    expect((await found('%')).functions).toEqual(['signed_100%'])
    expect(await found('no-such-thing')).toEqual({ urls: [], functions: [], origins: [] })
  })

  test('tells, and counts, only what the asker may see', async () => {
    const bond = bondOf(permitFor('inventory:read', {}, testContext()))
    const scope = [{ accounts: [FRANKFURT.account], functionNames: ['checkout-*'] }]
    const permit = mintPermit({ ...bond, scope })
    const { urls, functions, origins } = await foundByWords(permit, ['shop.example'])
    expect(urls.map(({ functionName }) => functionName)).toEqual(['checkout-api'])
    expect(functions).toEqual([])
    expect(origins).toEqual([{ origin: 'https://shop.example.com', urls: 1 }])
    expect((await foundByWords(permit, ['check'])).functions).toHaveLength(1)
  })
})

describe('the function URL of a page', () => {
  test.each([
    ['/functions/111111111111/eu-central-1/orders/urls/live', 'live'],
    ['/functions/111111111111/eu-central-1/orders/urls/%24LATEST/cors', '$LATEST'],
  ])('%s is of %s', (path, qualifier) => {
    expect(urlOfPath(path)).toEqual({ ...own('orders'), qualifier })
  })

  test.each(['/', '/functions', '/functions/create', '/functions/1/x/y/urls/%24LATEST', '/functions/a/b/c'])(
    '%s is of none',
    (path) => {
      expect(urlOfPath(path)).toBeUndefined()
    },
  )
})
