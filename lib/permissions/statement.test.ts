import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignStatements, permissions } from '@/lib/permissions/permission-arbitraries'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { type Statement, statementSchema } from '@/lib/permissions/schema'
import {
  grantsTheSame,
  isEveryone,
  isPublicUrlGrant,
  isRemovable,
  isSameStatement,
  opensDirectInvoke,
  opensFunctionUrl,
  permissionOf,
  servesOnlyFunctionUrl,
  statementOf,
} from '@/lib/permissions/statement'

const ARN = 'arn:aws:lambda:us-east-1:111111111111:function:my-function'

/** Request and Statement of AddPermission as the real service answered them in November 2025 and September 2026. */
const RECORDED: [AddPermissionInput, string, string?][] = [
  [
    {
      StatementId: 's3',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::test-bucket',
    },
    `{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::test-bucket"}}}`,
  ],
  [
    {
      StatementId: 'wilcard',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      SourceAccount: '111111111111',
    },
    `{"Sid":"wilcard","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"StringEquals":{"AWS:SourceAccount":"111111111111"}}}`,
  ],
  [
    {
      StatementId: 'lambda',
      Action: 'lambda:InvokeFunction',
      Principal: 'lambda.amazonaws.com',
      SourceAccount: '111111111111',
    },
    `{"Sid":"lambda","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"StringEquals":{"AWS:SourceAccount":"111111111111"}}}`,
  ],
  [
    { StatementId: 'account-id', Action: 'lambda:InvokeFunction', Principal: '111111111111' },
    `{"Sid":"account-id","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"lambda:InvokeFunction","Resource":"${ARN}"}`,
  ],
  [
    {
      StatementId: 'user-arn',
      Action: 'lambda:InvokeFunction',
      Principal: 'arn:aws:iam::111111111111:user/x',
      SourceAccount: '111111111111',
    },
    `{"Sid":"user-arn","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/x"},"Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"StringEquals":{"AWS:SourceAccount":"111111111111"}}}`,
  ],
  [
    {
      StatementId: 'urlPermission',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      SourceArn: 'arn:aws:s3:::test-bucket',
      SourceAccount: '111111111111',
      PrincipalOrgID: 'o-1234567890',
      FunctionUrlAuthType: 'NONE',
    },
    `{"Sid":"urlPermission","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"${ARN}","Condition":{"StringEquals":{"AWS:SourceAccount":"111111111111","lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::test-bucket"}}}`,
  ],
  [
    {
      StatementId: 'alexaSkill',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      EventSourceToken: 'amzn1.ask.skill.xxxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    },
    `{"Sid":"alexaSkill","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"StringEquals":{"lambda:EventSourceToken":"amzn1.ask.skill.xxxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"}}}`,
  ],
  [
    {
      StatementId: 'urlPermission',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    },
    `{"Sid":"urlPermission","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"${ARN}","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`,
  ],
  [
    {
      StatementId: 'iam',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: 'arn:aws:iam::000000000000:user/u',
      FunctionUrlAuthType: 'AWS_IAM',
    },
    `{"Sid":"iam","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/u"},"Action":"lambda:InvokeFunctionUrl","Resource":"${ARN}","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}`,
  ],
  [
    {
      StatementId: 'url-only',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    },
    `{"Sid":"url-only","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"${ARN}:live","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`,
    `${ARN}:live`,
  ],
  [
    { StatementId: 'invoke', Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true },
    `{"Sid":"invoke","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"${ARN}","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}`,
  ],
]

describe('statementOf', () => {
  test.each(RECORDED)(
    '$StatementId is written as AWS was recorded to write it',
    (permission, recorded, arn = ARN) => {
      const statement = statementOf(permission, arn)
      expect(statement).toEqual(JSON.parse(recorded))
      expect(JSON.stringify(statement)).toBe(recorded)
    },
  )

  test('an account is named in the partition of the function', () => {
    const statement = statementOf(
      { StatementId: 'a', Action: 'lambda:InvokeFunction', Principal: '111111111111' },
      'arn:aws-cn:lambda:cn-north-1:111111111111:function:f',
    )
    expect(statement.Principal).toEqual({ AWS: 'arn:aws-cn:iam::111111111111:root' })
  })
})

describe('permissionOf', () => {
  test('gives back the parameters that wrote a statement; an account comes back as the ARN of its root', () => {
    fc.assert(
      fc.property(permissions(), (permission) => {
        const account = /^\d{12}$/.test(permission.Principal)
        const Principal = account ? `arn:aws:iam::${permission.Principal}:root` : permission.Principal
        expect(permissionOf(statementOf(permission, ARN), ARN)).toEqual({ ...permission, Principal })
      }),
    )
  })

  test('what it gives writes the very same statement', () => {
    fc.assert(
      fc.property(permissions(), (permission) => {
        const statement = statementOf(permission, ARN)
        const again = permissionOf(statement, ARN)
        expect(again && statementOf(again, ARN)).toEqual(statement)
      }),
    )
  })

  test('gives nothing for what AddPermission cannot write', () => {
    fc.assert(
      fc.property(foreignStatements(), (statement) => {
        expect(permissionOf({ ...statement, Resource: ARN }, ARN)).toBeUndefined()
      }),
    )
  })

  const plain = statementOf({ StatementId: 'a', Action: 'lambda:InvokeFunction', Principal: '*' }, ARN)
  test.each<[string, Statement]>([
    ['no Sid', { ...plain, Sid: undefined }],
    ['a Sid with a dot, which only RemovePermission takes', { ...plain, Sid: 'a.b' }],
    ['Deny', { ...plain, Effect: 'Deny' }],
    ['another resource', { ...plain, Resource: `${ARN}:live` }],
    ['everyone written as AWS:*', { ...plain, Principal: { AWS: '*' } }],
    [
      'two principals',
      { ...plain, Principal: { AWS: 'arn:aws:iam::111111111111:root', Service: 's3.amazonaws.com' } },
    ],
    ['a deleted role', { ...plain, Principal: { AWS: 'AROAEXAMPLEID' } }],
    [
      'a condition value in a list',
      { ...plain, Condition: { StringEquals: { 'AWS:SourceAccount': ['111111111111'] } } },
    ],
    ['another operator', { ...plain, Condition: { StringLike: { 'AWS:SourceAccount': '111111111111' } } }],
    [
      'another spelling of a key',
      { ...plain, Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } },
    ],
    ['an unknown key', { ...plain, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } }],
    [
      'a condition that is neither true nor false',
      { ...plain, Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'perhaps' } } },
    ],
    ['a member that IAM does not have', { ...plain, Extra: 1 }],
    [
      'public invocation of the URL without an auth type, which AWS refuses',
      { ...plain, Action: 'lambda:InvokeFunctionUrl' },
    ],
    [
      'an auth type with another action, which AWS refuses',
      { ...plain, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } },
    ],
  ])('gives nothing for %s', (_, statement) => {
    expect(permissionOf(statement, ARN)).toBeUndefined()
  })
})

