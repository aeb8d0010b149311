import { expect, test } from 'vitest'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout'

const config: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
  FunctionArn: ARN,
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  CreationTime: 'c',
  LastModifiedTime: 'm',
}
const url: Statement = {
  Sid: 'url',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: ARN,
  Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
}
const invoke: Statement = {
  Sid: 'invoke',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
  Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
}
const direct: Statement = { ...invoke, Sid: 'direct', Condition: undefined }
const role: Statement = { ...url, Sid: 'role', Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } }
const withoutId: Statement = { ...url, Sid: undefined }

const state = (part: Partial<FunctionUrlConfig> | null, ...statements: Statement[]): QualifierState => ({
  config: part && { ...config, ...part },
  policy: statements.length > 0 ? { RevisionId: 'r', statements } : null,
})
const NONE: Partial<FunctionUrlConfig> = {}
const IAM: Partial<FunctionUrlConfig> = { AuthType: 'AWS_IAM' }
const anyOrigin = { AllowOrigins: ['*'] }

const OPENS = 'Anyone on the internet who knows the address can call this function URL once this is applied.'
const MAY_OPEN =
  'Anyone on the internet may be able to call this function URL once this is applied: everyone is allowed lambda:InvokeFunctionUrl, though not lambda:InvokeFunction.'

test.each<[string, QualifierState, QualifierState, string[]]>([
  ['nothing changes', state(NONE, url, invoke), state(NONE, url, invoke), []],
  ['it opens by both grants', state(NONE), state(NONE, invoke, url), [OPENS]],
  ['it opens by the second grant', state(NONE, url), state(NONE, url, invoke), [OPENS]],
  ['it opens by the auth type', state(IAM, url, invoke), state(NONE, url, invoke), [OPENS]],
  [
    'it opens by a wildcard',
    state(NONE),
    state(NONE, { ...direct, Action: 'lambda:*' }),
    [
      OPENS,
      'Everyone may invoke the function directly, not only through the function URL: the statement direct has no condition.',
    ],
  ],
  ['only half of it is granted', state(NONE), state(NONE, url), [MAY_OPEN]],
  ['it was open and loses one grant', state(NONE, url, invoke), state(NONE, url), []],
  ['only a role is granted', state(NONE), state(NONE, role), []],
  ['it is opened for signed calls alone', state(null), state(IAM), []],
  [
    'a new URL takes up what an earlier one left',
    state(null, url, invoke, role),
    state(NONE, url, invoke, role),
    [
      OPENS,
      'The policy already has the statement url and the statement invoke: what they allow holds for the new function URL at once.',
    ],
  ],
  [
    'a new URL with NONE finds a public grant for AWS_IAM, which does not hold for it',
    state(null, { ...url, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } } }),
    state(NONE, { ...url, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } } }),
    [],
  ],
  [
    'it is deleted and the statements stay',
    state(NONE, url, direct),
    state(null, url, direct),
    [
      'The policy keeps the statement url: a function URL created later on this qualifier may be reachable at once.',
    ],
  ],
  [
    'a statement without an id cannot be removed',
    state(NONE, withoutId),
    state(null, withoutId),
    [
      'The policy keeps a statement without an id: a function URL created later on this qualifier may be reachable at once.',
    ],
  ],
  [
    'it is closed and the public statements stay',
    state(NONE, url, invoke, role),
    state(IAM, url, invoke, role),
    [
      'The policy keeps the statement url and the statement invoke: with auth type NONE the function URL may be public at once.',
    ],
  ],
  ['leftovers were there before', state(IAM, url), state({ ...IAM, InvokeMode: 'RESPONSE_STREAM' }, url), []],
  [
    'a public statement is added to a URL for signed calls',
    state(IAM),
    state(IAM, url),
    ['The policy gets the statement url: with auth type NONE the function URL may be public at once.'],
  ],
  [
    'direct invocation by everyone is added',
    state(IAM),
    state(IAM, direct),
    [
      'Everyone may invoke the function directly, not only through the function URL: the statement direct has no condition.',
    ],
  ],
  ['direct invocation by everyone was there before', state(IAM, direct), state(NONE, direct), []],
  [
    'an id holds what nobody sees',
    state(NONE, { ...url, Sid: 'a\u202eb' }),
    state(null, { ...url, Sid: 'a\u202eb' }),
    [
      'The policy keeps the statement a[U+202E]b: a function URL created later on this qualifier may be reachable at once.',
    ],
  ],
])('when %s', (_, before, after, messages) => {
  expect(warningsOf(before, after).map(({ message }) => message)).toEqual(messages)
})

test('CORS is warned about once: when the change brings it', () => {
  const idsOf = (before: QualifierState, after: QualifierState) =>
    warningsOf(before, after).map(({ id }) => id)
  expect(idsOf(state(NONE), state({ Cors: anyOrigin }))).toContain('cors-any-origin')
  expect(idsOf(state({ Cors: anyOrigin }), state({ Cors: { ...anyOrigin, MaxAge: 5 } }))).toEqual([])
  expect(idsOf(state({ Cors: anyOrigin }), state(NONE))).toEqual(['cors-newly-blocks'])
  expect(idsOf(state({ Cors: anyOrigin }), state(null))).toEqual([])
})

test.each<[string, Cors, Cors, string[]]>([
  [
    'an origin and a method',
    { AllowOrigins: ['https://a.example', 'https://b.example'], AllowMethods: ['GET', 'DELETE'] },
    { AllowOrigins: ['https://b.example'], AllowMethods: ['GET'] },
    ['Browsers will newly block every call from https://a.example; DELETE from https://b.example.'],
  ],
  [
    'all of it',
    { AllowOrigins: ['https://a.example'], MaxAge: 5 },
    {},
    [
      'Browsers will newly block every call from https://a.example, unless the function’s own code handles CORS.',
    ],
  ],
  [
    'nothing',
    { AllowOrigins: ['https://a.example'] },
    { AllowOrigins: ['https://a.example'], MaxAge: 5 },
    [],
  ],
])('what a page could call and no longer can is named: %s', (_, before, after, messages) => {
  const warnings = warningsOf(state({ Cors: before }), state({ Cors: after }))
  expect(warnings.map(({ message }) => message)).toEqual(messages)
})

test('turning CORS on says what becomes of headers that the function’s own code sets', () => {
  const listed: Cors = { AllowOrigins: ['https://a.example'], AllowMethods: ['GET'], MaxAge: 60 }
  const idsOf = (before: QualifierState, after: QualifierState) =>
    warningsOf(before, after).map(({ id }) => id)
  expect(idsOf(state(NONE), state({ Cors: listed }))).toEqual(['cors-switched-on'])
  // A new URL takes nothing over; members that are all empty let Lambda answer nothing.
  expect(idsOf(state(null), state({ Cors: listed }))).toEqual([])
  expect(idsOf(state({ Cors: listed }), state({ Cors: { ...listed, MaxAge: 5 } }))).toEqual([])
  expect(idsOf(state({ Cors: { AllowOrigins: [] } }), state({ Cors: listed }))).toEqual(['cors-switched-on'])
  expect(idsOf(state(NONE), state({ Cors: { AllowOrigins: [] } }))).toEqual([])
  const [warning] = warningsOf(state(NONE), state({ Cors: listed }))
  expect(warning?.message).toContain('two Access-Control-Allow-Origin lines')
})

test('direct invocation by everyone is the one that is bad', () => {
  expect(warningsOf(state(NONE), state(NONE, direct)).map(({ id, tone }) => [id, tone])).toEqual([
    ['opens-direct-invoke', 'bad'],
  ])
})
