import { describe, expect, test } from 'vitest'
import {
  evaluatePolicy,
  type PolicyQuestion,
  type PolicyVerdict,
} from '@/lib/sandbox/data-plane/policy/evaluate-policy'
import type { PolicyCaller } from '@/lib/sandbox/data-plane/policy/match-principal'
import type { WireStatement } from '@/lib/sandbox/state'

const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api'

const ANONYMOUS: PolicyCaller = { kind: 'anonymous' }
const ROLE_SESSION: PolicyCaller = {
  kind: 'signed',
  account: '222222222222',
  arn: 'arn:aws:sts::222222222222:assumed-role/caller/session',
  isAllowedByIdentity: true,
}
const POWERLESS_USER: PolicyCaller = {
  kind: 'signed',
  account: '111111111111',
  arn: 'arn:aws:iam::111111111111:user/ann',
  isAllowedByIdentity: false,
}

const QUESTION: PolicyQuestion = {
  caller: ANONYMOUS,
  action: 'lambda:InvokeFunctionUrl',
  resource: ARN,
  keys: {
    'lambda:FunctionUrlAuthType': 'NONE',
    'lambda:InvokedViaFunctionUrl': 'true',
    'aws:SourceIp': '192.0.2.7',
    'aws:CurrentTime': '2026-11-26T12:00:00Z',
    'aws:EpochTime': '1795694400',
  },
}

const PUBLIC: WireStatement = {
  Sid: 'FunctionURLAllowPublicAccess',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: ARN,
  Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
}

function verdict(statements: WireStatement[], question: Partial<PolicyQuestion> = {}): PolicyVerdict {
  return evaluatePolicy({ revisionId: 'r', statements }, { ...QUESTION, ...question })
}

/** The public statement with some parts replaced; a part given as undefined is taken out. */
function changed(parts: Partial<WireStatement>): WireStatement[] {
  return [{ ...PUBLIC, ...parts }]
}

function under(Condition: WireStatement['Condition'], Effect: WireStatement['Effect'] = 'Allow') {
  return changed({ Condition, Effect })
}

type Row = readonly [title: string, statements: WireStatement[], expected: PolicyVerdict]

const PRINCIPALS: Row[] = [
  ['the star as text', changed({ Principal: '*' }), 'allowed'],
  ['the star as AWS principal', changed({ Principal: { AWS: '*' } }), 'allowed'],
  [
    'a list of principals with the star',
    changed({ Principal: { AWS: ['arn:aws:iam::1:root', '*'] } }),
    'allowed',
  ],
  ['an account', changed({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } }), 'silent'],
  ['a service', changed({ Principal: { Service: 's3.amazonaws.com' } }), 'silent'],
  ['a service spelled as a star', changed({ Principal: { Service: '*' } }), 'silent'],
  ['no principal at all', changed({ Principal: undefined }), 'silent'],
  [
    'everybody but an account',
    changed({ Principal: undefined, NotPrincipal: { AWS: '222222222222' } }),
    'allowed',
  ],
  ['everybody but everybody', changed({ Principal: undefined, NotPrincipal: '*' }), 'silent'],
  [
    'a denial of everybody but an account',
    [PUBLIC, { Effect: 'Deny', NotPrincipal: { AWS: '222222222222' }, Action: '*', Resource: '*' }],
    'denied',
  ],
]

const ACTIONS: Row[] = [
  ['the action itself', changed({ Action: 'lambda:InvokeFunctionUrl' }), 'allowed'],
  ['the action in another case', changed({ Action: 'Lambda:invokefunctionURL' }), 'allowed'],
  ['another action', changed({ Action: 'lambda:InvokeFunction' }), 'silent'],
  ['a list with it', changed({ Action: ['lambda:GetPolicy', 'lambda:InvokeFunctionUrl'] }), 'allowed'],
  ['a list without it', changed({ Action: ['lambda:GetPolicy', 'lambda:InvokeFunction'] }), 'silent'],
  ['all of Lambda', changed({ Action: 'lambda:*' }), 'allowed'],
  ['every action', changed({ Action: '*' }), 'allowed'],
  ['a prefix', changed({ Action: 'lambda:Invoke*' }), 'allowed'],
  ['a question mark for one letter', changed({ Action: 'lambda:InvokeFunctionUr?' }), 'allowed'],
  ['a question mark for no letter', changed({ Action: 'lambda:InvokeFunctionUrl?' }), 'silent'],
  ['all of another service', changed({ Action: 's3:*' }), 'silent'],
  ['all but another action', changed({ Action: undefined, NotAction: 'lambda:GetPolicy' }), 'allowed'],
  ['all but this action', changed({ Action: undefined, NotAction: ['lambda:Invoke*'] }), 'silent'],
]

