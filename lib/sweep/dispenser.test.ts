import { expect, test } from 'vitest'
import { workOff } from '@/lib/sweep/dispenser'

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve))
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await settled()
}

test('works everything off once, at most so many at a time, and sees what comes while it works', async () => {
  const left = new Set(Array.from({ length: 50 }, (_, index) => index))
  const done: number[] = []
  let atOnce = 0
  let most = 0
  await workOff({
    keyOf: String,
    fetch: async (count) => [...left].slice(0, count),
    width: 4,
    isOpen: () => done.length < 20,
    signal: new AbortController().signal,
    work: async (item) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await settled()
      left.delete(item)
      done.push(item)
      if (item === 49) left.add(99)
      atOnce -= 1
    },
  })
  expect(done.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 50 }, (_, index) => index), 99])
  expect(most).toBe(4)
})

test('what ends while the query is answered is not done again by what it had seen before', async () => {
  const left = new Set(['first', 'second'])
  const done: string[] = []
  const end: Record<string, () => void> = {}
  const ends = Object.fromEntries(
    [...left].map((item) => [
      item,
      new Promise<void>((resolve) => {
        end[item] = resolve
      }),
    ]),
  )
  let asked = 0
  await workOff({
    keyOf: (item) => item,
    // Answers with what was left when it was asked, some time later, as a database on another computer does.
    fetch: async () => {
      const seen = [...left]
      asked += 1
      if (asked === 2) end.first?.()
      if (asked === 3) end.second?.()
      await turns(5)
      return seen
    },
    width: 2,
    isOpen: () => false,
    signal: new AbortController().signal,
    work: async (item) => {
      await ends[item]
      left.delete(item)
      done.push(item)
    },
  })
  expect(done).toEqual(['first', 'second'])
})

test('a query that takes long is asked seldom and for more at a time', async () => {
  const left = new Set(Array.from({ length: 300 }, (_, index) => index))
  const asked: number[] = []
  await workOff({
    keyOf: String,
    fetch: async (count) => {
      asked.push(count)
      for (const from = performance.now(); performance.now() - from < 15; );
      return [...left].slice(0, count)
    },
    width: 8,
    isOpen: () => false,
    signal: new AbortController().signal,
    work: async (item) => {
      await settled()
      left.delete(item)
    },
  })
  expect(left.size).toBe(0)
  expect(asked[0]).toBe(32)
  expect(asked.slice(1).every((count) => count === 128)).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(6)
})

test('what one of them throws ends the work', async () => {
  const failing = workOff({
    keyOf: String,
    fetch: async () => [1, 2, 3],
    width: 2,
    isOpen: () => true,
    signal: new AbortController().signal,
    work: async () => {
      throw new Error('broken')
    },
  })
  await expect(failing).rejects.toThrow('broken')
})
