import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/changes/change'
import { changes } from '@/lib/changes/plan/plan-arbitraries'
import { planChange } from '@/lib/changes/plan/plan-change'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { isSameState, statementsOf } from '@/lib/changes/plan/state-difference'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { withoutPolicyApi } from '@/lib/changes/plan/without-policy-api'
import { type Failure, FailureError } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { Statement } from '@/lib/permissions/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const RUNS = { numRuns: 200 }
const changeId = '7d0a3a3e-8a3e-4d55-9d8c-3a2f5b9f0c11'

/** What AWS answers after the first calls of a change: with a revision of its own. */
function stateAfter({ request, before, calls }: Change, done: number): QualifierState {
  const state = calls
    .slice(0, done)
    .reduce((now, call) => stateAfterCall(request.identity, now, call), before)
  const isTouched = calls.slice(0, done).some(({ operation }) => operation.endsWith('Permission'))
  return isTouched && state.policy
    ? { ...state, policy: { ...state.policy, RevisionId: `after ${done}` } }
    : state
}

/** A change and how many of its calls were done. */
const halfDone = changes.chain((change) =>
  fc.nat(change.calls.length).map((done) => ({ change, done, state: stateAfter(change, done) })),
)

const theirs = (Sid?: string): Statement => ({
  ...(Sid === undefined ? {} : { Sid }),
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: 'arn:aws:lambda:us-east-1:111122223333:function:theirs',
})

const withStatement = (state: QualifierState, statement: Statement): QualifierState => ({
  ...state,
  policy: {
    RevisionId: state.policy?.RevisionId ?? 'theirs',
    statements: [...statementsOf(state), statement],
  },
})

type Kind = 'finish' | 'undo'

function continued(kind: Kind, change: Change, now: QualifierState): { change?: Change; failure?: Failure } {
  const request: ChangeRequest = { kind, identity: change.request.identity, changeId }
  try {
    return { change: planChange(request, now, change) }
  } catch (error) {
    if (error instanceof FailureError) return { failure: error.failure }
    throw error
  }
}

/** Where the calls of a continuation lead; where there is nothing left to do, the state as it is. */
function reached(kind: Kind, change: Change, now: QualifierState): QualifierState {
  const { change: next, failure } = continued(kind, change, now)
  if (!next) {
    expect(failure?.message).toBe(`Nothing is left to ${kind}: the state is as it should be.`)
    return now
  }
  return next.calls.reduce((state, call) => stateAfterCall(change.request.identity, state, call), now)
}

const canUndo = (change: Change, now: QualifierState) =>
  undoOf(change.request.identity, change.before, now).possible &&
  (now.config !== null || change.before.config === null)

