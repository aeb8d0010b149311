import { describe, expect, test } from 'vitest'
import type { ConcurrencyEvidence } from '@/lib/changes/plan/concurrency-warnings'
import { planChange } from '@/lib/changes/plan/plan-change'
import { failed, ok } from '@/lib/failures/result'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const UNREADABLE = failed({ code: 'access-denied', message: 'The console may not call it.' })
const EVIDENCE: ConcurrencyEvidence = {
  urls: ok(['$LATEST', 'live']),
  aliases: ok(['live', 'canary']),
  pool: ok({ ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 120 }),
}
const reserving = (concurrency: number | null): QualifierState => ({
  config: null,
  policy: null,
  concurrency,
})

const stop = (state: QualifierState, evidence = EVIDENCE) =>
  planChange({ kind: 'stop-calls', identity }, state, undefined, evidence)
const letIn = (state: QualifierState, reserved: number | null, evidence = EVIDENCE) => {
  const request = { kind: 'let-calls-in' as const, identity, ReservedConcurrentExecutions: reserved }
  return planChange(request, state, undefined, evidence)
}

describe('stopping all calls', () => {
  test('reserves 0 for the whole function, in one call without a qualifier, after its name was typed', () => {
    expect(stop(reserving(null))).toMatchObject({
      title: 'Stop all calls of checkout',
      calls: [
        {
          operation: 'PutFunctionConcurrency',
          input: { FunctionName: 'checkout', ReservedConcurrentExecutions: 0 },
        },
      ],
      confirmation: 'checkout',
      undo: { possible: true },
    })
  })

  test('says whom it reaches: every URL, every alias, and triggers that cannot be seen', () => {
    const [warning] = stop(reserving(null)).warnings
    expect(warning).toMatchObject({ id: 'stops-every-call', tone: 'bad' })
    expect(warning?.message).toContain(
      'its function URLs on $LATEST and live, its aliases live and canary, every version',
    )
    expect(warning?.message).toContain('can’t be listed here')
  })

  test('is planned although nothing else could be read, and says what could not', () => {
    const { warnings, calls } = stop(reserving(null), { urls: UNREADABLE, aliases: UNREADABLE })
    expect(calls).toHaveLength(1)
    expect(warnings[0]?.message).toContain('could not be listed: The console may not call it')
  })

  test('says that a reservation goes back to the pool', () => {
    expect(stop(reserving(20)).warnings.map(({ id }) => id)).toEqual([
      'stops-every-call',
      'gives-back-reservation',
    ])
  })

  test('has nothing to do where 0 is reserved already', () => {
    expect(() => stop(reserving(0))).toThrow('its reserved concurrency is 0 already, so every call gets 429.')
  })
})

describe('letting calls in again', () => {
  test.each<[string, number | null, string, object]>([
    ['a reservation', 5, 'PutFunctionConcurrency', { ReservedConcurrentExecutions: 5 }],
    ['none', null, 'DeleteFunctionConcurrency', {}],
  ])('with %s is one call, and nothing to type', (_, reserved, operation, input) => {
    expect(letIn(reserving(0), reserved)).toMatchObject({
      title: 'Let calls of checkout in again',
      calls: [{ operation, input: { FunctionName: 'checkout', ...input } }],
      confirmation: null,
    })
  })

  test.each<[string, number | null, ConcurrencyEvidence['pool'], string[]]>([
    ['as much as may be reserved', 20, EVIDENCE.pool, ['lets-calls-in']],
    ['more than may be reserved', 21, EVIDENCE.pool, ['lets-calls-in', 'pool-too-small']],
    ['a pool that cannot be read', 1, UNREADABLE, ['lets-calls-in', 'pool-unknown']],
    ['no reservation, whatever the pool', null, UNREADABLE, ['lets-calls-in']],
  ])('%s', (_, reserved, pool, ids) => {
    const { warnings } = letIn(reserving(0), reserved, { ...EVIDENCE, pool })
    expect(warnings.map(({ id }) => id)).toEqual(ids)
    // Only what AWS is certain to refuse keeps it from being applied.
    expect(warnings.flatMap(({ id, isRefusal }) => (isRefusal ? [id] : []))).toEqual(
      ids.filter((id) => id === 'pool-too-small'),
    )
  })

  test('counts what the function itself has reserved as free', () => {
    expect(letIn(reserving(5), 25).warnings).toEqual([])
    expect(letIn(reserving(5), 26).warnings[0]?.message).toContain('At most 25 can be reserved.')
  })
})

test('undoing an emergency stop brings the former reservation back', () => {
  const stopped = stop(reserving(20))
  const request: ChangeRequest = {
    kind: 'undo',
    identity,
    changeId: '0198a4c2-5f0e-4d3a-9b57-3f6b1c2d4e5f',
  }
  expect(planChange(request, reserving(0), stopped, EVIDENCE)).toMatchObject({
    calls: [{ operation: 'PutFunctionConcurrency', input: { ReservedConcurrentExecutions: 20 } }],
    confirmation: null,
  })
})
