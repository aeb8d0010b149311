import { describe, expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { callerKey } from '@/lib/access/caller'
import { type Standing, standingsOf } from '@/lib/access/caller-standing'
import {
  ACCOUNT,
  ALIAS_ARN,
  both,
  deny,
  FUNCTION_ARN,
  IAM,
  invoke,
  NONE,
  OTHER,
  onAlias,
  open,
  signed,
  UNREADABLE,
  url,
  VIA_URL,
} from '@/lib/access/fixtures/access-states'
import { EXEMPTION, type VerdictKind } from '@/lib/access/verdict'
import { walkGates } from '@/lib/access/walk-gates'
import { ok } from '@/lib/failures/result'
import type { Statement } from '@/lib/permissions/schema'

type Row = [title: string, facts: AccessFacts, kind: VerdictKind, exempt?: 'unless exempt']

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, as IAM writes it
const VARIABLE = 'arn:aws:lambda:*:*:function:${aws:username}'
const BOTH = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']
const when = (Condition: Statement['Condition']) => open(url({ Condition }), invoke())
const whom = (Principal: unknown) => open(url({ Principal }), invoke({ Principal }))
const denied = (parts: Partial<Statement>) => open(url(), invoke(), deny(parts))

/** Answers of real function URLs; what is named here stands in the recordings under this name. */
const RECORDED: Row[] = [
  ['lambda_url_invocation_missing_permission: NONE, no policy: 403', open(), 'closed'],
  ['sd/NONE url, policy condition AWS_IAM: 403', open(url({ Condition: IAM })), 'closed'],
  ['sd/NONE url, both grants: 200', open(url(), invoke()), 'public'],
  [
    'lambda_url_invocation[dict] and its like: NONE, only the first grant: 200 in an exempt account',
    open(url({ Sid: 'urlPermission' })),
    'closed',
    'unless exempt',
  ],
  [
    'invoke_aliased_url_response: alias URL with the first grant: 200 in an exempt account',
    onAlias(open(url({ Resource: ALIAS_ARN }))),
    'closed',
    'unless exempt',
  ],
  [
    'invoke_deleted_alias_url_response_delayed: alias deleted: 403',
    onAlias(open(), 'deleted'),
    'alias-deleted',
  ],
  [
    'url_non_existing: no URL: 403 with {"Message":null}',
    { ...open(url(), invoke()), authType: null },
    'no-url',
  ],
  [
    'sd/AWS_IAM url, signed by a user granted only InvokeFunctionUrl',
    signed(url({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/u` }, Condition: IAM })),
    'iam',
  ],
  ['sd/add_permission on alias: the alias has a policy of its own', onAlias(open(url(), invoke())), 'closed'],
  [
    'exc_no_cap_requestresponse: reserved concurrency 0',
    { ...open(url(), invoke()), reservedConcurrency: ok(0) },
    'throttled',
  ],
  [
    'function_url_with_response_streaming: the invoke mode makes no difference',
    open(url(), invoke()),
    'public',
  ],
  [
    'add_permission_optional_fields: everyone, but for a source and an organization',
    when({
      StringEquals: {
        'AWS:SourceAccount': ACCOUNT,
        'lambda:FunctionUrlAuthType': 'NONE',
        'aws:PrincipalOrgID': 'o-1234567890',
      },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::test-bucket' },
    }),
    'closed',
  ],
  [
    'add_permission_principal_wildcard: InvokeFunction for everyone of a source account',
    open(url(), invoke({ Condition: { StringEquals: { 'AWS:SourceAccount': ACCOUNT } } })),
    'closed',
    'unless exempt',
  ],
  [
    'add_permission_principal_service: InvokeFunction for a service',
    open(url(), invoke({ Principal: { Service: 'lambda.amazonaws.com' }, Condition: undefined })),
    'closed',
    'unless exempt',
  ],
  [
    'add_permission_principal_account: InvokeFunction for the account',
    open(url(), invoke({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
    'closed',
    'unless exempt',
  ],
  [
    'add_permission_alexa_skill: InvokeFunction for everyone with an event source token',
    open(url(), invoke({ Condition: { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.x' } } })),
    'depends',
    'unless exempt',
  ],
]

const TWO_PERMISSIONS: Row[] = [
  ['only the second: 403', open(invoke()), 'closed'],
  ['both in one statement', open(url({ Action: BOTH, Condition: undefined })), 'public'],
  ['both by lambda:*', open(url({ Action: 'lambda:*', Condition: undefined })), 'public'],
  ['both by *', open(url({ Action: '*', Condition: undefined })), 'public'],
  ['both by lambda:Invoke*', open(url({ Action: 'lambda:Invoke*', Condition: undefined })), 'public'],
  ['both by NotAction', open(url({ Action: undefined, NotAction: 's3:*', Condition: undefined })), 'public'],
  [
    'NotAction that names the second',
    open(url({ Action: undefined, NotAction: 'lambda:InvokeFunction', Condition: undefined })),
    'closed',
    'unless exempt',
  ],
  [
    'lambda:InvokeFunctionUr? is the first alone',
    open(url({ Action: 'lambda:InvokeFunctionUr?' })),
    'closed',
    'unless exempt',
  ],
  [
    'actions in another case',
    open(url({ Action: 'LAMBDA:invokefunctionurl' }), invoke({ Action: 'lambda:INVOKEFUNCTION' })),
    'public',
  ],
  ['another action', open(url({ Action: 'lambda:GetFunctionUrlConfig' }), invoke()), 'closed'],
  ['the second without its condition', open(url(), invoke({ Condition: undefined })), 'public'],
  [
    'both in one statement under the condition of the first: not documented',
    open(url({ Action: BOTH })),
    'depends',
    'unless exempt',
  ],
  [
    'both in one statement under the condition of the second: not documented',
    open(url({ Action: BOTH, Condition: VIA_URL })),
    'depends',
  ],
  [
    'the second for calls that do not come through a URL',
    open(url(), invoke({ Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } } })),
    'closed',
    'unless exempt',
  ],
]

const PRINCIPALS: Row[] = [
  ['{AWS: *}', whom({ AWS: '*' }), 'public'],
  ['a list with *', whom({ AWS: [`arn:aws:iam::${OTHER}:root`, '*'] }), 'public'],
  ['a service and {AWS: *}', whom({ Service: 's3.amazonaws.com', AWS: '*' }), 'public'],
  ['an account', whom({ AWS: ACCOUNT }), 'closed'],
  ['a role', whom({ AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` }), 'closed'],
  ['a service', whom({ Service: 'cloudfront.amazonaws.com' }), 'closed'],
  ['{Service: *}', whom({ Service: '*' }), 'closed'],
  ['an identity provider', whom({ Federated: 'cognito-identity.amazonaws.com' }), 'closed'],
  ['a deleted role', whom({ AWS: 'AROAEXAMPLE' }), 'closed'],
  ['none named', whom(undefined), 'closed'],
  ['an empty list', whom({ AWS: [] }), 'closed'],
  ['a star of a kind that IAM does not have', whom({ Everyone: '*' }), 'depends', 'unless exempt'],
  [
    'Allow with NotPrincipal: AWS documents it with Deny only',
    open(url({ Principal: undefined, NotPrincipal: { AWS: OTHER } }), invoke()),
    'depends',
  ],
  ['Allow with NotPrincipal *', open(url({ Principal: undefined, NotPrincipal: '*' }), invoke()), 'closed'],
]

const RESOURCES: Row[] = [
  [
    'the URL on an alias, its grants on the alias',
    onAlias(open(url({ Resource: ALIAS_ARN }), invoke({ Resource: ALIAS_ARN }))),
    'public',
  ],
  [
    'the resource of an alias for the function’s own URL',
    open(url({ Resource: ALIAS_ARN }), invoke()),
    'closed',
  ],
  ['a list with the resource', open(url({ Resource: ['arn:aws:s3:::b', FUNCTION_ARN] }), invoke()), 'public'],
  ['every resource', open(url({ Resource: '*' }), invoke({ Resource: '*' })), 'public'],
  [
    'a pattern for an alias',
    onAlias(open(url({ Resource: `${FUNCTION_ARN}:*` }), invoke({ Resource: `${FUNCTION_ARN}:l?ve` }))),
    'public',
  ],
  ['the resource in another case', open(url({ Resource: FUNCTION_ARN.toUpperCase() }), invoke()), 'closed'],
  [
    'NotResource of another function',
    open(url({ Resource: undefined, NotResource: `${FUNCTION_ARN}-2` }), invoke()),
    'public',
  ],
  [
    'NotResource of this one',
    open(url({ Resource: undefined, NotResource: FUNCTION_ARN }), invoke()),
    'closed',
  ],
  ['no resource at all: not documented', open(url({ Resource: undefined }), invoke()), 'depends'],
  ['a policy variable in the resource', open(url({ Resource: VARIABLE }), invoke()), 'depends'],
]

const CONDITIONS: Row[] = [
  ['no condition', when(undefined), 'public'],
  [
    'auth type NONE or AWS_IAM',
    when({ StringEquals: { 'lambda:FunctionUrlAuthType': ['AWS_IAM', 'NONE'] } }),
    'public',
  ],
  [
    'auth type none in small letters',
    when({ StringEquals: { 'lambda:FunctionUrlAuthType': 'none' } }),
    'closed',
  ],
  [
    'the same, ignoring case',
    when({ StringEqualsIgnoreCase: { 'lambda:functionurlAUTHTYPE': 'none' } }),
    'public',
  ],
  [
    'auth type is not AWS_IAM',
    when({ StringNotEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }),
    'public',
  ],
  ['auth type is like N*', when({ StringLike: { 'lambda:FunctionUrlAuthType': 'N*' } }), 'public'],
  ['a range of addresses', when({ ...NONE, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }), 'depends'],
  [
    'every address there is',
    when({ ...NONE, IpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } }),
    'public',
  ],
  [
    'every IPv4 address: function URLs answer on IPv6 too',
    when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
    'depends',
  ],
  ['before a date', when({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }), 'depends'],
  ['a user agent', when({ StringLike: { 'aws:UserAgent': 'curl/*' } }), 'depends'],
  [
    'an organization: anonymous callers have none',
    when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    'closed',
  ],
  [
    'an organization, if the key exists',
    when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    'public',
  ],
  ['not an organization', when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), 'public'],
  [
    'every tag of a principal: there is none to fail',
    when({ 'ForAllValues:StringEquals': { 'aws:PrincipalTag/team': 'a' } }),
    'public',
  ],
  [
    'some tag of a principal',
    when({ 'ForAnyValue:StringEquals': { 'aws:PrincipalTag/team': 'a' } }),
    'closed',
  ],
  ['without an organization', when({ Null: { 'aws:PrincipalOrgID': 'true' } }), 'public'],
  ['with an organization', when({ Null: { 'aws:PrincipalOrgID': 'false' } }), 'closed'],
  [
    'a VPC endpoint: function URLs have none',
    when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    'closed',
  ],
  ['over HTTPS', when({ Bool: { 'aws:SecureTransport': 'true' } }), 'public'],
  ['without HTTPS', when({ Bool: { 'aws:SecureTransport': 'false' } }), 'closed'],
  ['this region', when({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }), 'public'],
  [
    'an operator that IAM does not have',
    when({ StringMatches: { 'lambda:FunctionUrlAuthType': 'NONE' } }),
    'depends',
  ],
  ['a key that nobody knows', when({ StringEquals: { 'example:key': 'x' } }), 'depends'],
  ['no value', when({ StringEquals: { 'lambda:FunctionUrlAuthType': [] } }), 'depends'],
]

