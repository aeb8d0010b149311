import { describe, expect, test } from 'vitest'
import { type FunctionFilter, filterFunctions, isFiltered, runtimeOf, runtimesOf } from './filter'
import type { FunctionFacts } from './schema'

const NO_FILTER: FunctionFilter = { text: '', account: null, region: null, runtime: null, description: null }

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

const namesFor = (filter: Partial<FunctionFilter>) =>
  filterFunctions(ALL, { ...NO_FILTER, ...filter }).map(({ functionName }) => functionName)

describe('filterFunctions', () => {
  test('answers the very same list when nothing is filtered', () => {
    expect(filterFunctions(ALL, { ...NO_FILTER, text: '  ' })).toBe(ALL)
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
    ['an account that is nowhere', { account: '999999999999' }, []],
  ])('narrows by %s', (_what, filter, names) => {
    expect(namesFor(filter)).toEqual(names)
  })

  test('takes a description of spaces for none', () => {
    const blank = facts('blank', { Description: '  ' })
    expect(filterFunctions([blank], { ...NO_FILTER, description: 'with' })).toEqual([])
  })
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
