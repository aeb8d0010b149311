import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { failed, ok, type Result } from '@/lib/failures/result'
import { BatchReader } from './batch-reader'

const GATHER_FOR = 100

/** A reader whose requests wait until the test answers them. */
function readerOf({ maxItems = 3, maxInFlight = 2 } = {}) {
  const requests: {
    items: string[]
    answer: (results: Result<string>[]) => void
    fail: (error: unknown) => void
  }[] = []
  const reader = new BatchReader<string, string>({
    maxItems,
    maxInFlight,
    gatherFor: GATHER_FOR,
    readBatch: (items) =>
      new Promise((answer, fail) => {
        requests.push({ items, answer, fail })
      }),
  })
  const load = (item: string) => {
    const giving = new AbortController()
    return { value: reader.load(item, giving.signal), giveUp: () => giving.abort() }
  }
  const gathered = () => vi.advanceTimersByTimeAsync(GATHER_FOR)
  const itemsOf = () => requests.map(({ items }) => items)
  return { requests, load, gathered, itemsOf }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('BatchReader', () => {
  test('asks for what came together in one request and answers one by one', async () => {
    const { requests, load, gathered, itemsOf } = readerOf()
    const [a, b] = [load('a'), load('b')]
    await gathered()
    expect(itemsOf()).toEqual([['a', 'b']])
    requests[0]?.answer([ok('A'), failed({ code: 'throttled', message: 'Too many.' })])
    await expect(a.value).resolves.toBe('A')
    await expect(b.value).rejects.toMatchObject({ failure: { code: 'throttled' } })
  })

  test('asks for no more than the limit at a time, in the order of asking', async () => {
    const { requests, load, gathered, itemsOf } = readerOf({ maxItems: 2, maxInFlight: 1 })
    const all = ['a', 'b', 'c'].map((item) => load(item).value)
    await gathered()
    expect(itemsOf()).toEqual([['a', 'b']])
    await gathered()
    expect(itemsOf()).toHaveLength(1)
    requests[0]?.answer([ok('A'), ok('B')])
    await gathered()
    expect(itemsOf()).toEqual([['a', 'b'], ['c']])
    requests[1]?.answer([ok('C')])
    await expect(Promise.all(all)).resolves.toEqual(['A', 'B', 'C'])
  })

  test('has at most two requests under way', async () => {
    const { requests, load, gathered, itemsOf } = readerOf({ maxItems: 1 })
    for (const item of ['a', 'b', 'c']) void load(item).value
    await gathered()
    await gathered()
    await gathered()
    expect(itemsOf()).toEqual([['a'], ['b']])
    requests[1]?.answer([ok('B')])
    await gathered()
    expect(itemsOf()).toEqual([['a'], ['b'], ['c']])
  })

  test('never asks for what was given up before its turn', async () => {
    const { load, gathered, itemsOf } = readerOf()
    const [gone, kept] = [load('gone'), load('kept')]
    gone.giveUp()
    await expect(gone.value).rejects.toMatchObject({ name: 'AbortError' })
    await gathered()
    expect(itemsOf()).toEqual([['kept']])
    void kept.value
  })

  test('makes no request when everything was given up', async () => {
    const { load, gathered, itemsOf } = readerOf()
    const only = load('a')
    only.giveUp()
    await expect(only.value).rejects.toMatchObject({ name: 'AbortError' })
    await gathered()
    expect(itemsOf()).toEqual([])
  })

  test('still answers what was given up after it had been asked for', async () => {
    const { requests, load, gathered } = readerOf()
    const late = load('late')
    await gathered()
    late.giveUp()
    requests[0]?.answer([ok('LATE')])
    await expect(late.value).resolves.toBe('LATE')
  })

  test('gives the failure of a whole request to each item and goes on', async () => {
    const { requests, load, gathered, itemsOf } = readerOf({ maxInFlight: 1 })
    const [a, b] = [load('a'), load('b')]
    await gathered()
    const later = load('c')
    const both = Promise.allSettled([a.value, b.value])
    requests[0]?.fail(new Error('offline'))
    expect(await both).toMatchObject([{ reason: { message: 'offline' } }, { reason: { message: 'offline' } }])
    await gathered()
    expect(itemsOf()).toEqual([['a', 'b'], ['c']])
    void later.value
  })

  test('calls an item that the answer leaves out a failure, never nothing', async () => {
    const { requests, load, gathered } = readerOf()
    const lost = load('a')
    await gathered()
    requests[0]?.answer([])
    await expect(lost.value).rejects.toMatchObject({ failure: { code: 'internal' } })
  })
})
