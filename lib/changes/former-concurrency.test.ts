import { expect, test } from 'vitest'
import type { ChangeVerdict } from '@/lib/changes/change'
import { formerConcurrency } from '@/lib/changes/former-concurrency'

const change = (
  was: number | null | undefined,
  becomes: number | null | undefined,
  verdict: ChangeVerdict = 'applied',
) => ({
  before: { config: null, policy: null, concurrency: was },
  after: { config: null, policy: null, concurrency: becomes },
  outcome: { verdict, message: '' },
})

test.each<[string, ReturnType<typeof change>[], number | null | undefined]>([
  ['nothing in the record', [], undefined],
  ['changes of something else', [change(undefined, undefined)], undefined],
  ['an emergency stop', [change(undefined, undefined), change(20, 0), change(3, 5)], 20],
  ['a stop of a function that reserved nothing', [change(null, 0)], null],
  ['a stop that was not made', [change(20, 0, 'nothing-done')], undefined],
  ['somebody else’s stop after ours was taken back', [change(0, 7), change(20, 0)], 7],
])('%s', (_, changes, former) => {
  expect(formerConcurrency(changes)).toBe(former)
})
