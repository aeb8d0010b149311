import { describe, expect, test } from 'vitest'
import { addPermissionSchema, grantSchema } from '@/lib/permissions/schema'

const plain = { StatementId: 'a', Action: 'lambda:InvokeFunction', Principal: '*' }
const pathsOf = (input: unknown) =>
  addPermissionSchema.safeParse(input).error?.issues.map(({ path }) => path.join('.')) ?? []

describe('addPermissionSchema takes', () => {
  test.each<[string, object]>([
    ['the least there is', plain],
    ['a statement id of 100 characters', { ...plain, StatementId: 'x'.repeat(100) }],
    ['every action at once', { ...plain, Action: '*' }],
    ['a wildcard of Lambda', { ...plain, Action: 'lambda:*' }],
    ['an account', { ...plain, Principal: '111122223333' }],
    ['a service', { ...plain, Principal: 'elasticmapreduce.amazonaws.com.cn' }],
    ['a role', { ...plain, Principal: 'arn:aws:iam::111122223333:role/path/name' }],
    ['a bucket as source', { ...plain, SourceArn: 'arn:aws:s3:::bucket' }],
    [
      'a rule with a region as source',
      { ...plain, SourceArn: 'arn:aws-us-gov:events:us-gov-west-1:111122223333:rule/r' },
    ],
    ['an organization', { ...plain, PrincipalOrgID: 'o-a1b2c3d4e5' }],
    ['an event source token', { ...plain, EventSourceToken: 'amzn1.ask.skill.0-_.' }],
    ['the condition for the URL', { ...plain, InvokedViaFunctionUrl: true }],
    ['an auth type', { ...plain, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }],
    [
      'a role for the URL without an auth type',
      { ...plain, Action: 'lambda:InvokeFunctionUrl', Principal: '111122223333' },
    ],
  ])('%s', (_, input) => {
    expect(addPermissionSchema.parse(input)).toEqual(input)
  })
})

describe('addPermissionSchema refuses, and names the field', () => {
  test.each<[string, object, string]>([
    ['a dot in a statement id', { ...plain, StatementId: 'example.com' }, 'StatementId'],
    ['a statement id of 101 characters', { ...plain, StatementId: 'x'.repeat(101) }, 'StatementId'],
    ['no statement id', { ...plain, StatementId: '' }, 'StatementId'],
    ['an action of another service', { ...plain, Action: 's3:GetObject' }, 'Action'],
    ['part of a wildcard', { ...plain, Action: 'lambda:Invoke*' }, 'Action'],
    ['no principal', { ...plain, Principal: '' }, 'Principal'],
    ['a word as principal', { ...plain, Principal: 'everyone' }, 'Principal'],
    ['a file, which the AWS CLI would read', { ...plain, Principal: 'file:///etc/passwd' }, 'Principal'],
    ['spaces', { ...plain, Principal: 'arn:aws:iam::1: x' }, 'Principal'],
    ['direction marks', { ...plain, Principal: 'arn:aws:iam::1:\u202erole/x' }, 'Principal'],
    ['a lone surrogate', { ...plain, Principal: 'arn:aws:iam::1:\ud800' }, 'Principal'],
    ['10,000 characters', { ...plain, Principal: `arn:${'x'.repeat(10_000)}` }, 'Principal'],
    ['a source that is no ARN', { ...plain, SourceArn: 'bucket' }, 'SourceArn'],
    ['a short source account', { ...plain, SourceAccount: '123' }, 'SourceAccount'],
    ['an organizational unit', { ...plain, PrincipalOrgID: 'ou-a1b2c3d4e5' }, 'PrincipalOrgID'],
    ['a token with spaces', { ...plain, EventSourceToken: 'a b' }, 'EventSourceToken'],
    ['an auth type with another action', { ...plain, FunctionUrlAuthType: 'NONE' }, 'FunctionUrlAuthType'],
    [
      'everyone for the URL without an auth type',
      { ...plain, Action: 'lambda:InvokeFunctionUrl' },
      'FunctionUrlAuthType',
    ],
    [
      'the condition for the URL with another action',
      { ...plain, Action: 'lambda:*', InvokedViaFunctionUrl: true },
      'InvokedViaFunctionUrl',
    ],
  ])('%s', (_, input, path) => {
    expect(pathsOf(input)).toEqual([path])
  })
})

test.each([
  ['arn:aws:iam::111122223333:role/name', true],
  ['arn:aws:iam::111122223333:user/path/name', true],
  ['arn:aws:sts::111122223333:assumed-role/role/session', true],
  ['arn:aws:iam::111122223333:root', false],
  ['arn:aws:iam::111122223333:role/', false],
  ['arn:aws:iam::111122223333:role/a b', false],
  ['arn:aws:s3:::bucket', false],
])('%s can be granted as a role: %s', (roleArn, expected) => {
  expect(grantSchema.safeParse({ type: 'role', roleArn }).success).toBe(expected)
})

test.each([
  ['arn:aws:cloudfront::111122223333:distribution/E1ABCDEF', true],
  ['arn:aws:cloudfront::111122223333:distribution/*', false],
  ['arn:aws:cloudfront::*:distribution/E1', false],
  ['E1ABCDEF', false],
])('%s can be granted as a distribution: %s', (distributionArn, expected) => {
  expect(grantSchema.safeParse({ type: 'cloudfront', distributionArn }).success).toBe(expected)
})
