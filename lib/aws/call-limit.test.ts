import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testContext } from '@/lib/auth/fixtures/ask'
import { callLimit } from '@/lib/aws/call-limit'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const turnAfter = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
const contextWith = (priority: 'person' | 'background', limit: number) =>
  testContext({ priority, deadline: Date.now() + limit, signal: new AbortController().signal })

test('a person waits until the deadline, the turn at the pace counted', async () => {
  const limit = callLimit(contextWith('person', 100))
  void limit.whileWaiting(turnAfter(500))
  await vi.advanceTimersByTimeAsync(99)
  expect(limit.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(2)
  expect(limit.signal.reason).toMatchObject({ name: 'TimeoutError' })
})

test('background work has its time from when its turn has come', async () => {
  const limit = callLimit(contextWith('background', 10_000), 100)
  await vi.advanceTimersByTimeAsync(40)
  const turn = limit.whileWaiting(turnAfter(5_000))
  await vi.advanceTimersByTimeAsync(5_000)
  await turn
  await vi.advanceTimersByTimeAsync(59)
  expect(limit.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(2)
  expect(limit.signal.aborted).toBe(true)
})

test('whoever leaves ends it, also while it waits; a call that ended is not timed any more', async () => {
  const leaving = new AbortController()
  const limit = callLimit({ ...contextWith('background', 10_000), signal: leaving.signal }, 100)
  void limit.whileWaiting(turnAfter(5_000))
  leaving.abort()
  expect(limit.signal.aborted).toBe(true)
  const ended = callLimit(contextWith('person', 100))
  ended.end()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ended.signal.aborted).toBe(false)
})
