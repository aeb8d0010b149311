import { describe, expect, test } from 'vitest'
import {
  type FunctionFilter,
  filterFunctions,
  filterMeantBy,
  isFiltered,
  type KnownBeside,
  needsUrls,
  runtimesOf,
} from './filter'
import { runtimeOf } from './runtime'
import type { FunctionFacts } from './schema'
import { foundIn, namedUrl, termsOf } from './search'

const NO_FILTER: FunctionFilter = {
  text: '',
  account: null,
  region: null,
  runtime: null,
  description: null,
  urls: null,
}

function facts(functionName: string, rest: Partial<FunctionFacts> = {}): FunctionFacts {
  const { account = '111111111111', region = 'eu-central-1' } = rest
  return {
    account,
    region,
    functionName,
    FunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    Runtime: 'nodejs22.x',
    PackageType: 'Zip',
    Description: '',
    LastModified: '2026-01-02T03:04:05.000+0000',
    ...rest,
  }
}

const CHECKOUT = facts('checkout-api', { Description: 'Takes orders and payments' })
const RESIZE = facts('image-resize', { Runtime: 'python3.13', region: 'us-east-1' })
const REPORT = facts('report', { Runtime: undefined, PackageType: 'Image', account: '222222222222' })
const ALL = [CHECKOUT, RESIZE, REPORT]

const ID = 'abcdefghijklmnopqrstuvwxyz012345'
const URLS = new Map([
  [
    'checkout-api',
    [
      { qualifier: '$LATEST', id: 'z'.repeat(32), authType: 'AWS_IAM' as const },
      { qualifier: 'live', id: ID, authType: 'NONE' as const, verdict: 'closed' as const },
    ],
  ],
  ['report', []],
])
const BESIDE: KnownBeside = {
  urlsOf: ({ functionName }) => URLS.get(functionName),
  accountNames: { '222222222222': 'production' },
}

const namesFor = (filter: Partial<FunctionFilter>) =>
  filterFunctions(ALL, { ...NO_FILTER, ...filter }, BESIDE).map(({ functionName }) => functionName)

describe('filterFunctions', () => {
  test('answers the very same list when nothing is filtered', () => {
    expect(filterFunctions(ALL, { ...NO_FILTER, text: '  ' }, BESIDE)).toBe(ALL)
  })

  test.each([
    ['the name, whatever its case', 'CHECKOUT', ['checkout-api']],
    ['the description', 'payments', ['checkout-api']],
    ['the runtime', 'python', ['image-resize']],
    ['the word for a container image', 'container', ['report']],
    ['the ARN', 'us-east-1:111111111111:function:image', ['image-resize']],
    ['all words, wherever each stands', 'orders  nodejs22.x', ['checkout-api']],
    ['nothing when one word is nowhere', 'checkout python', []],
    ['text that would be special in a pattern', '.*', []],
    ['the account’s name', 'production', ['report']],
    ['the account’s number', '222222222222', ['report']],
    ['a pasted address', `https://${ID}.lambda-url.eu-central-1.on.aws/items?a=1`, ['checkout-api']],
    ['an address of a sandbox', `http://${ID}.lambda-url.eu-central-1.localhost:4000/`, ['checkout-api']],
    ['a host', `${ID}.lambda-url.eu-central-1.on.aws`, ['checkout-api']],
    ['an id', ID, ['checkout-api']],
    ['the beginning of an id', 'abcdef', ['checkout-api']],
    ['an id that nobody has', 'a'.repeat(32), []],
    ['an ARN', CHECKOUT.FunctionArn, ['checkout-api']],
    ['an ARN with an alias', `${CHECKOUT.FunctionArn}:live`, ['checkout-api']],
    ['name:alias', 'checkout-api:live', ['checkout-api']],
    ['name : alias, as it is written elsewhere', 'checkout-api : live', ['checkout-api']],
    ['name:$LATEST', 'checkout-api:$LATEST', ['checkout-api']],
    ['name:alias where there is no such URL', 'checkout-api:blue', []],
    ['name:alias of a row that is not read yet', 'image-resize:live', ['image-resize']],
    ['an auth type', 'NONE', ['checkout-api']],
    ['an auth type in any case where it is no word', 'aws_iam', ['checkout-api']],
    ['an auth type beside a word', 'checkout NONE', ['checkout-api']],
    ['an auth type that it has not', 'report NONE', []],
  ])('searches %s', (_what, text, names) => {
    expect(namesFor({ text })).toEqual(names)
  })

  test.each<[string, Partial<FunctionFilter>, string[]]>([
    ['account', { account: '222222222222' }, ['report']],
    ['region', { region: 'us-east-1' }, ['image-resize']],
    ['runtime', { runtime: 'Container image' }, ['report']],
    ['functions with a description', { description: 'with' }, ['checkout-api']],
    ['functions without a description', { description: 'without' }, ['image-resize', 'report']],
    ['several at once', { region: 'eu-central-1', description: 'without' }, ['report']],
    ['with a URL, as far as they are read', { urls: 'with' }, ['checkout-api']],
    ['without a URL, as far as they are read', { urls: 'without' }, ['report']],
    ['by auth type', { urls: 'AWS_IAM' }, ['checkout-api']],
    ['by who can call it, as far as that is read', { urls: 'closed' }, ['checkout-api']],
    ['public ones, of which there are none', { urls: 'public' }, []],
    ['an account that is nowhere', { account: '999999999999' }, []],
  ])('narrows by %s', (_what, filter, names) => {
    expect(namesFor(filter)).toEqual(names)
  })

  test('takes a description of spaces for none', () => {
    const blank = facts('blank', { Description: '  ' })
    expect(filterFunctions([blank], { ...NO_FILTER, description: 'with' }, BESIDE)).toEqual([])
  })
})

