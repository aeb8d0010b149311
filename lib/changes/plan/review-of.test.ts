import { describe, expect, test } from 'vitest'
import type { AccessEffect } from '@/lib/changes/change'
import { accessEffect } from '@/lib/changes/plan/access-effect'
import { planChange } from '@/lib/changes/plan/plan-change'
import { cutsOff, reviewOf } from '@/lib/changes/plan/review-of'
import { failed, ok } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import type { Grant, Statement } from '@/lib/permissions/schema'
import { statementOf } from '@/lib/permissions/statement'
import { changeRequestSchema } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'
const PRODUCTION = { name: 'production', isProduction: true }
const STAGING = { name: 'staging', isProduction: false }
const TYPED = 'production/us-east-1/checkout:live'

const config: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
  FunctionArn: ARN,
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  CreationTime: 'c',
  LastModifiedTime: 'm',
}
const granted = (grant: Grant): Statement[] =>
  permissionsOfGrant(grant).map((permission) => statementOf(permission, ARN))
const everyone = granted({ type: 'everyone' })
const partner = granted({ type: 'account', account: '444455556666' })
const denyAll: Statement = {
  Sid: 'stop',
  Effect: 'Deny',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: ARN,
}
const officeOnly: Statement = {
  ...denyAll,
  Sid: 'office',
  Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
}

const state = (AuthType: 'NONE' | 'AWS_IAM' | null, ...statements: Statement[]): QualifierState => ({
  config: AuthType && { ...config, AuthType },
  policy: statements.length > 0 ? { RevisionId: 'r', statements } : null,
})

const ANYONE = 'everyone on the internet, without credentials'
const OWN = 'principals of this account (111122223333), if their identity policies allow it'

describe('who loses and who gains access', () => {
  test.each<[string, QualifierState, QualifierState, Partial<AccessEffect>]>([
    ['NONE to AWS_IAM', state('NONE', ...everyone), state('AWS_IAM', ...everyone), { loses: [ANYONE] }],
    [
      'one of the two public statements goes',
      state('NONE', ...everyone),
      state('NONE', ...everyone.slice(1)),
      { loses: [ANYONE] },
    ],
    [
      'AWS_IAM to NONE with both statements',
      state('AWS_IAM', ...everyone),
      state('NONE', ...everyone),
      { gains: [ANYONE], isOpening: true },
    ],
    [
      'a Deny of everybody goes',
      state('NONE', ...everyone, denyAll),
      state('NONE', ...everyone),
      { gains: [ANYONE], isOpening: true },
    ],
    [
      'a Deny that held for some requests goes',
      state('NONE', ...everyone, officeOnly),
      state('NONE', ...everyone),
      { gains: [ANYONE], isOpening: true },
    ],
    [
      'a Deny for some requests comes',
      state('NONE', ...everyone),
      state('NONE', ...everyone, officeOnly),
      { loses: [`${ANYONE}, for some requests`] },
    ],
    [
      'a grant of another account goes',
      state('AWS_IAM', ...partner),
      state('AWS_IAM'),
      { loses: ['the account 444455556666'] },
    ],
    [
      'a grant of another account comes',
      state('AWS_IAM'),
      state('AWS_IAM', ...partner),
      { gains: ['the account 444455556666, if their identity policies allow it'] },
    ],
    ['a URL with AWS_IAM is created', state(null), state('AWS_IAM'), { gains: [OWN] }],
    ['only CORS changes', state('NONE', ...everyone), state('NONE', ...everyone), {}],
    [
      'all calls are stopped',
      { ...state('NONE', ...everyone), concurrency: null },
      { ...state('NONE', ...everyone), concurrency: 0 },
      { loses: ['everyone: every call gets 429'] },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(accessEffect(before, after)).toEqual({
      loses: [],
      gains: [],
      unclear: [],
      isOpening: false,
      ...expected,
    })
  })
})

const plan = (request: unknown, before: QualifierState) =>
  planChange(changeRequestSchema.parse(request), before)
const close = () => plan({ kind: 'update', identity, AuthType: 'AWS_IAM' }, state('NONE', ...everyone))
const open = () => plan({ kind: 'update', identity, AuthType: 'NONE' }, state('AWS_IAM'))
const requests = (last30Days: number) => ok({ lastHour: 0, lastDay: 0, last30Days, readAt: 'now' })

describe('how carefully a change is asked for', () => {
  test('closing a URL in use is confirmed like a deletion', () => {
    const reviewed = reviewOf(close(), { account: PRODUCTION, traffic: requests(148_220) })
    expect(reviewed).toMatchObject({ confirmation: TYPED, danger: 'Close to the internet' })
    expect(reviewed.warnings[0]).toMatchObject({ id: 'cuts-off-traffic', tone: 'bad' })
    expect(reviewed.warnings[0]?.message).toContain('148,220 in the last 30 days')
  })

  test('not known is not unused', () => {
    const traffic = failed({ code: 'access-denied', message: 'Not allowed.' })
    const reviewed = reviewOf(close(), { account: STAGING, traffic })
    expect(reviewed.confirmation).toBe('staging/us-east-1/checkout:live')
    expect(reviewed.warnings[0]?.message).toContain('is not known: Not allowed.')
  })

  test('closing a URL without requests is no more than a click', () => {
    const reviewed = reviewOf(close(), { account: PRODUCTION, traffic: requests(0) })
    expect(reviewed).toMatchObject({ confirmation: null, danger: undefined })
    expect(reviewed.effect.loses).toEqual([ANYONE])
  })

  test('opening to the internet is a dangerous step, and typed where the account is production', () => {
    const reviewed = reviewOf(open(), { account: PRODUCTION })
    expect(reviewed).toMatchObject({ confirmation: TYPED, danger: 'Open to the internet' })
    expect(reviewOf(open(), { account: STAGING })).toMatchObject({
      confirmation: null,
      danger: 'Open to the internet',
    })
    expect(reviewed.warnings).toContainEqual(
      expect.objectContaining({ id: 'opens-to-everyone', tone: 'bad' }),
    )
  })

  test('what is typed for a deletion says which of the functions of this name it is', () => {
    const deletion = plan({ kind: 'delete', identity }, state('NONE', ...everyone))
    expect(cutsOff(deletion)).toBe(false)
    expect(reviewOf(deletion, { account: PRODUCTION }).confirmation).toBe(TYPED)
    expect(reviewOf(deletion, { account: { isProduction: false } }).confirmation).toBe(
      '111122223333/us-east-1/checkout:live',
    )
  })
})