const RESOURCES: Row[] = [
  ['the function', changed({ Resource: ARN }), 'allowed'],
  ['its alias', changed({ Resource: `${ARN}:live` }), 'silent'],
  ['everything', changed({ Resource: '*' }), 'allowed'],
  ['a pattern', changed({ Resource: `${ARN.slice(0, -4)}*` }), 'allowed'],
  ['another function', changed({ Resource: `${ARN}-2` }), 'silent'],
  ['the function in another case', changed({ Resource: ARN.toUpperCase() }), 'silent'],
  ['a list with it', changed({ Resource: [`${ARN}-2`, ARN] }), 'allowed'],
  ['everything but another function', changed({ Resource: undefined, NotResource: `${ARN}-2` }), 'allowed'],
  ['everything but the function', changed({ Resource: undefined, NotResource: [ARN] }), 'silent'],
]

const CONDITIONS: Row[] = [
  ['none', under(undefined), 'allowed'],
  ['StringEquals', under({ StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }), 'allowed'],
  [
    'StringEquals with another value',
    under({ StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }),
    'silent',
  ],
  [
    'StringEquals with the value in another case',
    under({ StringEquals: { 'lambda:FunctionUrlAuthType': 'none' } }),
    'silent',
  ],
  [
    'StringEquals with the key in another case',
    under({ StringEquals: { 'LAMBDA:functionurlauthtype': 'NONE' } }),
    'allowed',
  ],
  [
    'StringEquals with one of a list',
    under({ StringEquals: { 'lambda:FunctionUrlAuthType': ['AWS_IAM', 'NONE'] } }),
    'allowed',
  ],
  [
    'StringEqualsIgnoreCase',
    under({ StringEqualsIgnoreCase: { 'lambda:FunctionUrlAuthType': 'none' } }),
    'allowed',
  ],
  [
    'StringNotEquals with another value',
    under({ StringNotEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }),
    'allowed',
  ],
  [
    'StringNotEquals with the value',
    under({ StringNotEquals: { 'lambda:FunctionUrlAuthType': ['X', 'NONE'] } }),
    'silent',
  ],
  [
    'StringNotEquals on an absent key',
    under({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
    'allowed',
  ],
  ['StringEquals on an absent key', under({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), 'silent'],
  [
    'StringEqualsIfExists on an absent key',
    under({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }),
    'allowed',
  ],
  [
    'StringEqualsIfExists on another value',
    under({ StringEqualsIfExists: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }),
    'silent',
  ],
  ['StringLike', under({ StringLike: { 'lambda:FunctionUrlAuthType': 'N?N*' } }), 'allowed'],
  ['StringLike that is too short', under({ StringLike: { 'lambda:FunctionUrlAuthType': 'NON' } }), 'silent'],
  ['StringNotLike', under({ StringNotLike: { 'lambda:FunctionUrlAuthType': 'N*' } }), 'silent'],
  [
    'StringEquals takes a star for a star',
    under({ StringEquals: { 'lambda:FunctionUrlAuthType': '*' } }),
    'silent',
  ],
  ['Bool', under({ Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }), 'allowed'],
  ['Bool in another case', under({ Bool: { 'lambda:InvokedViaFunctionUrl': 'True' } }), 'allowed'],
  ['Bool false', under({ Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } }), 'silent'],
  [
    'BoolIfExists on an absent key',
    under({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
    'allowed',
  ],
  ['ArnLike on an absent key', under({ ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::*' } }), 'silent'],
  ['ArnNotLike on an absent key', under({ ArnNotLike: { 'AWS:SourceArn': 'arn:aws:s3:::*' } }), 'allowed'],
  ['Null true on an absent key', under({ Null: { 'aws:PrincipalOrgID': 'true' } }), 'allowed'],
  ['Null false on an absent key', under({ Null: { 'aws:PrincipalOrgID': 'false' } }), 'silent'],
  ['Null false on a present key', under({ Null: { 'lambda:FunctionUrlAuthType': 'false' } }), 'allowed'],
  [
    'two operators of which one fails',
    under({
      StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' },
      Bool: { 'lambda:InvokedViaFunctionUrl': 'false' },
    }),
    'silent',
  ],
  [
    'two keys of which one fails',
    under({ StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE', 'aws:PrincipalOrgID': 'o-1' } }),
    'silent',
  ],
  ['IpAddress with the block', under({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }), 'allowed'],
  ['IpAddress with the address itself', under({ IpAddress: { 'aws:SourceIp': '192.0.2.7' } }), 'allowed'],
  ['IpAddress with another block', under({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), 'silent'],
  ['IpAddress of the other family', under({ IpAddress: { 'aws:SourceIp': '::/0' } }), 'silent'],
  ['IpAddress with what is no block', under({ IpAddress: { 'aws:SourceIp': '192.0.2.0/99' } }), 'silent'],
  [
    'NotIpAddress with one of its blocks',
    under({ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } }),
    'silent',
  ],
  ['NumericLessThan', under({ NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }), 'silent'],
  ['NumericGreaterThanEquals', under({ NumericGreaterThanEquals: { 'aws:EpochTime': '100' } }), 'allowed'],
  [
    'DateLessThan after the date',
    under({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }),
    'silent',
  ],
  [
    'DateGreaterThan after the date',
    under({ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }),
    'allowed',
  ],
  [
    'ForAllValues on an absent key',
    under({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-1/*' } }),
    'allowed',
  ],
  [
    'ForAnyValue on an absent key',
    under({ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-1/*' } }),
    'silent',
  ],
  [
    'ForAnyValue, negated, on an absent key',
    under({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgPaths': 'o-1/*' } }),
    'silent',
  ],
  [
    'ForAnyValue on a key of one value',
    under({ 'ForAnyValue:StringEquals': { 'lambda:FunctionUrlAuthType': ['X', 'NONE'] } }),
    'allowed',
  ],
  [
    'an operator that is not evaluated, in an Allow',
    under({ StringMatches: { 'aws:SourceIp': '192.*' } }),
    'silent',
  ],
  [
    'an operator that is not evaluated, in a Deny',
    under({ StringMatches: { 'aws:SourceIp': '192.*' } }, 'Deny'),
    'denied',
  ],
  [
    'a Deny whose other operator fails',
    under(
      { StringMatches: { 'aws:SourceIp': '192.*' }, Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } },
      'Deny',
    ),
    'silent',
  ],
]

const SEVERAL: Row[] = [
  ['no statement', [], 'silent'],
  ['a Deny after the Allow', [PUBLIC, { ...PUBLIC, Effect: 'Deny' }], 'denied'],
  ['a Deny before the Allow', [{ ...PUBLIC, Effect: 'Deny' }, PUBLIC], 'denied'],
  [
    'a Deny of another action',
    [PUBLIC, { ...PUBLIC, Effect: 'Deny', Action: 'lambda:GetPolicy' }],
    'allowed',
  ],
  [
    'a Deny of another auth type',
    [PUBLIC, ...under({ StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }, 'Deny')],
    'allowed',
  ],
  ['statements without Sid', [{ ...PUBLIC, Sid: undefined }], 'allowed'],
]

describe('what a resource policy says to an unsigned call', () => {
  test.each(PRINCIPALS)('Principal: %s', (_title, statements, expected) => {
    expect(verdict(statements)).toBe(expected)
  })

  test.each(ACTIONS)('Action: %s', (_title, statements, expected) => {
    expect(verdict(statements)).toBe(expected)
  })

  test.each(RESOURCES)('Resource: %s', (_title, statements, expected) => {
    expect(verdict(statements)).toBe(expected)
  })

  test.each(CONDITIONS)('Condition: %s', (_title, statements, expected) => {
    expect(verdict(statements)).toBe(expected)
  })

  test.each(SEVERAL)('Statements: %s', (_title, statements, expected) => {
    expect(verdict(statements)).toBe(expected)
  })

  test('is silent where there is no policy', () => {
    expect(evaluatePolicy(undefined, QUESTION)).toBe('silent')
  })
})

describe('what a resource policy says to a signed call', () => {
  const role = { AWS: 'arn:aws:iam::222222222222:role/caller' }
  const rows: readonly (readonly [string, PolicyCaller, WireStatement[], PolicyVerdict])[] = [
    ['a role by its ARN', ROLE_SESSION, changed({ Principal: role }), 'allowed'],
    ['another role', ROLE_SESSION, changed({ Principal: { AWS: `${role.AWS}-2` } }), 'silent'],
    ['everybody', ROLE_SESSION, changed({ Principal: '*' }), 'allowed'],
    [
      'its account',
      ROLE_SESSION,
      changed({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } }),
      'allowed',
    ],
    ['its account by number', ROLE_SESSION, changed({ Principal: { AWS: '222222222222' } }), 'allowed'],
    [
      'its account, which does not allow it',
      POWERLESS_USER,
      changed({ Principal: { AWS: '111111111111' } }),
      'silent',
    ],
    [
      'a user by its ARN',
      POWERLESS_USER,
      changed({ Principal: { AWS: 'arn:aws:iam::111111111111:user/ann' } }),
      'allowed',
    ],
    [
      'a denial of its account',
      POWERLESS_USER,
      changed({ Effect: 'Deny', Principal: { AWS: '111111111111' } }),
      'denied',
    ],
    [
      'a denial of everybody but its account',
      ROLE_SESSION,
      [PUBLIC, { Effect: 'Deny', NotPrincipal: { AWS: '222222222222' }, Action: '*', Resource: '*' }],
      'allowed',
    ],
  ]

  test.each(rows)('Principal: %s', (_title, caller, statements, expected) => {
    expect(verdict(statements, { caller })).toBe(expected)
  })

  test('compares ARNs part by part', () => {
    const condition = (pattern: string) => under({ ArnLike: { 'aws:PrincipalArn': pattern } })
    const keys = { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/team/caller' }
    expect(verdict(condition('arn:aws:iam::222222222222:role/*'), { keys })).toBe('allowed')
    expect(verdict(condition('arn:aws:iam::*:role/team/caller'), { keys })).toBe('allowed')
    expect(verdict(condition('arn:aws:*:role/team/caller'), { keys })).toBe('silent')
  })
})