describe('equality', () => {
  const a: Statement = {
    Sid: 'a',
    Effect: 'Allow',
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
  }

  test('is to the letter but for the order of members', () => {
    const { Sid, ...rest } = a
    expect(isSameStatement(a, { ...rest, Sid })).toBe(true)
    expect(isSameStatement(a, { ...a, Sid: 'b' })).toBe(false)
    expect(isSameStatement(a, { ...a, Action: ['lambda:InvokeFunction'] })).toBe(false)
  })

  test('of grants does not look at ids, nor at how everyone is spelled', () => {
    expect(grantsTheSame(a, { ...a, Sid: 'b', Principal: { AWS: ['*'] } })).toBe(true)
    expect(grantsTheSame(a, { ...a, Principal: { AWS: '111111111111' } })).toBe(false)
  })
})

test.each([
  ['*', true],
  [{ AWS: '*' }, true],
  [{ AWS: ['111111111111', '*'] }, true],
  [{ Service: '*' }, false],
  [{ AWS: '111111111111' }, false],
  [null, false],
  [undefined, false],
  [['*'], false],
])('%j as Principal means everyone: %s', (principal, expected) => {
  expect(isEveryone(principal)).toBe(expected)
})

const NONE = { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }
const VIA_URL = { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }
const ROLE = { AWS: 'arn:aws:iam::111111111111:role/r' }

interface Row {
  statement: Partial<Statement>
  opensUrl?: boolean
  onlyUrl?: boolean
  publicGrant?: boolean
  direct?: boolean
}

