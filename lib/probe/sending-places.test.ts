import { beforeEach, expect, test } from 'vitest'
import { FailureError } from '@/lib/failures/result'
import { takeSendingPlace } from '@/lib/probe/sending-places'
import { forgetSingletons } from '@/lib/process/singleton'

beforeEach(forgetSingletons)

const isRefused = (actor: string, now: number) => {
  try {
    takeSendingPlace(actor, now)()
    return false
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError)
    return true
  }
}

test('a person begins 120 requests within a minute and no more; another person is another matter', () => {
  for (let i = 0; i < 120; i++) takeSendingPlace('ann', 1_000_000 + i)()
  expect(isRefused('ann', 1_000_200)).toBe(true)
  expect(isRefused('bob', 1_000_200)).toBe(false)
  expect(isRefused('ann', 1_060_001)).toBe(false)
})

test('a place that nobody gave back is free when every reply would have been cut off', () => {
  for (let i = 0; i < 6; i++) takeSendingPlace('ann', 1_000_000)
  expect(isRefused('ann', 1_000_001)).toBe(true)
  expect(isRefused('ann', 1_075_001)).toBe(false)
})

test('a clock that was set back does not keep anybody out', () => {
  for (let i = 0; i < 6; i++) takeSendingPlace('ann', 9_000_000)
  expect(isRefused('ann', 1_000_000)).toBe(false)
})
