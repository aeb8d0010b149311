import { describe, expect, test } from 'vitest'
import { permissionsOfGrant, statementIdIssues, statementsToAdd } from '@/lib/permissions/grant'
import { addPermissionSchema, type Grant, type Statement } from '@/lib/permissions/schema'
import { isPublicUrlGrant, statementOf } from '@/lib/permissions/statement'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'

const everyone: Grant = { type: 'everyone' }
const typed = (StatementId: string): Grant => ({
  type: 'statement',
  permission: { StatementId, Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
})
const statementWith = (StatementId: string) =>
  statementOf({ StatementId, Action: 'lambda:GetFunction', Principal: 's3.amazonaws.com' }, ARN)

const idsOf = (statements: readonly Statement[]) => statements.map(({ Sid }) => Sid)

describe('permissionsOfGrant', () => {
  test('everyone takes the two permissions under the ids that AWS’s console writes', () => {
    expect(permissionsOfGrant(everyone)).toEqual([
      {
        StatementId: 'FunctionURLInvokeAllowPublicAccess',
        Action: 'lambda:InvokeFunction',
        Principal: '*',
        InvokedViaFunctionUrl: true,
      },
      {
        StatementId: 'FunctionURLAllowPublicAccess',
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      },
    ])
  })

  test.each<[string, Grant, string, string]>([
    ['an account', { type: 'account', account: '444455556666' }, '444455556666', 'Account-444455556666'],
    [
      'a role with a path',
      { type: 'role', roleArn: 'arn:aws:iam::444455556666:role/team/a.b@c' },
      'arn:aws:iam::444455556666:role/team/a.b@c',
      'Role-444455556666-team-a-b-c',
    ],
  ])('%s takes the two permissions for signed calls', (_, grant, Principal, id) => {
    expect(permissionsOfGrant(grant)).toEqual([
      {
        StatementId: `FunctionURLInvokeAllow-${id}`,
        Action: 'lambda:InvokeFunction',
        Principal,
        InvokedViaFunctionUrl: true,
      },
      {
        StatementId: `FunctionURLAllow-${id}`,
        Action: 'lambda:InvokeFunctionUrl',
        Principal,
        FunctionUrlAuthType: 'AWS_IAM',
      },
    ])
  })

  test.each<[string, Grant, object, string]>([
    [
      'an organization',
      { type: 'organization', organizationId: 'o-a1b2c3d4e5' },
      { Principal: '*', PrincipalOrgID: 'o-a1b2c3d4e5' },
      'Organization-o-a1b2c3d4e5',
    ],
    [
      'a distribution of CloudFront',
      { type: 'cloudfront', distributionArn: 'arn:aws:cloudfront::444455556666:distribution/E1ABC' },
      {
        Principal: 'cloudfront.amazonaws.com',
        SourceArn: 'arn:aws:cloudfront::444455556666:distribution/E1ABC',
      },
      'CloudFront-E1ABC',
    ],
  ])('%s takes both permissions under its condition', (_, grant, whom, id) => {
    const permissions = permissionsOfGrant(grant)
    expect(permissions).toEqual([
      {
        StatementId: `FunctionURLInvokeAllow-${id}`,
        Action: 'lambda:InvokeFunction',
        ...whom,
        InvokedViaFunctionUrl: true,
      },
      {
        StatementId: `FunctionURLAllow-${id}`,
        Action: 'lambda:InvokeFunctionUrl',
        ...whom,
        FunctionUrlAuthType: 'AWS_IAM',
      },
    ])
    for (const permission of permissions)
      expect(addPermissionSchema.safeParse(permission)).toMatchObject({ success: true })
  })

  test('are what AddPermission takes, however long the role is called', () => {
    const roleArn = `arn:aws:iam::444455556666:role/${'deep/'.repeat(60)}name`
    const grants: Grant[] = [
      everyone,
      { type: 'account', account: '444455556666' },
      { type: 'role', roleArn },
    ]
    for (const permission of grants.flatMap(permissionsOfGrant))
      expect(addPermissionSchema.safeParse(permission)).toMatchObject({ success: true })
  })
})

describe('statementsToAdd', () => {
  test('names the qualifier of the URL and makes it public', () => {
    const added = statementsToAdd([everyone], [], identity)
    expect(added.map(({ Resource }) => Resource)).toEqual([ARN, ARN])
    expect(added.every(isPublicUrlGrant)).toBe(true)
  })

  test('adds nothing that is granted already, under whatever id', () => {
    const [invoke, url] = statementsToAdd([everyone], [], identity)
    const existing: Statement[] = [{ ...invoke, Sid: 'mine', Effect: 'Allow', Principal: { AWS: '*' } }]
    expect(statementsToAdd([everyone], existing, identity)).toEqual([url])
    expect(statementsToAdd([everyone, everyone], [], identity)).toHaveLength(2)
  })

  test('takes another id where a different statement has the ready-made one', () => {
    const existing = ['FunctionURLAllowPublicAccess', 'FunctionURLAllowPublicAccess-2'].map(statementWith)
    expect(idsOf(statementsToAdd([everyone], existing, identity))).toEqual([
      'FunctionURLInvokeAllowPublicAccess',
      'FunctionURLAllowPublicAccess-3',
    ])
  })

  test('two long roles that would share a cut id get one each', () => {
    const roleArn = (name: string) => `arn:aws:iam::444455556666:role/${'deep/'.repeat(60)}${name}`
    const grants: Grant[] = ['a', 'b'].map((name) => ({ type: 'role', roleArn: roleArn(name) }))
    const ids = idsOf(statementsToAdd(grants, [], identity))
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id?.length).toBeLessThanOrEqual(100)
  })

  test('typed ids are kept, and ready-made ones step aside for them', () => {
    const added = statementsToAdd([everyone, typed('FunctionURLAllowPublicAccess')], [], identity)
    expect(idsOf(added)).toEqual([
      'FunctionURLAllowPublicAccess',
      'FunctionURLInvokeAllowPublicAccess',
      'FunctionURLAllowPublicAccess-2',
    ])
  })
})

test('a typed id that is in use, or typed twice, is an issue of its field', () => {
  const message = 'This statement id is in use in this policy.'
  const grants = [typed('taken'), everyone, typed('new'), typed('new')]
  expect(statementIdIssues(grants, [statementWith('taken')])).toEqual([
    { path: 'grants.0.permission.StatementId', message },
    { path: 'grants.3.permission.StatementId', message },
  ])
  expect(statementIdIssues([typed('a'), typed('b')], [])).toEqual([])
})
