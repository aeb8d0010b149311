import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { changes, identities, statesAlong, statesOf } from '@/lib/changes/plan/plan-arbitraries'
import { isSameState, policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable, permissionOf } from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const RUNS = { numRuns: 200 }

type Way = Pick<Change, 'request' | 'before' | 'after' | 'calls'>

/** Between any two states whose differences the API can write, more than any one request asks for. */
const ways: fc.Arbitrary<Way> = identities
  .chain((identity) =>
    fc.record({
      identity: fc.constant(identity),
      before: statesOf(identity),
      after: statesOf(identity),
      reserved: fc.constantFrom<(number | null | undefined)[]>([], [null, 0], [0, null], [5, 0], [0, 5]),
    }),
  )
  .map(({ identity, before, after, reserved: [was, becomes] }) => ({
    request: { kind: 'delete' as const, identity, statements: 'keep' as const },
    before: { ...writable(identity, before), concurrency: was },
    after: { ...writable(identity, after), concurrency: becomes },
  }))
  .map((way) => ({ ...way, calls: callsBetween(way.request.identity, way.before, way.after) }))

function writable(identity: FunctionUrlIdentity, state: QualifierState): QualifierState {
  const canBeWritten = (one: Statement) =>
    isRemovable(one) && permissionOf(one, functionArn(identity)) !== undefined
  return { ...state, policy: policyWith(statementsOf(state).filter(canBeWritten), state) }
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

const names = ({ Action, NotAction }: Statement, action: string) =>
  Action === undefined
    ? !listed(NotAction).includes(action)
    : listed(Action).some((name) => name === action || name === 'lambda:*' || name === '*')

/** Open to the world by the book: auth type NONE, and both actions granted to everyone without a further condition. */
function isOpen({ config, policy }: QualifierState): boolean {
  const isGranted = (action: string) =>
    (policy?.statements ?? []).some((statement) => isForEveryone(statement) && names(statement, action))
  return (
    config?.AuthType === 'NONE' && isGranted('lambda:InvokeFunctionUrl') && isGranted('lambda:InvokeFunction')
  )
}

function isForEveryone({ Effect, Principal, Condition = {} }: Statement): boolean {
  const everyone =
    Principal === '*' || listed((Principal as { AWS?: unknown } | undefined)?.AWS).includes('*')
  const tests = Object.values(Condition).flatMap((block) => Object.entries(block))
  const isMet = tests.every(([key, value]) =>
    key === 'lambda:FunctionUrlAuthType'
      ? listed(value).includes('NONE')
      : key === 'lambda:InvokedViaFunctionUrl',
  )
  return Effect === 'Allow' && everyone && isMet
}

/** Lower goes first: what closes, opener before opener's other half; then what opens, openers last. */
function rankOf(call: Call, before: QualifierState): number {
  switch (call.operation) {
    case 'UpdateFunctionUrlConfig':
      return before.config?.AuthType === 'NONE' && call.input.AuthType === 'AWS_IAM' ? 0 : 4
    case 'RemovePermission': {
      const statement = statementsOf(before).find(({ Sid }) => Sid === call.input.StatementId)
      const isOpener = statement?.Effect === 'Allow' && names(statement, 'lambda:InvokeFunctionUrl')
      return isOpener ? 1 : 2
    }
    case 'DeleteFunctionUrlConfig':
      return 3
    case 'CreateFunctionUrlConfig':
      return 4
    case 'PutFunctionConcurrency':
      return call.input.ReservedConcurrentExecutions === 0 ? -1 : 7
    case 'DeleteFunctionConcurrency':
      return 7
    case 'AddPermission':
      return names({ Effect: 'Allow', Action: call.input.Action }, 'lambda:InvokeFunctionUrl') ? 6 : 5
  }
}

describe.each([
  ['of every planned change', changes],
  ['between any two states', ways],
])('the calls %s', (_, arbitrary: fc.Arbitrary<Way>) => {
  test('lead from before to after', () => {
    fc.assert(
      fc.property(arbitrary, (way) => {
        expect(isSameState(statesAlong(way).at(-1) ?? way.before, way.after)).toBe(true)
      }),
      RUNS,
    )
  })

  test('are never, after any of them, more open to everyone than both ends ask for', () => {
    let open = 0
    fc.assert(
      fc.property(arbitrary, (way) => {
        const isAskedFor = isOpen(way.before) || isOpen(way.after)
        if (isAskedFor) open++
        for (const state of statesAlong(way)) if (isOpen(state)) expect(isAskedFor).toBe(true)
      }),
      { numRuns: 500 },
    )
    // Otherwise the property would say nothing.
    expect(open).toBeGreaterThan(20)
  })

  test('close what is open once and for all, and open what is closed once', () => {
    fc.assert(
      fc.property(arbitrary, (way) => {
        const turns = statesAlong(way)
          .map(isOpen)
          .filter((open, index, all) => index > 0 && open !== all[index - 1])
        expect(turns.length).toBeLessThanOrEqual(isOpen(way.before) && isOpen(way.after) ? 2 : 1)
      }),
      RUNS,
    )
  })

  test('send a RevisionId with a policy call exactly when there is a policy by then', () => {
    fc.assert(
      fc.property(arbitrary, (way) => {
        const states = statesAlong(way)
        let latest: number | undefined
        for (const [index, call] of way.calls.entries()) {
          if (call.operation !== 'AddPermission' && call.operation !== 'RemovePermission') continue
          const known = latest === undefined ? way.before.policy?.RevisionId : { after: latest }
          expect(call.input.RevisionId).toEqual(states[index]?.policy ? known : undefined)
          latest = index
        }
      }),
      RUNS,
    )
  })

  test('close first and open last', () => {
    fc.assert(
      fc.property(arbitrary, ({ calls, before }) => {
        const ranks = calls.map((call) => rankOf(call, before))
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      }),
      RUNS,
    )
  })
})

test('what the API cannot write is not planned', () => {
  const identity = { account: '111122223333', region: 'us-east-1', functionName: 'f', qualifier: '$LATEST' }
  const none: QualifierState = { config: null, policy: null }
  const deny: QualifierState = { config: null, policy: { RevisionId: 'r', statements: [{ Effect: 'Deny' }] } }
  expect(() => callsBetween(identity, none, deny)).toThrow('cannot be written by AddPermission')
  expect(() => callsBetween(identity, deny, none)).toThrow('cannot be removed by RemovePermission')
  expect(callsBetween(identity, deny, deny)).toEqual([])
})