test.each<[string, Partial<FunctionFilter>, string | null]>([
  ['public', { text: 'public' }, 'public'],
  ['public, however it is typed', { text: ' Public ' }, 'public'],
  ['403', { text: '403' }, 'closed'],
  ['none, which as NONE is an auth type already', { text: 'none' }, 'NONE'],
  ['NONE', { text: 'NONE' }, null],
  ['a name that holds the word', { text: 'public-site' }, null],
  ['several words', { text: 'public site' }, null],
  ['a word of objects', { text: 'constructor' }, null],
  ['nothing', {}, null],
  ['a filter is chosen already', { text: 'public', urls: 'with' }, null],
])('the filter that is meant: %s', (_, filter, meant) => {
  expect(filterMeantBy({ ...NO_FILTER, ...filter })).toBe(meant)
})

test('whom the policy lets in stays among the public ones where the rest could not be read', () => {
  const urls = [{ qualifier: 'live', id: ID, authType: 'NONE' as const, verdict: 'public-by-policy' }]
  const beside = { ...BESIDE, urlsOf: () => urls }
  expect(filterFunctions([CHECKOUT], { ...NO_FILTER, urls: 'public' }, beside)).toEqual([CHECKOUT])
})

test.each<[string, Partial<FunctionFilter>, boolean]>([
  ['words', { text: 'checkout' }, false],
  ['name:alias', { text: 'checkout:live' }, false],
  ['an ARN', { text: CHECKOUT.FunctionArn }, false],
  ['an address', { text: ID }, true],
  ['an auth type', { text: 'NONE' }, true],
  ['the filter', { urls: 'with' }, true],
])('whether the URLs of all functions are needed: %s', (_, filter, isNeeded) => {
  expect(needsUrls({ ...NO_FILTER, ...filter })).toBe(isNeeded)
})

test.each<[string, string, string[]]>([
  ['name', 'checkout', []],
  ['description', 'payments', ['description']],
  ['ARN', 'arn:aws', ['ARN']],
  ['runtime, which is to be seen', 'nodejs', []],
  ['address', ID, ['the address of live']],
])('where a row was found: %s', (_, text, places) => {
  expect(foundIn(CHECKOUT, termsOf(text), { urls: URLS.get('checkout-api') })).toEqual(places)
})

test('the URLs that are named come first', () => {
  const [latest, live] = URLS.get('checkout-api') ?? []
  if (!latest || !live) throw new Error('There are two.')
  for (const text of [ID, 'checkout-api:live', `${CHECKOUT.FunctionArn}:live`])
    expect([latest, live].map((url) => namedUrl(termsOf(text), url))).toEqual([false, true])
  expect(namedUrl(termsOf(CHECKOUT.FunctionArn), latest)).toBe(true)
})

describe('isFiltered', () => {
  test('is false for spaces and true for any single choice', () => {
    expect(isFiltered({ ...NO_FILTER, text: ' ' })).toBe(false)
    expect(isFiltered({ ...NO_FILTER, runtime: 'python3.13' })).toBe(true)
    expect(isFiltered({ ...NO_FILTER, text: 'a' })).toBe(true)
  })
})

describe('runtimeOf and runtimesOf', () => {
  test('has a word for functions without a runtime', () => {
    expect(runtimeOf(REPORT)).toBe('Container image')
    expect(runtimeOf(facts('odd', { Runtime: undefined, PackageType: undefined }))).toBe('Not known')
  })

  test('lists each runtime once, in the order of people, and keeps the chosen one', () => {
    const functions = ['python3.13', 'python3.9', 'nodejs22.x', 'python3.9'].map((Runtime) =>
      facts('f', { Runtime }),
    )
    expect(runtimesOf(functions, null)).toEqual(['nodejs22.x', 'python3.9', 'python3.13'])
    expect(runtimesOf([], 'go1.x')).toEqual(['go1.x'])
  })
})