const MEANINGS: [string, Row][] = [
  [
    'everyone, InvokeFunctionUrl, NONE',
    {
      statement: { Action: 'lambda:InvokeFunctionUrl', Condition: NONE },
      opensUrl: true,
      onlyUrl: true,
      publicGrant: true,
    },
  ],
  [
    'everyone, InvokeFunction through the URL',
    { statement: { Action: 'lambda:InvokeFunction', Condition: VIA_URL }, onlyUrl: true, publicGrant: true },
  ],
  ['everyone, InvokeFunction', { statement: { Action: 'lambda:InvokeFunction' }, direct: true }],
  [
    'everyone, InvokeFunctionUrl without a condition',
    { statement: { Action: 'lambda:InvokeFunctionUrl' }, opensUrl: true, onlyUrl: true, publicGrant: true },
  ],
  [
    'everyone, InvokeFunctionUrl, AWS_IAM',
    {
      statement: {
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      },
      opensUrl: true,
      onlyUrl: true,
    },
  ],
  [
    'everyone in an organization',
    {
      statement: {
        Action: 'lambda:InvokeFunctionUrl',
        Condition: {
          StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        },
      },
      opensUrl: true,
      onlyUrl: true,
    },
  ],
  [
    'a role',
    {
      statement: { Principal: ROLE, Action: 'lambda:InvokeFunctionUrl', Condition: NONE },
      opensUrl: true,
      onlyUrl: true,
    },
  ],
  [
    'condition keys in another case and values in lists',
    {
      statement: {
        Principal: { AWS: '*' },
        Action: ['lambda:invokefunctionurl'],
        Condition: { StringEquals: { 'Lambda:functionurlauthtype': ['NONE', 'AWS_IAM'] } },
      },
      opensUrl: true,
      onlyUrl: true,
      publicGrant: true,
    },
  ],
  [
    'a truth value in place of its text',
    {
      statement: {
        Action: 'lambda:InvokeFunction',
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': true } },
      },
      onlyUrl: true,
      publicGrant: true,
    },
  ],
  [
    'not through the URL',
    {
      statement: {
        Action: 'lambda:InvokeFunction',
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } },
      },
    },
  ],
  ['lambda:*', { statement: { Action: 'lambda:*' }, opensUrl: true, direct: true }],
  ['*', { statement: { Action: '*' }, opensUrl: true, direct: true }],
  ['lambda:Invoke*', { statement: { Action: 'lambda:Invoke*' }, opensUrl: true, direct: true }],
  ['lambda:InvokeFunctionU??', { statement: { Action: 'lambda:InvokeFunctionU??' }, opensUrl: true }],
  ['NotAction', { statement: { NotAction: 'lambda:Delete*' }, opensUrl: true, direct: true }],
  ['NotAction that takes it out', { statement: { NotAction: ['lambda:Invoke*'] } }],
  ['Deny', { statement: { Effect: 'Deny', Action: 'lambda:InvokeFunctionUrl', Condition: NONE } }],
  ['Deny of everything', { statement: { Effect: 'Deny', Action: '*' } }],
  [
    'a service',
    { statement: { Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction' } },
  ],
  [
    'an empty condition block',
    { statement: { Action: 'lambda:InvokeFunction', Condition: { StringEquals: {} } }, direct: true },
  ],
  ['no action', { statement: {} }],
  ['an empty list of actions', { statement: { Action: [] } }],
  [
    'both actions under the condition',
    {
      statement: { Action: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'], Condition: VIA_URL },
      opensUrl: true,
      onlyUrl: true,
      publicGrant: true,
    },
  ],
  [
    'both actions, the condition missing',
    {
      statement: { Action: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'] },
      opensUrl: true,
      direct: true,
    },
  ],
]

test.each(MEANINGS)('what it opens: %s', (_, row) => {
  const statement = statementSchema.parse({
    Effect: 'Allow',
    Principal: '*',
    Resource: ARN,
    ...row.statement,
  })
  expect({
    opensUrl: opensFunctionUrl(statement),
    onlyUrl: servesOnlyFunctionUrl(statement),
    publicGrant: isPublicUrlGrant(statement),
    direct: opensDirectInvoke(statement),
  }).toEqual({
    opensUrl: false,
    onlyUrl: false,
    publicGrant: false,
    direct: false,
    ...row,
    statement: undefined,
  })
})

test.each([
  ['FunctionURLAllowPublicAccess', true],
  ['with.dot', true],
  [undefined, false],
  ['', false],
  ['two words', false],
  ['x'.repeat(101), false],
  ['a\u202eb', false],
])('RemovePermission can name the id %j: %s', (Sid, expected) => {
  expect(isRemovable({ Sid, Effect: 'Allow' })).toBe(expected)
})

test('a hostile wildcard does not take long to compare', () => {
  const statement: Statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: `${'*a'.repeat(5_000)}`,
    Resource: ARN,
  }
  expect(opensFunctionUrl(statement)).toBe(false)
})