const DENIES: Row[] = [
  ['of the first action', denied({}), 'closed'],
  ['of the second action', denied({ Action: 'lambda:InvokeFunction' }), 'closed', 'unless exempt'],
  ['of everything', denied({ Action: '*', Resource: '*' }), 'closed'],
  ['of another action', denied({ Action: 'lambda:GetPolicy' }), 'public'],
  ['of another resource', denied({ Resource: ALIAS_ARN }), 'public'],
  ['of another account', denied({ Principal: { AWS: OTHER } }), 'public'],
  ['of everybody but an account', denied({ Principal: undefined, NotPrincipal: { AWS: OTHER } }), 'closed'],
  ['of auth type AWS_IAM', denied({ Condition: IAM }), 'public'],
  [
    'outside a range of addresses',
    denied({ Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
    'depends',
  ],
  [
    'of an organization, which anonymous callers are not in',
    denied({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    'public',
  ],
  [
    'of everybody outside an organization',
    denied({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    'closed',
  ],
  [
    'whose condition depends, while a permission is missing',
    open(url(), deny({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    'closed',
    'unless exempt',
  ],
]

const AROUND: Row[] = [
  ['the policy cannot be read', { ...open(), policy: UNREADABLE }, 'unknown'],
  [
    'the policy cannot be read, but the alias is known to be gone',
    { ...onAlias(open(), 'deleted'), policy: UNREADABLE },
    'alias-deleted',
  ],
  [
    'the reserved concurrency cannot be read',
    { ...open(url(), invoke()), reservedConcurrency: UNREADABLE },
    'public-by-policy',
  ],
  [
    'the reserved concurrency cannot be read, and nobody is allowed',
    { ...open(), reservedConcurrency: UNREADABLE },
    'closed',
  ],
  ['the alias cannot be read', { ...open(url(), invoke()), alias: UNREADABLE }, 'public-by-policy'],
  [
    'AWS_IAM, everyone who signs, and the concurrency cannot be read',
    { ...signed(...both('*')), reservedConcurrency: UNREADABLE },
    'any-account-by-policy',
  ],
  ['AWS_IAM and the concurrency cannot be read', { ...signed(), reservedConcurrency: UNREADABLE }, 'iam'],
  ['some concurrency is reserved', { ...open(url(), invoke()), reservedConcurrency: ok(5) }, 'public'],
  ['reserved concurrency 0, and nobody is allowed', { ...open(), reservedConcurrency: ok(0) }, 'closed'],
  ['AWS_IAM and the public statements', signed(url(), invoke()), 'iam'],
  ['AWS_IAM and no statement', signed(), 'iam'],
  ['AWS_IAM and reserved concurrency 0', { ...signed(), reservedConcurrency: ok(0) }, 'throttled'],
  ['AWS_IAM, everyone who signs', signed(...both('*')), 'any-account'],
  [
    'AWS_IAM, everyone of an organization',
    signed(...both('*', { StringEquals: { ...IAM.StringEquals, 'aws:PrincipalOrgID': 'o-1' } })),
    'iam',
  ],
  ['AWS_IAM and a Deny of everything', signed(deny({ Action: 'lambda:*' })), 'closed'],
  [
    'AWS_IAM and a Deny outside a range of addresses',
    signed(deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    'iam',
  ],
]

const UNSIGNED_OF: Partial<Record<VerdictKind, string>> = {
  public: 'yes',
  'public-by-policy': 'depends',
  depends: 'depends',
  unknown: 'unknown',
}

describe.each([
  ['recorded', RECORDED],
  ['two permissions', TWO_PERMISSIONS],
  ['principal', PRINCIPALS],
  ['resource', RESOURCES],
  ['condition', CONDITIONS],
  ['Deny', DENIES],
  ['around the policy', AROUND],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_title, facts, kind, exempt) => {
    const verdict = accessVerdict(facts)
    expect(verdict.kind).toBe(kind)
    expect(verdict.mayBeExempt).toBe(exempt !== undefined)
    expect(verdict.unsigned).toBe(UNSIGNED_OF[kind] ?? 'no')
    for (const reason of verdict.reasons) expect(reason).toMatch(/^\p{Lu}.*[.]$/su)
    // What is closed to everyone stops at a gate, and what is public at none.
    const stop = walkGates(facts, { kind: 'unsigned' }).find(({ status }) => status === 'stopped')
    if (verdict.unsigned === 'no') expect(stop?.answer).toBeGreaterThan(400)
    if (verdict.unsigned === 'yes') expect(stop).toBeUndefined()
  })
})

test('never says of a URL that calls run where that could not be read', () => {
  const facts = { ...open(url(), invoke()), reservedConcurrency: UNREADABLE }
  expect(accessVerdict(facts).reasons.slice(0, 2)).toEqual([
    'The reserved concurrency could not be read.',
    'If it is not 0: anyone on the internet who knows the address can call this URL, without credentials.',
  ])
  expect(accessVerdict({ ...facts, alias: UNREADABLE }).reasons.slice(0, 2)).toEqual([
    'Whether the alias still exists and the reserved concurrency could not be read.',
    'If the alias exists and the concurrency is not 0: anyone on the internet who knows the address can call this URL, without credentials.',
  ])
})

test('has at least 80 states', () => {
  const tables = [RECORDED, TWO_PERMISSIONS, PRINCIPALS, RESOURCES, CONDITIONS, DENIES, AROUND]
  expect(tables.flat().length).toBeGreaterThanOrEqual(80)
})

test('says the exemption as what it is, where it may matter and nowhere else', () => {
  expect(accessVerdict(open(url())).reasons).toContain(EXEMPTION)
  expect(accessVerdict(open(invoke())).reasons).not.toContain(EXEMPTION)
  expect(EXEMPTION).toContain('is not known, so grant both')
})

describe('callers of a URL with AWS_IAM', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`
  const FOREIGN = `arn:aws:iam::${OTHER}:role/ci`
  const CLOUDFRONT = { Service: 'cloudfront.amazonaws.com' }
  const distribution = { ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::1:distribution/E1' } }
  const rows: [title: string, statements: Statement[], who: string, standing: Standing][] = [
    ['this account without a statement', [], ACCOUNT, 'with-identity-policy'],
    ['this account, named', both({ AWS: ACCOUNT }), ACCOUNT, 'with-identity-policy'],
    ['this account, by everyone', both('*'), ACCOUNT, 'allowed'],
    ['a role of this account', both({ AWS: ROLE }), ROLE, 'allowed'],
    ['a role of this account with half', both({ AWS: ROLE }).slice(0, 1), ROLE, 'with-identity-policy'],
    ['another account', both({ AWS: `arn:aws:iam::${OTHER}:root` }), OTHER, 'with-identity-policy'],
    ['another account by its number', both({ AWS: OTHER }), OTHER, 'with-identity-policy'],
    ['another account with half', both({ AWS: OTHER }).slice(0, 1), OTHER, 'half'],
    ['another account with the other half', both({ AWS: OTHER }).slice(1), OTHER, 'half'],
    ['a role of another account', both({ AWS: FOREIGN }), FOREIGN, 'with-identity-policy'],
    [
      'a role that is denied',
      [...both({ AWS: FOREIGN }), deny({ Principal: { AWS: FOREIGN } })],
      FOREIGN,
      'denied',
    ],
    [
      'a role whose account is denied',
      [...both({ AWS: FOREIGN }), deny({ Principal: { AWS: OTHER } })],
      FOREIGN,
      'denied',
    ],
    [
      'a role beside a denied one',
      [...both({ AWS: FOREIGN }), deny({ Principal: { AWS: `${FOREIGN}-2` } })],
      FOREIGN,
      'with-identity-policy',
    ],
    [
      'a role with only its account excepted from a Deny',
      [...both({ AWS: FOREIGN }), deny({ Principal: undefined, NotPrincipal: { AWS: OTHER } })],
      FOREIGN,
      'depends',
    ],
    [
      'a user excepted from a Deny with its account, where everyone is allowed',
      [
        ...both('*'),
        deny({ Principal: undefined, NotPrincipal: { AWS: [FOREIGN, OTHER] }, Action: 'lambda:*' }),
      ],
      FOREIGN,
      'with-identity-policy',
    ],
    [
      'the account whose root is excepted from a Deny',
      [
        ...both('*'),
        deny({ Principal: undefined, NotPrincipal: { AWS: [FOREIGN, OTHER] }, Action: 'lambda:*' }),
      ],
      OTHER,
      'depends',
    ],
    [
      'a role that is named in a Deny only',
      [...both('*'), deny({ Principal: { AWS: FOREIGN } })],
      FOREIGN,
      'denied',
    ],
    [
      'AWS services, where everyone is narrowed to them',
      both('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
      '*',
      'allowed',
    ],
    [
      'a service by aws:PrincipalServiceName',
      both('*', { StringEquals: { 'aws:PrincipalServiceName': 'cloudfront.amazonaws.com' } }),
      'cloudfront.amazonaws.com',
      'allowed',
    ],
    [
      'everyone, where an organization is asked for and none is named',
      both('*', { StringEquals: { 'aws:PrincipalOrgID': [] } }),
      'anyone-signed',
      'depends',
    ],
    [
      'everyone but one, as an Allow: AWS does not document it',
      both(undefined).map((one) => ({ ...one, NotPrincipal: { AWS: OTHER } })),
      'anyone-signed',
      'depends',
    ],
    [
      'a role excepted from a Deny without its account',
      [...both({ AWS: FOREIGN }), deny({ Principal: undefined, NotPrincipal: { AWS: FOREIGN } })],
      FOREIGN,
      'depends',
    ],
    [
      'an organization',
      both('*', { StringEquals: { ...IAM.StringEquals, 'aws:PrincipalOrgID': 'o-1' } }),
      'o-1',
      'with-identity-policy',
    ],
    [
      'accounts by a condition',
      both('*', { StringEquals: { ...IAM.StringEquals, 'aws:PrincipalAccount': OTHER } }),
      OTHER,
      'with-identity-policy',
    ],
    ['a service for its source', both(CLOUDFRONT, distribution), 'cloudfront.amazonaws.com', 'allowed'],
    ['a service with half', both(CLOUDFRONT, distribution).slice(0, 1), 'cloudfront.amazonaws.com', 'half'],
    ['everyone who signs', both('*'), 'anyone-signed', 'with-identity-policy'],
    [
      'everyone who signs, from some addresses',
      both('*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
      'anyone-signed',
      'depends',
    ],
    [
      'an account whose grant is for auth type NONE',
      [url({ Principal: { AWS: OTHER } }), invoke({ Principal: { AWS: OTHER } })],
      OTHER,
      'half',
    ],
  ]

  test.each(rows)('%s', (_title, statements, who, standing) => {
    const { identity } = signed()
    const found = standingsOf({ identity, authType: 'AWS_IAM', statements: fixed(statements) })
    expect(found.find(({ caller }) => callerKey(caller) === who)?.standing).toBe(standing)
    for (const { text } of found) expect(text).toMatch(/^\p{Lu}.*[.]$/su)
  })

  test('leaves out who may only invoke the function past its URL', () => {
    const bucket = invoke({ Principal: { Service: 's3.amazonaws.com' }, Condition: undefined })
    const found = standingsOf({ identity: signed().identity, authType: 'AWS_IAM', statements: [bucket] })
    expect(found.map(({ caller }) => callerKey(caller))).toEqual([ACCOUNT])
  })

  /** The auth type goes with the first action only. */
  function fixed(statements: Statement[]): Statement[] {
    return statements.map((statement) => {
      const { StringEquals, ...rest } = statement.Condition ?? {}
      if (statement.Action !== 'lambda:InvokeFunction' || !StringEquals) return statement
      const { 'lambda:FunctionUrlAuthType': _, ...others } = StringEquals
      return { ...statement, Condition: { ...rest, StringEquals: others } }
    })
  }
})
