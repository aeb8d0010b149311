import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCall } from '@/lib/changes/operations/commands'
import { type Call, OPERATIONS } from '@/lib/changes/operations/table'
import { changes, identities, requestsOn, statesAlong, statesOf } from '@/lib/changes/plan/plan-arbitraries'
import { planChange } from '@/lib/changes/plan/plan-change'
import { isSameState, statementsOf } from '@/lib/changes/plan/state-difference'
import { withoutPolicyApi } from '@/lib/changes/plan/without-policy-api'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionArn } from '@/lib/identity/arn'
import type { Statement } from '@/lib/permissions/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

const RUNS = { numRuns: 200 }

/** A policy's statements have no order. */
const inOneOrder = (call: Call) =>
  call.operation === 'PutResourcePolicy' ? call.input.Policy.Statement.map(canonicalJson).sort() : call

describe('every change', () => {
  test('holds calls as the journal stores them, without a member that is not there', () => {
    fc.assert(
      fc.property(changes, ({ calls }) => {
        expect(calls.map(parseCall)).toStrictEqual(calls)
      }),
      RUNS,
    )
  })

  test('names the qualifier only where there is one, and always says the auth type', () => {
    fc.assert(
      fc.property(changes, ({ request, calls }) => {
        const { functionName, qualifier } = request.identity
        for (const { operation, input } of calls) {
          if ('ResourceArn' in input) {
            expect(input.ResourceArn).toBe(functionArn(request.identity))
            continue
          }
          expect(input.FunctionName).toBe(functionName)
          // The concurrency is the function's as a whole.
          if (OPERATIONS[operation].touches === 'concurrency') {
            expect('Qualifier' in input).toBe(false)
            continue
          }
          expect(('Qualifier' in input && input.Qualifier) || undefined).toBe(
            qualifier === '$LATEST' ? undefined : qualifier,
          )
          expect('Qualifier' in input).toBe(qualifier !== '$LATEST')
        }
        for (const call of calls)
          if (call.operation === 'UpdateFunctionUrlConfig')
            expect(call.input.AuthType).toMatch(/^(NONE|AWS_IAM)$/)
      }),
    )
  })

  test('is the same whenever it is planned on the same state, in whatever order AWS lists the policy', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const { before, request } = change
        expect(planChange(request, before)).toEqual(change)
        const policy = before.policy && {
          ...before.policy,
          statements: [...before.policy.statements].reverse(),
        }
        const { calls, warnings, undo, confirmation } = planChange(request, { ...before, policy })
        expect({ calls: calls.map(inOneOrder), confirmation, isUndoable: undo.possible }).toEqual({
          calls: change.calls.map(inOneOrder),
          confirmation: change.confirmation,
          isUndoable: change.undo.possible,
        })
        expect(warnings.map(({ id }) => id)).toEqual(change.warnings.map(({ id }) => id))
      }),
    )
  })

  test('asks for the typed confirmation exactly when the URL is deleted or every call is stopped', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const { functionName, qualifier } = change.request.identity
        const isDeleted = change.before.config !== null && change.after.config === null
        const isStopped = change.after.concurrency === 0
        const deletion = isDeleted ? `${functionName}:${qualifier}` : null
        expect(change.confirmation).toBe(isStopped ? functionName : deletion)
      }),
    )
  })

  test('that says it can be undone can: the state before is reached again by a change of its own', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const { request, before, after, title } = change
        const undo: ChangeRequest = { kind: 'undo', identity: request.identity, changeId: CHANGE_ID }
        const back = () => planChange(undo, after, { title, request, before, after })
        if (!change.undo.possible) expect(failureOf(back)?.code).toBe('invalid-input')
        else expect(isSameState(statesAlong(back()).at(-1) ?? after, before)).toBe(true)
      }),
      RUNS,
    )
  })
})

const CHANGE_ID = '7d0a3a3e-8a3e-4d55-9d8c-3a2f5b9f0c11'

test('whatever the state, a request is planned or refused with a failure, never a crash', () => {
  const cases = identities.chain((identity) =>
    fc
      .record({ state: statesOf(identity), other: statesOf(identity) })
      .chain(({ state, other }) => requestsOn(identity, other).map((request) => ({ state, request }))),
  )
  fc.assert(
    fc.property(cases, ({ state, request }) => {
      try {
        expect(planChange(request, state).calls.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(FailureError)
      }
    }),
    RUNS,
  )
})

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'
const base = { FunctionName: 'checkout', Qualifier: 'live' }

const config: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
  FunctionArn: ARN,
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  CreationTime: 'c',
  LastModifiedTime: 'm',
}
const publicUrl: Statement = {
  Sid: 'FunctionURLAllowPublicAccess',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: ARN,
  Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
}
const publicInvoke: Statement = {
  Sid: 'FunctionURLInvokeAllowPublicAccess',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
  Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
}
const bucket: Statement = {
  Sid: 'bucket',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
}
const withoutId: Statement = { ...publicUrl, Sid: undefined }

