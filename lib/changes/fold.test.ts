import { describe, expect, test } from 'vitest'
import type { Outcome } from '@/lib/changes/change'
import type { JournalEvent } from '@/lib/changes/change-events'
import { foldChange } from '@/lib/changes/fold'
import type { Call } from '@/lib/changes/operations/table'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const identity = { account: '111111111111', region: 'eu-central-1', functionName: 'f', qualifier: 'live' }
const MIA = { kind: 'local-operator', id: 'local-operator', name: 'mia' }
const NOTHING: QualifierState = { config: null, policy: null }
const remove = (StatementId: string): Call => ({
  operation: 'RemovePermission',
  input: { FunctionName: 'f', Qualifier: 'live', StatementId },
})

const intent: JournalEvent = {
  type: 'intent',
  title: 'Remove two statements',
  request: { kind: 'revoke', identity, statementIds: ['a', 'b'] },
  before: NOTHING,
  after: NOTHING,
  calls: [remove('a'), remove('b')],
  planHash: 'hash',
  undo: { possible: true },
}
const begun = (step: number, attempt = 1): JournalEvent => ({ type: 'call-begun', step, attempt, input: {} })
const ended = (step: number, status: 'done' | 'failed' | 'unknown'): JournalEvent => ({
  type: 'call-ended',
  step,
  status,
  attempts: 1,
  requestId: `request-${step}`,
})
const outcome = (verdict: Outcome['verdict']): JournalEvent => ({
  type: 'outcome',
  outcome: { verdict, message: 'So it ended.' },
})

function fold(...events: JournalEvent[]) {
  const change = foldChange(
    [intent, ...events].map((event, index) => ({
      id: 'c',
      actor: MIA,
      at: `t${index}`,
      event,
    })),
  )
  if (!change) throw new Error('no change')
  return change
}

describe('foldChange', () => {
  test.each<[string, JournalEvent[], string[], Outcome['verdict'] | undefined]>([
    ['nothing but the intent', [], ['waiting', 'waiting'], undefined],
    ['the first call under way', [begun(0)], ['running', 'waiting'], undefined],
    ['repeated after a throttle', [begun(0), begun(0, 2)], ['running', 'waiting'], undefined],
    ['the first call done', [begun(0), ended(0, 'done')], ['done', 'waiting'], undefined],
    [
      'everything done',
      [begun(0), ended(0, 'done'), begun(1), ended(1, 'done'), outcome('applied')],
      ['done', 'done'],
      'applied',
    ],
    [
      'the first call refused',
      [begun(0), ended(0, 'failed'), outcome('nothing-done')],
      ['failed', 'skipped'],
      'nothing-done',
    ],
    ['stopped between', [begun(0), ended(0, 'done'), outcome('half-done')], ['done', 'skipped'], 'half-done'],
    ['not known', [begun(0), ended(0, 'unknown'), outcome('unknown')], ['unknown', 'skipped'], 'unknown'],
    ['an end without the call’s end', [begun(0), outcome('unknown')], ['unknown', 'skipped'], 'unknown'],
    [
      'found out after a restart',
      [
        begun(0),
        {
          type: 'recovery',
          calls: [
            { step: 0, status: 'done', note: 'Read back.' },
            { step: 1, status: 'skipped' },
          ],
          outcome: { verdict: 'half-done', message: 'One of two.' },
        },
      ],
      ['done', 'skipped'],
      'half-done',
    ],
  ])('%s', (_, events, statuses, verdict) => {
    const change = fold(...events)
    expect(change.calls.map(({ status }) => status)).toEqual(statuses)
    expect(change.outcome?.verdict).toBe(verdict)
    expect(change.endedAt === undefined).toBe(verdict === undefined)
  })

  test('tells who, when and how often', () => {
    const change = fold(begun(0), begun(0, 2), ended(0, 'done'), outcome('half-done'))
    expect(change).toMatchObject({ changeId: 'c', actor: MIA, startedAt: 't0', endedAt: 't4' })
    expect(change.calls[0]).toMatchObject({ startedAt: 't1', endedAt: 't3', requestId: 'request-0' })
  })

  test('a recovery says that it is one', () => {
    const recovery: JournalEvent = {
      type: 'recovery',
      calls: [],
      outcome: { verdict: 'unknown', message: 'Lost.' },
    }
    expect(fold(recovery).outcome).toMatchObject({ recovered: true, verdict: 'unknown' })
  })

  test('knows nothing of events without their intent', () => {
    const event = {
      id: 'c',
      actor: MIA,
      at: 't',
      event: begun(0),
    }
    expect(foldChange([event])).toBeUndefined()
    expect(foldChange([])).toBeUndefined()
  })
})
