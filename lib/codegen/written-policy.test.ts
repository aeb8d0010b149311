import { describe, expect, test } from 'vitest'
import { writtenPolicy } from '@/lib/codegen/written-policy'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import type { Statement } from '@/lib/permissions/schema'
import { statementOf } from '@/lib/permissions/statement'

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:checkout:live'
const allow = (more: Partial<Statement>): Statement => ({
  Sid: 'one',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
  ...more,
})
const token = { StringEquals: { 'lambda:EventSourceToken': 'the-token' } }

describe('AddPermission (Lambda API reference) writes', () => {
  test('both public statements as they are, without a note, the one that opens the URL last', () => {
    const stored = permissionsOfGrant({ type: 'everyone' }).reverse()
    const { permissions, notes } = writtenPolicy(
      stored.map((permission) => statementOf(permission, ARN)),
      ARN,
    )
    expect(permissions).toEqual([...stored].reverse().map((permission) => ({ permission, isStored: true })))
    expect(notes).toEqual([])
  })

  test.each<[string, Partial<Statement>, string[], RegExp]>([
    ['{"AWS": "*"} as *', { Principal: { AWS: ['*'] } }, ['one *'], /“one” is written the way AddPermission/],
    [
      'a truth value',
      { Condition: { Bool: { 'lambda:invokedViaFunctionUrl': true } } },
      ['one *'],
      /the way/,
    ],
    [
      'no id: one that says its place',
      { Sid: undefined },
      ['Statement-1 *'],
      /needs a statement id.*Statement-1/,
    ],
    ['an id with a dot: without it', { Sid: 'a.b' }, ['a-b *'], /“a\.b”: AddPermission does not take its id/],
    [
      'lists as one statement for each',
      { Principal: { AWS: ['111122223333', '444455556666'], Service: 's3.amazonaws.com' } },
      ['one-1 111122223333', 'one-2 444455556666', 'one-3 s3.amazonaws.com'],
      /written as 3 statements that together allow the same, one-1 to one-3/,
    ],
  ])('%s', (_, more, written, note) => {
    const { permissions, notes } = writtenPolicy([allow(more)], ARN)
    expect(
      permissions.map(({ permission: { StatementId, Principal } }) => `${StatementId} ${Principal}`),
    ).toEqual(written)
    expect(notes.map(({ text }) => text)).toEqual([expect.stringMatching(note)])
  })

  test('no made-up id that another statement has', () => {
    const { permissions } = writtenPolicy([allow({ Sid: undefined }), allow({ Sid: 'Statement-1' })], ARN)
    expect(permissions.map(({ permission }) => permission.StatementId)).toEqual([
      'Statement-1-2',
      'Statement-1',
    ])
  })

  test('tokens as names, one for each, and never the token', () => {
    const other = { StringEquals: { 'lambda:EventSourceToken': 'another' } }
    const policy = writtenPolicy(
      [token, other, token].map((Condition, index) => allow({ Sid: `s${index}`, Condition })),
      ARN,
    )
    expect(policy.permissions.map(({ secret }) => secret)).toEqual([
      'EventSourceToken',
      'EventSourceToken2',
      'EventSourceToken',
    ])
    expect(JSON.stringify(policy)).not.toMatch(/the-token|another/)
  })
})

test.each<[string, Partial<Statement>, RegExp]>([
  ['a Deny', { Effect: 'Deny' }, /AddPermission writes no Deny/],
  ['NotAction', { Action: undefined, NotAction: 'lambda:GetFunction' }, /knows no NotAction/],
  ['another resource', { Resource: [ARN, `${ARN}2`] }, /names another resource/],
  ['a federated principal', { Principal: { Federated: 'x' } }, /does not know its kind of principal/],
  ['any service', { Principal: { Service: '*' } }, /does not know its kind of principal/],
  [
    'an AWS principal that reads as a service',
    { Principal: { AWS: 's3.amazonaws.com' } },
    /kind of principal/,
  ],
  ['no principal', { Principal: { AWS: [] } }, /names no action or no principal/],
  [
    'a condition on the address',
    { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
    /aws:SourceIp/,
  ],
  [
    'one of several accounts',
    { Condition: { StringEquals: { 'AWS:SourceAccount': ['111122223333', '444455556666'] } } },
    /takes one value for SourceAccount/,
  ],
  [
    'an InvokedViaFunctionUrl that is neither true nor false',
    { Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'perhaps' } } },
    /cannot write its condition Bool on lambda:InvokedViaFunctionUrl/,
  ],
  [
    'an auth type with both actions',
    {
      Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
    /AddPermission would refuse it\. AWS accepts a function URL auth type only with/,
  ],
])('left out, with the reason and the statement: %s', (_, more, reason) => {
  const statement = allow({ Condition: token, ...more })
  const { permissions, notes } = writtenPolicy([statement], ARN)
  expect(permissions).toEqual([])
  expect(notes).toHaveLength(1)
  expect(notes[0]?.text).toMatch(reason)
  expect(notes[0]?.statement?.Sid).toBe('one')
  expect(JSON.stringify(notes)).not.toContain('the-token')
})