const stateWith = (
  overrides: Partial<FunctionUrlConfig> | null,
  ...statements: Statement[]
): QualifierState => ({
  config: overrides && { ...config, ...overrides },
  policy: statements.length > 0 ? { RevisionId: 'r1', statements } : null,
})

const addUrl = {
  StatementId: publicUrl.Sid,
  Action: publicUrl.Action,
  Principal: '*',
  FunctionUrlAuthType: 'NONE',
}
const addInvoke = {
  StatementId: publicInvoke.Sid,
  Action: publicInvoke.Action,
  Principal: '*',
  InvokedViaFunctionUrl: true,
}
const nothing: QualifierState = { config: null, policy: null }
const createRequest = {
  kind: 'create' as const,
  identity,
  AuthType: 'NONE' as const,
  InvokeMode: 'BUFFERED' as const,
  grants: [],
}

describe('the calls of', () => {
  test.each<[string, ChangeRequest, QualifierState, object[]]>([
    [
      'a public URL on nothing: create, then InvokeFunction, InvokeFunctionUrl last',
      { ...createRequest, Cors: { AllowOrigins: ['https://a.example'] } },
      nothing,
      [
        {
          operation: 'CreateFunctionUrlConfig',
          input: {
            ...base,
            AuthType: 'NONE',
            InvokeMode: 'BUFFERED',
            Cors: { AllowOrigins: ['https://a.example'] },
          },
        },
        { operation: 'AddPermission', input: { ...base, ...addInvoke } },
        { operation: 'AddPermission', input: { ...base, ...addUrl, RevisionId: { after: 1 } } },
      ],
    ],
    [
      'a URL for signed calls: create alone',
      { ...createRequest, AuthType: 'AWS_IAM', Cors: {} },
      stateWith(null, bucket),
      [
        {
          operation: 'CreateFunctionUrlConfig',
          input: { ...base, AuthType: 'AWS_IAM', InvokeMode: 'BUFFERED' },
        },
      ],
    ],
    [
      'a URL beside another statement: the policy has a revision from the start',
      createRequest,
      stateWith(null, bucket),
      [
        {
          operation: 'CreateFunctionUrlConfig',
          input: { ...base, AuthType: 'NONE', InvokeMode: 'BUFFERED' },
        },
        { operation: 'AddPermission', input: { ...base, ...addInvoke, RevisionId: 'r1' } },
        { operation: 'AddPermission', input: { ...base, ...addUrl, RevisionId: { after: 1 } } },
      ],
    ],
    [
      'NONE to AWS_IAM: update first, then the public statements go, the opener before the other',
      { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' },
      stateWith({}, publicInvoke, bucket, publicUrl),
      [
        { operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'AWS_IAM' } },
        { operation: 'RemovePermission', input: { ...base, StatementId: publicUrl.Sid, RevisionId: 'r1' } },
        {
          operation: 'RemovePermission',
          input: { ...base, StatementId: publicInvoke.Sid, RevisionId: { after: 1 } },
        },
      ],
    ],
    [
      'NONE to AWS_IAM with the statements kept: update alone',
      { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'keep' },
      stateWith({}, publicInvoke, publicUrl),
      [{ operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'AWS_IAM' } }],
    ],
    [
      'AWS_IAM to NONE: update, then the statements that are missing',
      { kind: 'update', identity, AuthType: 'NONE', statements: 'follow' },
      stateWith({ AuthType: 'AWS_IAM' }, publicInvoke),
      [
        { operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'NONE' } },
        { operation: 'AddPermission', input: { ...base, ...addUrl, RevisionId: 'r1' } },
      ],
    ],
    [
      'clearing CORS: an empty object',
      { kind: 'update', identity, Cors: {}, statements: 'follow' },
      stateWith({ Cors: { AllowOrigins: ['*'] } }),
      [{ operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'NONE', Cors: {} } }],
    ],
    [
      'another invoke mode: CORS is left out and so kept',
      { kind: 'update', identity, InvokeMode: 'RESPONSE_STREAM', statements: 'follow' },
      stateWith({ Cors: { AllowOrigins: ['*'] } }),
      [
        {
          operation: 'UpdateFunctionUrlConfig',
          input: { ...base, AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
        },
      ],
    ],
    [
      'a deletion: the statements that only serve the URL, then the URL',
      { kind: 'delete', identity, statements: 'remove' },
      stateWith({}, publicInvoke, bucket, publicUrl),
      [
        { operation: 'RemovePermission', input: { ...base, StatementId: publicUrl.Sid, RevisionId: 'r1' } },
        {
          operation: 'RemovePermission',
          input: { ...base, StatementId: publicInvoke.Sid, RevisionId: { after: 0 } },
        },
        { operation: 'DeleteFunctionUrlConfig', input: base },
      ],
    ],
    [
      'a deletion that keeps the statements',
      { kind: 'delete', identity, statements: 'keep' },
      stateWith({}, publicInvoke, publicUrl),
      [{ operation: 'DeleteFunctionUrlConfig', input: base }],
    ],
    [
      'a deletion with a statement that RemovePermission cannot name: the policy as a whole, then the URL',
      { kind: 'delete', identity, statements: 'remove' },
      stateWith({}, withoutId, publicInvoke, bucket),
      [
        {
          operation: 'PutResourcePolicy',
          input: {
            ResourceArn: ARN,
            Policy: { Version: '2012-10-17', Id: 'default', Statement: [bucket] },
            RevisionId: 'r1',
          },
        },
        { operation: 'DeleteFunctionUrlConfig', input: base },
      ],
    ],
    [
      'NONE to AWS_IAM with one of an id that RemovePermission refuses: nothing public stays',
      { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' },
      stateWith({}, { ...publicUrl, Sid: 'an id with blanks' }),
      [
        { operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'AWS_IAM' } },
        { operation: 'DeleteResourcePolicy', input: { ResourceArn: ARN, RevisionId: 'r1' } },
      ],
    ],
    [
      'a grant to everyone: InvokeFunctionUrl last',
      { kind: 'grant', identity, grants: [{ type: 'everyone' }] },
      stateWith({}),
      [
        { operation: 'AddPermission', input: { ...base, ...addInvoke } },
        { operation: 'AddPermission', input: { ...base, ...addUrl, RevisionId: { after: 0 } } },
      ],
    ],
    [
      'a revocation of everything: the last one leaves no policy',
      { kind: 'revoke', identity, statementIds: ['bucket', 'FunctionURLAllowPublicAccess'] },
      stateWith({}, bucket, publicUrl),
      [
        { operation: 'RemovePermission', input: { ...base, StatementId: publicUrl.Sid, RevisionId: 'r1' } },
        {
          operation: 'RemovePermission',
          input: { ...base, StatementId: 'bucket', RevisionId: { after: 0 } },
        },
      ],
    ],
  ])('%s', (_, request, before, calls) => {
    expect(planChange(request, before).calls).toEqual(calls)
  })

  test('a grant on a policy that has become empty carry its revision', () => {
    const before: QualifierState = { config, policy: { RevisionId: 'r1', statements: [] } }
    const { calls } = planChange({ kind: 'grant', identity, grants: [{ type: 'everyone' }] }, before)
    expect(calls.map(({ input }) => ('RevisionId' in input ? input.RevisionId : undefined))).toEqual([
      'r1',
      { after: 0 },
    ])
  })
})

