import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/changes/change'
import { changes, statesOf } from '@/lib/changes/plan/plan-arbitraries'
import { planChange } from '@/lib/changes/plan/plan-change'
import { isSameState } from '@/lib/changes/plan/state-difference'
import { planHash } from '@/lib/changes/plan-hash'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'

const CORS: Cors = {
  AllowCredentials: true,
  AllowHeaders: ['a', 'b'],
  AllowMethods: ['GET', 'POST'],
  AllowOrigins: ['https://a.example', 'https://b.example'],
  ExposeHeaders: ['c', 'd'],
  MaxAge: 60,
}
const config: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
  FunctionArn: ARN,
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  Cors: CORS,
  CreationTime: '2026-09-15T11:59:39.307613340Z',
  LastModifiedTime: '2026-09-16T11:59:39.307613340Z',
}
const statement = (Sid: string) => ({
  Sid,
  Effect: 'Allow' as const,
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
})
const before: QualifierState = {
  config,
  policy: { RevisionId: 'r1', statements: [statement('a'), statement('b')] },
}
const update: ChangeRequest = {
  kind: 'update',
  identity,
  InvokeMode: 'RESPONSE_STREAM',
  Cors: { AllowOrigins: ['https://x.example', 'https://y.example'], AllowHeaders: ['x-a', 'x-b'] },
  statements: 'follow',
}
const hashOn = (state: QualifierState, request: ChangeRequest = update) =>
  planHash(planChange(request, state))
const withConfig = (part: Partial<FunctionUrlConfig>): QualifierState => ({
  ...before,
  config: { ...config, ...part },
})
const withPolicy = (part: Partial<NonNullable<QualifierState['policy']>>): QualifierState => ({
  ...before,
  policy: { RevisionId: 'r1', statements: [statement('a'), statement('b')], ...part },
})

test('is 64 hexadecimal digits, the same every time', () => {
  expect(hashOn(before)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOn(structuredClone(before))).toBe(hashOn(before))
})

describe('is another when', () => {
  test.each<[string, QualifierState]>([
    ['LastModifiedTime', withConfig({ LastModifiedTime: '2026-09-16T11:59:39.307613341Z' })],
    ['CreationTime', withConfig({ CreationTime: 'x' })],
    ['FunctionUrl', withConfig({ FunctionUrl: 'https://other.lambda-url.us-east-1.on.aws/' })],
    ['AuthType', withConfig({ AuthType: 'AWS_IAM' })],
    ['AllowCredentials', withConfig({ Cors: { ...CORS, AllowCredentials: false } })],
    ['AllowHeaders', withConfig({ Cors: { ...CORS, AllowHeaders: ['a'] } })],
    ['AllowMethods', withConfig({ Cors: { ...CORS, AllowMethods: ['GET'] } })],
    [
      'AllowOrigins',
      withConfig({ Cors: { ...CORS, AllowOrigins: ['https://A.example', 'https://b.example'] } }),
    ],
    ['ExposeHeaders', withConfig({ Cors: { ...CORS, ExposeHeaders: [] } })],
    ['MaxAge', withConfig({ Cors: { ...CORS, MaxAge: 61 } })],
    ['a Cors member that is gone', withConfig({ Cors: { ...CORS, MaxAge: undefined } })],
    ['Cors that is gone', withConfig({ Cors: undefined })],
    ['RevisionId', withPolicy({ RevisionId: 'r2' })],
    [
      'a statement that has come',
      withPolicy({ statements: [statement('a'), statement('b'), statement('c')] }),
    ],
    ['a statement that has gone', withPolicy({ statements: [statement('a')] })],
    [
      'a statement that is another',
      withPolicy({ statements: [statement('a'), { ...statement('b'), Effect: 'Deny' }] }),
    ],
    ['a policy that is gone', { ...before, policy: null }],
  ])('%s differs', (_, state) => {
    expect(hashOn(state)).not.toBe(hashOn(before))
  })

  test.each<[string, ChangeRequest]>([
    ['another value is asked for', { ...update, InvokeMode: undefined }],
    ['another origin is asked for', { ...update, Cors: { AllowOrigins: ['https://x.example'] } }],
    ['CORS is cleared in place of kept', { ...update, Cors: {} }],
    ['another qualifier is meant', { ...update, identity: { ...identity, qualifier: 'beta' } }],
    ['another account is meant', { ...update, identity: { ...identity, account: '444455556666' } }],
    ['the statements shall stay', { ...update, statements: 'keep' }],
  ])('%s', (_, request) => {
    expect(hashOn(before, request)).not.toBe(hashOn(before))
  })
})

test('tells CORS cleared from CORS left alone', () => {
  expect(hashOn(before, { ...update, Cors: {} })).not.toBe(hashOn(before, { ...update, Cors: undefined }))
})

describe('is the same when', () => {
  test('only the order of lists differs', () => {
    const turned: Cors = {
      ...CORS,
      AllowHeaders: ['b', 'a'],
      AllowMethods: ['POST', 'GET'],
      AllowOrigins: ['https://b.example', 'https://a.example'],
      ExposeHeaders: ['d', 'c'],
    }
    const state = {
      config: { ...config, Cors: turned },
      policy: withPolicy({ statements: [statement('b'), statement('a')] }).policy,
    }
    const request: ChangeRequest = {
      ...update,
      Cors: { AllowOrigins: ['https://y.example', 'https://x.example'], AllowHeaders: ['x-b', 'x-a'] },
    }
    expect(hashOn(state, request)).toBe(hashOn(before))
  })

  test('the ids to remove are named in another order', () => {
    const revoke = (...statementIds: string[]): ChangeRequest => ({ kind: 'revoke', identity, statementIds })
    expect(hashOn(before, revoke('a', 'b'))).toBe(hashOn(before, revoke('b', 'a')))
  })

  test('only what is shown differs: times of reading, title, warnings, what undo promises', () => {
    const change = planChange(update, before)
    const shown: Change & { readAt: string } = {
      ...change,
      title: 'x',
      warnings: [{ id: 'x', tone: 'bad', message: 'x' }],
      undo: { possible: false, reason: 'x' },
      confirmation: 'x',
      readAt: '2026-01-01T00:00:00Z',
    }
    expect(planHash(shown)).toBe(planHash(change))
  })
})

test('two states with another policy or another configuration never share a hash', () => {
  const pairs = changes.chain((change) =>
    statesOf(change.request.identity).map((other) => ({ change, other: { ...change, before: other } })),
  )
  fc.assert(
    fc.property(pairs, ({ change, other }) => {
      fc.pre(!isSameState(change.before, other.before))
      expect(planHash(other)).not.toBe(planHash(change))
    }),
  )
})
