import { expect, test } from 'vitest'
import { functionArn } from '@/lib/identity/arn'
import { CONDITION_CHOICES, valuesOf, withValues } from '@/lib/permissions/condition-choices'
import { policyIssues } from '@/lib/permissions/policy-issues'
import { type PrincipalKind, principalChoice, withPrincipal } from '@/lib/permissions/principal-choice'
import type { Statement } from '@/lib/permissions/schema'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'shop', qualifier: 'live' }
const plain: Statement = {
  Sid: 'a',
  Effect: 'Allow',
  Principal: { AWS: '444455556666' },
  Action: 'lambda:InvokeFunctionUrl',
  Resource: functionArn(identity),
}
const within = (Condition: Statement['Condition']): Statement => ({ ...plain, Condition })

test.each<[string, Statement]>([
  ['plain', plain],
  ['without an id', { ...plain, Sid: undefined }],
  ['everyone', { ...plain, Principal: '*' }],
  ['a Deny for all but one', { ...plain, Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '*' } }],
  ['every qualifier', { ...plain, Resource: 'arn:aws:lambda:us-east-1:111122223333:function:shop:*' }],
  ['addresses', within({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } })],
  [
    'a unit',
    within({
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' },
    }),
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
  ['a policy variable', within({ StringEquals: { 'aws:SourceVpc': '${aws:PrincipalTag/vpc}' } })],
  ['a condition of its own', within({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } })],
])('%s is nothing that AWS would refuse', (_, statement) => {
  expect(policyIssues([statement], identity)).toEqual([])
})

test.each<[string, Statement, string]>([
  ['an id with a space', { ...plain, Sid: 'a b' }, 'Sid'],
  ['no principal', { ...plain, Principal: undefined }, 'Principal'],
  ['an empty account', { ...plain, Principal: { AWS: '' } }, 'Principal'],
  ['an account of 11 digits', { ...plain, Principal: { AWS: '44445555666' } }, 'Principal'],
  ['an Allow with NotPrincipal', { ...plain, Principal: undefined, NotPrincipal: { AWS: '*' } }, 'Principal'],
  ['an action of another service', { ...plain, Action: 's3:*' }, 'Action'],
  ['no action', { ...plain, Action: [] }, 'Action'],
  ['another function', { ...plain, Resource: functionArn({ ...identity, functionName: 'b' }) }, 'Resource'],
  ['an empty list', within({ IpAddress: { 'aws:SourceIp': [] } }), 'Condition'],
  ['an address that is none', within({ IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } }), 'Condition'],
  ['neither true nor false', within({ Bool: { 'lambda:InvokedViaFunctionUrl': 'yes' } }), 'Condition'],
])('%s is refused', (_, statement, part) => {
  expect(policyIssues([statement], identity).map((issue) => issue.part)).toEqual([part])
})

test('what the policy holds already is not judged again, but an id must be its own', () => {
  const old = { ...plain, Resource: 'arn:aws:lambda:us-east-1:111122223333:function:old' }
  expect(policyIssues([old], identity, [old])).toEqual([])
  expect(policyIssues([plain, { ...plain, Effect: 'Deny' }], identity)).toMatchObject([
    { index: 1, part: 'Sid' },
  ])
})

test.each(CONDITION_CHOICES)(
  'the condition $label is put in, found in any case of its key, and taken out',
  (choice) => {
    const one = withValues(plain, choice, ['x'])
    expect(valuesOf(one, choice)).toEqual(['x'])
    expect(valuesOf(one, { ...choice, key: choice.key.toUpperCase() })).toEqual(['x'])
    expect(valuesOf(withValues(one, choice, ['x', 'y']), choice)).toEqual(['x', 'y'])
    expect(withValues(one, choice, undefined)).toEqual(plain)
  },
)

test.each<[PrincipalKind, string]>([
  ['everyone', ''],
  ['account', '444455556666'],
  ['identity', 'arn:aws:iam::444455556666:role/ci'],
  ['organization', 'o-a1b2c3d4e5'],
  ['service', 's3.amazonaws.com'],
])('the principal %s %s is written and read', (kind, value) => {
  const written = withPrincipal(plain, kind, value)
  expect(principalChoice(written)).toEqual({ kind, value })
  // An organization leaves nothing behind.
  expect(withPrincipal(written, 'account', '444455556666')).toEqual(plain)
})