describe('what cannot be planned', () => {
  const typed = (StatementId: string) => ({
    type: 'statement' as const,
    permission: { StatementId, Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
  })
  test.each<[string, ChangeRequest, QualifierState, string, string[]?]>([
    ['a second URL', createRequest, stateWith({}), 'already-exists', ['identity.qualifier']],
    [
      'a create with a statement id in use',
      { ...createRequest, grants: [typed('bucket')] },
      stateWith(null, bucket),
      'already-exists',
      ['grants.0.permission.StatementId'],
    ],
    ['an update of nothing', { kind: 'update', identity, statements: 'follow' }, nothing, 'not-found'],
    [
      'an update to the same',
      { kind: 'update', identity, AuthType: 'NONE', statements: 'follow' },
      stateWith({}),
      'invalid-input',
    ],
    [
      'CORS in another order and case',
      { kind: 'update', identity, Cors: { AllowHeaders: ['B', 'a'] }, statements: 'follow' },
      stateWith({ Cors: { AllowHeaders: ['a', 'b'] } }),
      'invalid-input',
    ],
    ['a deletion of nothing', { kind: 'delete', identity, statements: 'remove' }, nothing, 'not-found'],
    [
      'a grant that is there already',
      { kind: 'grant', identity, grants: [{ type: 'everyone' }] },
      stateWith({}, { ...publicUrl, Sid: 'a' }, { ...publicInvoke, Sid: 'b' }),
      'invalid-input',
    ],
    [
      'a grant with a statement id in use',
      { kind: 'grant', identity, grants: [typed('new'), typed('bucket')] },
      stateWith({}, bucket),
      'already-exists',
      ['grants.1.permission.StatementId'],
    ],
    [
      'two grants with one statement id',
      { kind: 'grant', identity, grants: [typed('new'), typed('new')] },
      stateWith({}),
      'already-exists',
      ['grants.1.permission.StatementId'],
    ],
    [
      'a revocation of an unknown id',
      { kind: 'revoke', identity, statementIds: ['gone'] },
      stateWith({}, bucket),
      'not-found',
    ],
    ['a finish of nothing', { kind: 'finish', identity, changeId: CHANGE_ID }, nothing, 'not-found'],
  ])('%s is refused', (_, request, state, code, paths) => {
    const failure = failureOf(() => planChange(request, state))
    expect(failure?.code).toBe(code)
    expect(failure?.issues?.map(({ path }) => path)).toEqual(paths)
  })
})

function failureOf(plan: () => unknown) {
  try {
    plan()
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
  return undefined
}

test.each<[ChangeRequest, QualifierState, string]>([
  [createRequest, nothing, 'Create the function URL of checkout:live'],
  [
    {
      kind: 'update',
      identity,
      AuthType: 'AWS_IAM',
      InvokeMode: 'RESPONSE_STREAM',
      Cors: {},
      statements: 'follow',
    },
    stateWith({ Cors: { AllowOrigins: ['*'] } }),
    'Change the auth type, the invoke mode, and CORS of checkout:live',
  ],
  [
    { kind: 'delete', identity, statements: 'remove' },
    stateWith({}),
    'Delete the function URL of checkout:live',
  ],
  [
    { kind: 'grant', identity, grants: [{ type: 'everyone' }] },
    nothing,
    'Add 2 statements to the policy of checkout:live',
  ],
  [
    { kind: 'revoke', identity, statementIds: ['bucket'] },
    stateWith({}, bucket),
    'Remove a statement from the policy of checkout:live',
  ],
])('%j is called by its name', (request, state, title) => {
  expect(planChange(request, state).title).toBe(title)
})

test('a new URL has no address or times yet, an updated one keeps its own', () => {
  expect(planChange(createRequest, nothing).after.config).toMatchObject({
    FunctionUrl: '',
    CreationTime: '',
    LastModifiedTime: '',
    FunctionArn: ARN,
  })
  const update: ChangeRequest = { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' }
  expect(planChange(update, stateWith({})).after.config).toMatchObject({ FunctionUrl: config.FunctionUrl })
  expect(statementsOf(planChange(createRequest, nothing).after)).toEqual([publicInvoke, publicUrl])
})

describe('where PutResourcePolicy is not known', () => {
  const KEPT =
    'RemovePermission cannot name a statement without an id, and us-east-1 does not know PutResourcePolicy yet: the policy keeps it.'

  test.each<[string, ChangeRequest, object[]]>([
    [
      'closing',
      { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' },
      [
        { operation: 'UpdateFunctionUrlConfig', input: { ...base, AuthType: 'AWS_IAM' } },
        {
          operation: 'RemovePermission',
          input: { ...base, StatementId: publicInvoke.Sid, RevisionId: 'r1' },
        },
      ],
    ],
    [
      'a deletion',
      { kind: 'delete', identity, statements: 'remove' },
      [
        {
          operation: 'RemovePermission',
          input: { ...base, StatementId: publicInvoke.Sid, RevisionId: 'r1' },
        },
        { operation: 'DeleteFunctionUrlConfig', input: base },
      ],
    ],
  ])('%s goes on, and says what stays', (_, request, calls) => {
    const change = withoutPolicyApi(planChange(request, stateWith({}, withoutId, publicInvoke, bucket)))
    expect(change.calls).toEqual(calls)
    expect(change.after.policy?.statements).toEqual([bucket, withoutId])
    expect(change.warnings.map(({ message }) => message)).toContain(KEPT)
  })
})

test('a statement that makes the policy too long says what it has, and would have, before AWS refuses it', () => {
  const many = Array.from({ length: 86 }, (_, index) => ({ ...publicUrl, Sid: `statement-${index}` }))
  const grants = [{ type: 'account' as const, account: '999988887777' }]
  const { calls, warnings } = planChange({ kind: 'grant', identity, grants }, stateWith({}, ...many))
  expect(calls.map(({ operation }) => operation)).toContain('AddPermission')
  expect(warnings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^AWS takes a policy of at most 20,480 .* has 20,\d{3} now, and would have 2\d,\d{3}\.$/,
    ),
  )
})

test('closing never fails for a policy that is too long to be written as a whole: what cannot be named stays', () => {
  const many = Array.from({ length: 110 }, (_, index) => ({
    ...bucket,
    Sid: `bucket-${index}`.padEnd(100, 'x'),
  }))
  const request = {
    kind: 'update' as const,
    identity,
    AuthType: 'AWS_IAM' as const,
    statements: 'follow' as const,
  }
  const { calls, warnings } = planChange(request, stateWith({}, withoutId, publicInvoke, ...many))
  expect(calls.map(({ operation }) => operation)).toEqual(['UpdateFunctionUrlConfig', 'RemovePermission'])
  expect(warnings.map(({ id }) => id)).toContain('leaves-statements')
})
