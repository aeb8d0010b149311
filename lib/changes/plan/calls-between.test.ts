import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import type { Change } from '@/lib/changes/change'
import { type Call, OPERATIONS } from '@/lib/changes/operations/table'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { changes, identities, statesAlong, statesOf } from '@/lib/changes/plan/plan-arbitraries'
import { isSameState, policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { functionArn } from '@/lib/identity/arn'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const RUNS = { numRuns: 200 }

type Way = Pick<Change, 'request' | 'before' | 'after' | 'calls'>

/** Between any two states, more than any one request asks for. */
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
    before: { ...before, concurrency: was },
    after: { ...after, concurrency: becomes },
  }))
  .map((way) => ({ ...way, calls: callsBetween(way.request.identity, way.before, way.after) }))

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

const names = ({ Action, NotAction }: Statement, action: string) =>
  Action === undefined
    ? !listed(NotAction).includes(action)
    : listed(Action).some((name) => name === action || name === 'lambda:*' || name === '*')

/** Open to the world by the book, were the auth type NONE. */
const isOpenFor = (statements: Statement[]) =>
  ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].every((action) =>
    statements.some((statement) => isForEveryone(statement) && names(statement, action)),
  )

/** Open to the world by the book: auth type NONE, and both actions granted to everyone without a further condition. */
const isOpen = ({ config, policy }: QualifierState) =>
  config?.AuthType === 'NONE' && isOpenFor(policy?.statements ?? [])

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
    case 'PutResourcePolicy':
    case 'DeleteResourcePolicy': {
      const after = call.operation === 'PutResourcePolicy' ? call.input.Policy.Statement : []
      const isOpener = { of: isOpenFor(statementsOf(before)), to: isOpenFor(after) }
      // Where it neither opens nor closes an open URL it may stand anywhere.
      if (isOpener.to && !isOpener.of) return 6
      return isOpener.of && !isOpener.to && before.config?.AuthType === 'NONE' ? 1 : Number.NaN
    }
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
    promise('R5')
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
          if (OPERATIONS[call.operation].touches !== 'policy') continue
          const known = latest === undefined ? way.before.policy?.RevisionId : { after: latest }
          const sent = 'RevisionId' in call.input ? call.input.RevisionId : undefined
          expect(sent).toEqual(states[index]?.policy ? known : undefined)
          latest = index
        }
      }),
      RUNS,
    )
  })

  test('close first and open last', () => {
    fc.assert(
      fc.property(arbitrary, ({ calls, before }) => {
        const ranks = calls.map((call) => rankOf(call, before)).filter((rank) => !Number.isNaN(rank))
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      }),
      RUNS,
    )
  })
})

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'f', qualifier: '$LATEST' }
const ARN = functionArn(identity)
const none: QualifierState = { config: null, policy: null }
const deny: Statement = { Effect: 'Deny', Principal: '*', Action: 'lambda:*', Resource: ARN }
const bucket: Statement = {
  Sid: 'bucket',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
}
const holding = (...statements: Statement[]): QualifierState => ({
  config: null,
  policy: { RevisionId: 'r1', statements },
})

describe('what AddPermission and RemovePermission cannot write', () => {
  const operations = (before: QualifierState, after: QualifierState) =>
    callsBetween(identity, before, after).map(({ operation }) => operation)

  test('is one PutResourcePolicy, with the full ARN, everything that stays, and the revision', () => {
    expect(callsBetween(identity, holding(bucket, deny), holding(bucket))).toEqual([
      {
        operation: 'PutResourcePolicy',
        input: {
          ResourceArn: ARN,
          Policy: { Version: '2012-10-17', Id: 'default', Statement: [bucket] },
          RevisionId: 'r1',
        },
      },
    ])
    expect(operations(none, holding(deny))).toEqual(['PutResourcePolicy'])
    expect(operations(holding(deny), holding(deny))).toEqual([])
  })

  test('is one DeleteResourcePolicy where nothing stays', () => {
    expect(callsBetween(identity, holding(deny, bucket), none)).toEqual([
      { operation: 'DeleteResourcePolicy', input: { ResourceArn: ARN, RevisionId: 'r1' } },
    ])
  })

  test('what they can write stays with them', () => {
    expect(operations(holding(deny, bucket), holding(deny))).toEqual(['RemovePermission'])
    expect(operations(holding(deny), holding(deny, bucket))).toEqual(['AddPermission'])
  })

  test('Version and Id stay as they are, and their change is written', () => {
    const head = { Version: '2008-10-17' }
    const old = holding(bucket, deny)
    const before = { ...old, policy: old.policy && { ...old.policy, head } }
    const after = { ...old, policy: policyWith([bucket], before) }
    const [call] = callsBetween(identity, before, after)
    expect(call?.input).toMatchObject({ Policy: { Version: '2008-10-17' } })
    expect(call?.input).not.toHaveProperty('Policy.Id')
    expect(operations(before, old)).toEqual(['PutResourcePolicy'])
  })

  test('a policy above the limit says its size and the limit', () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ ...deny, Sid: `statement-${index}` }))
    expect(() => callsBetween(identity, none, holding(...many))).toThrow(
      /^The policy would be too large: 2\d,\d{3} of 20,480 characters\.$/,
    )
  })
})