describe('after any of its calls', () => {
  test('finish leads to where the change was going', () => {
    fc.assert(
      fc.property(halfDone, ({ change, state }) => {
        expect(isSameState(reached('finish', change, state), change.after)).toBe(true)
      }),
      RUNS,
    )
  })

  test('finish makes just the calls that are left', () => {
    fc.assert(
      fc.property(halfDone, ({ change, done, state }) => {
        const plain = (calls: Change['calls'] = []) =>
          calls.map(({ operation, input }) => ({ operation, input: { ...input, RevisionId: undefined } }))
        expect(plain(continued('finish', change, state).change?.calls)).toEqual(
          plain(change.calls.slice(done)),
        )
      }),
      RUNS,
    )
  })

  test('undo leads back to where the change began, or says before anything is done that it cannot', () => {
    let undone = 0
    fc.assert(
      fc.property(halfDone, ({ change, state }) => {
        if (canUndo(change, state)) {
          undone++
          expect(isSameState(reached('undo', change, state), change.before)).toBe(true)
        } else expect(continued('undo', change, state).failure?.code).toBe('invalid-input')
      }),
      RUNS,
    )
    expect(undone).toBeGreaterThan(50)
  })

  test('what others have added since survives both', () => {
    const cases = fc.tuple(halfDone, fc.constantFrom('theirs', undefined))
    fc.assert(
      fc.property(cases, ([{ change, state }, Sid]) => {
        const now = withStatement(state, theirs(Sid))
        expect(isSameState(reached('finish', change, now), withStatement(change.after, theirs(Sid)))).toBe(
          true,
        )
        if (canUndo(change, now))
          expect(isSameState(reached('undo', change, now), withStatement(change.before, theirs(Sid)))).toBe(
            true,
          )
      }),
      RUNS,
    )
  })

  test('a setting that others have changed since survives where the change was not about it', () => {
    let survived = 0
    fc.assert(
      fc.property(halfDone, ({ change, state }) => {
        const { before, after } = change
        fc.pre(state.config !== null && before.config !== null && after.config !== null)
        const edits: Partial<FunctionUrlConfig> = {
          InvokeMode: state.config.InvokeMode === 'BUFFERED' ? 'RESPONSE_STREAM' : 'BUFFERED',
          AuthType: state.config.AuthType === 'NONE' ? 'AWS_IAM' : 'NONE',
          Cors: { AllowOrigins: ['https://theirs.example'] },
        }
        for (const setting of ['InvokeMode', 'AuthType', 'Cors'] as const) {
          if (!isDeepStrictEqual(before.config[setting], after.config[setting])) continue
          survived++
          const now = { ...state, config: { ...state.config, [setting]: edits[setting] } }
          expect(reached('finish', change, now).config?.[setting]).toEqual(edits[setting])
          if (canUndo(change, now))
            expect(reached('undo', change, now).config?.[setting]).toEqual(edits[setting])
        }
      }),
      RUNS,
    )
    expect(survived).toBeGreaterThan(50)
  })
})

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const nothing: QualifierState = { config: null, policy: null }
const create = planChange(
  { kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED', grants: [] },
  nothing,
)
const created: QualifierState = {
  ...create.after,
  config: create.after.config && {
    ...create.after.config,
    FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
  },
}
const toIam = planChange({ kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' }, created)
const deletion = planChange({ kind: 'delete', identity, statements: 'remove' }, created)

test('a half-done create is finished with the statements that are missing, whatever has become of its settings', () => {
  const now = stateAfter(create, 1)
  const edited = {
    ...now,
    config: now.config && { ...now.config, Cors: { AllowOrigins: ['https://a.example'] } },
  }
  const { change } = continued('finish', create, edited)
  expect(change?.calls.map(({ operation }) => operation)).toEqual(['AddPermission', 'AddPermission'])
  expect(change?.after.config?.Cors).toEqual({ AllowOrigins: ['https://a.example'] })
})

test('undoing a create deletes the URL and so asks for the typed confirmation', () => {
  const { change } = continued('undo', create, created)
  expect(change).toMatchObject({
    title: 'Undo “Create the function URL of checkout:live”',
    confirmation: 'checkout:live',
    undo: { possible: false },
  })
  expect(change?.calls.at(-1)?.operation).toBe('DeleteFunctionUrlConfig')
})

test('an undo after the deletion is refused; before it, the statements come back', () => {
  expect(continued('undo', deletion, stateAfter(deletion, 3)).failure).toMatchObject({
    code: 'invalid-input',
    message: 'A deleted function URL cannot be put back: a new one gets another address.',
  })
  const { change } = continued('undo', deletion, stateAfter(deletion, 2))
  expect(change?.calls.map(({ operation }) => operation)).toEqual(['AddPermission', 'AddPermission'])
  expect(change?.confirmation).toBeNull()
})

test('a URL deleted by others in the meantime is not made again', () => {
  expect(continued('finish', toIam, { ...created, config: null }).failure?.code).toBe('changed-elsewhere')
  expect(continued('undo', toIam, nothing).failure?.code).toBe('changed-elsewhere')
})

test('an id that others have taken for another statement is named', () => {
  const now = withStatement(stateAfter(toIam, 3), { ...theirs(), Sid: 'FunctionURLAllowPublicAccess' })
  expect(continued('undo', toIam, now).failure).toEqual({
    code: 'changed-elsewhere',
    message: 'Another statement has been given this id since: FunctionURLAllowPublicAccess.',
  })
})

test('a statement that AddPermission cannot write again is put back with the whole policy', () => {
  const before: QualifierState = {
    config: null,
    policy: { RevisionId: 'r1', statements: [{ ...theirs('deny'), Effect: 'Deny' }] },
  }
  const revoke = planChange({ kind: 'revoke', identity, statementIds: ['deny'] }, before)
  expect(revoke.calls.map(({ operation }) => operation)).toEqual(['RemovePermission'])
  expect(revoke.undo).toEqual({ possible: true })
  const { change } = continued('undo', revoke, nothing)
  expect(change?.calls).toMatchObject([
    { operation: 'PutResourcePolicy', input: { Policy: { Statement: statementsOf(before) } } },
  ])
  const reason = 'AddPermission cannot write this statement again as it was: deny.'
  expect(withoutPolicyApi(revoke).undo).toEqual({ possible: false, reason })
  expect(() => change && withoutPolicyApi(change)).toThrow('us-east-1 does not know PutResourcePolicy yet')
})

test('a change of another function URL is not continued here', () => {
  const request: ChangeRequest = { kind: 'finish', identity: { ...identity, qualifier: 'beta' }, changeId }
  expect(() => planChange(request, nothing, create)).toThrow('There is no change with this id in the record.')
})
