import { describe, expect, test } from 'vitest'
import type { SweepState } from '@/lib/inventory/schema'
import { readingProgress } from '@/lib/inventory/sweep-progress'

const at = '2026-11-28T10:00:00.000Z'
const sweep = (part: Partial<SweepState>): SweepState => ({
  account: '111111111111',
  region: 'eu-central-1',
  phase: 'reading',
  isRunning: false,
  isRequested: false,
  startedAt: at,
  listed: 100,
  done: 40,
  left: 60,
  failures: 0,
  ...part,
})

describe('how far the reading is', () => {
  test.each<[string, SweepState[], string, string]>([
    ['no target', [], 'never', 'Nothing has been read yet'],
    ['new', [sweep({ phase: 'new', startedAt: undefined })], 'never', 'Nothing has been read yet'],
    [
      'asked for',
      [sweep({ phase: 'new', startedAt: undefined, isRequested: true })],
      'waiting',
      'Reading begins in a moment',
    ],
    [
      'listing',
      [sweep({ phase: 'listing', isRunning: true })],
      'running',
      'Reading: 40 of the 100 functions found so far',
    ],
    [
      'reading, with a failure',
      [
        sweep({ isRunning: true, secondsLeft: 59, failures: 2 }),
        sweep({ phase: 'ended', done: 7, listed: 7 }),
      ],
      'running',
      'Reading: 40 of 100 functions, about 59 s left, 2 could not be read',
    ],
    [
      'at the end',
      [sweep({ phase: 'gates', isRunning: true, done: 100, secondsLeft: 61 })],
      'running',
      'Reading: 100 of 100 functions, now aliases and concurrency, about 2 min left',
    ],
    ['paused', [sweep({ pausedBy: 'mia' })], 'paused', 'Paused by mia: 40 of 100 functions read'],
    ['stopped', [sweep({})], 'halfway', 'Stopped half-way: 40 of 100 functions read'],
    ['done', [sweep({ phase: 'ended', done: 100, completedAt: at })], 'idle', '100 functions read'],
  ])('%s', (_, sweeps, kind, text) => {
    expect(readingProgress(sweeps, false)).toMatchObject({ kind, text })
  })

  test('begins by itself at the start of a console that reads by itself', () => {
    expect(readingProgress([], true).kind).toBe('waiting')
  })

  test('is as old as the account that was read longest ago, and has no age while one was never read', () => {
    const ended = { phase: 'ended' } as const
    const both = [
      sweep({ ...ended, completedAt: '2026-11-28T11:00:00.000Z' }),
      sweep({ ...ended, completedAt: at }),
    ]
    expect(readingProgress(both, true).completedAt).toBe(at)
    expect(readingProgress([...both, sweep({ phase: 'failed' })], true).completedAt).toBeUndefined()
  })
})
