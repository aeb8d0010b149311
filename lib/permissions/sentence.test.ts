import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTexts, foreignStatements, permissions } from '@/lib/permissions/permission-arbitraries'
import { type Statement, statementSchema } from '@/lib/permissions/schema'
import { statementSentence } from '@/lib/permissions/sentence'
import { statementOf } from '@/lib/permissions/statement'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'

const URL = { Action: 'lambda:InvokeFunctionUrl' }
const INVOKE = { Action: 'lambda:InvokeFunction' }
const ROLE = { AWS: 'arn:aws:iam::111122223333:role/team/deployer' }
const ROLE_TEXT = 'The role team/deployer of the account 111122223333'
const authType = (...values: string[]) => ({
  StringEquals: { 'lambda:FunctionUrlAuthType': values.length > 1 ? values : (values[0] ?? '') },
})
const VIA_URL = { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }

const statement = (rest: Partial<Statement>): Statement =>
  statementSchema.parse({ Sid: 'one', Effect: 'Allow', Principal: '*', Resource: ARN, ...rest })

const SENTENCES: [Partial<Statement>, string][] = [
  // Everyone
  [
    { ...URL, Condition: authType('NONE') },
    'Everyone on the internet may invoke the function URL when its auth type is NONE.',
  ],
  [{ ...INVOKE, Condition: VIA_URL }, 'Everyone may invoke the function through its function URL.'],
  [{ ...INVOKE }, 'Everyone may invoke the function directly, not only through its function URL.'],
  [{ ...URL }, 'Everyone may invoke the function URL.'],
  [
    { ...URL, Principal: { AWS: '*' }, Condition: authType('NONE') },
    'Everyone on the internet may invoke the function URL when its auth type is NONE.',
  ],
  [
    { ...URL, Condition: authType('AWS_IAM') },
    'Everyone with AWS credentials may invoke the function URL when its auth type is AWS_IAM.',
  ],
  [
    { ...URL, Condition: authType('NONE', 'AWS_IAM') },
    'Everyone on the internet may invoke the function URL when its auth type is NONE or AWS_IAM.',
  ],
  [{ Action: 'lambda:*' }, 'Everyone may do everything with the function (lambda:*).'],
  [
    { Action: '*', Condition: VIA_URL },
    'Everyone may do everything (*) when the call comes through the function URL.',
  ],
  [
    { ...INVOKE, Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': false } } },
    'Everyone may invoke the function when the call does not come through a function URL.',
  ],
  // Organizations
  [
    { ...INVOKE, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    'Everyone in the organization o-a1b2c3d4e5 may invoke the function.',
  ],
  [
    {
      ...URL,
      Condition: {
        StringEquals: {
          'AWS:SourceAccount': '111111111111',
          'lambda:FunctionUrlAuthType': 'NONE',
          'aws:PrincipalOrgID': 'o-1234567890',
        },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::test-bucket' },
      },
    },
    'Everyone in the organization o-1234567890 may invoke the function URL on behalf of the account 111111111111 for arn:aws:s3:::test-bucket when its auth type is NONE.',
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] } } },
    `${ROLE_TEXT} may invoke the function when the caller belongs to the organization o-1 or o-2.`,
  ],
  // Accounts, roles, users, sessions
  [
    { ...URL, Principal: ROLE, Condition: authType('AWS_IAM') },
    `${ROLE_TEXT} may invoke the function URL when its auth type is AWS_IAM.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: VIA_URL },
    `${ROLE_TEXT} may invoke the function through its function URL.`,
  ],
  [
    { ...URL, Principal: { AWS: 'arn:aws:iam::444455556666:root' } },
    'The account 444455556666 may invoke the function URL.',
  ],
  [{ ...URL, Principal: { AWS: '444455556666' } }, 'The account 444455556666 may invoke the function URL.'],
  [
    { ...URL, Principal: { AWS: 'arn:aws-cn:iam::444455556666:user/eve' } },
    'The user eve of the account 444455556666 may invoke the function URL.',
  ],
  [
    { ...INVOKE, Principal: { AWS: 'arn:aws:sts::444455556666:assumed-role/app/session' } },
    'The role session app/session of the account 444455556666 may invoke the function.',
  ],
  [
    { ...INVOKE, Principal: { AWS: 'AROAEXAMPLE123' } },
    'The deleted user or role AROAEXAMPLE123 may invoke the function.',
  ],
  [
    { ...INVOKE, Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' } },
    'The principal “arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1” may invoke the function.',
  ],
  // Services and others
  [
    {
      ...INVOKE,
      Principal: { Service: 's3.amazonaws.com' },
      Condition: {
        StringEquals: { 'AWS:SourceAccount': '111122223333' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      },
    },
    'The service s3.amazonaws.com may invoke the function on behalf of the account 111122223333 for arn:aws:s3:::bucket.',
  ],
  [
    {
      ...URL,
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: {
        ArnEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1' },
        ...authType('AWS_IAM'),
      },
    },
    'The service cloudfront.amazonaws.com may invoke the function URL for arn:aws:cloudfront::111122223333:distribution/E1 when its auth type is AWS_IAM.',
  ],
  [
    { ...INVOKE, Condition: { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.1' } } },
    'Everyone may invoke the function with the event source token amzn1.ask.skill.1.',
  ],
  [
    { ...INVOKE, Principal: { Federated: 'cognito-identity.amazonaws.com' } },
    'Whoever is signed in through cognito-identity.amazonaws.com may invoke the function.',
  ],
  [
    { ...INVOKE, Principal: { CanonicalUser: '79a59d' } },
    'The canonical user 79a59d may invoke the function.',
  ],
  [
    { ...INVOKE, Principal: { Weird: 'x y' } },
    'The principal “x y” of the kind Weird may invoke the function.',
  ],
  [{ ...INVOKE, Principal: 'someone' }, 'The principal someone may invoke the function.'],
  [{ ...INVOKE, Principal: { AWS: [] } }, 'Nobody (no principal is named) may invoke the function.'],
  // Several
  [
    {
      Principal: { AWS: ['111122223333', ROLE.AWS], Service: 's3.amazonaws.com' },
      Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
      Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } },
    },
    'The account 111122223333, the role team/deployer of the account 111122223333, and the service s3.amazonaws.com may invoke the function URL and the function from the addresses 192.0.2.0/24 or 198.51.100.0/24.',
  ],
  [
    { Action: ['lambda:GetFunction', 'lambda:GetPolicy'], Principal: ROLE },
    `${ROLE_TEXT} may use lambda:GetFunction and lambda:GetPolicy.`,
  ],
  // Except
  [
    { ...INVOKE, Principal: undefined, NotPrincipal: ROLE },
    'Everyone except the role team/deployer of the account 111122223333 may invoke the function.',
  ],
  [
    { NotAction: ['lambda:DeleteFunction', 'lambda:GetFunction'] },
    'Everyone may do everything except lambda:DeleteFunction and lambda:GetFunction.',
  ],
  // Deny
  [
    { ...URL, Effect: 'Deny', Condition: authType('NONE') },
    'Nobody may invoke the function URL when its auth type is NONE.',
  ],
  [{ ...URL, Effect: 'Deny', Principal: ROLE }, `${ROLE_TEXT} may not invoke the function URL.`],
  [
    { ...URL, Effect: 'Deny', Principal: undefined, NotPrincipal: ROLE },
    'Nobody except the role team/deployer of the account 111122223333 may invoke the function URL.',
  ],
  [{ Action: '*', Effect: 'Deny' }, 'Nobody may do anything (*).'],
  [
    { Action: 'lambda:*', Effect: 'Deny', Principal: ROLE },
    `${ROLE_TEXT} may not do anything with the function (lambda:*).`,
  ],
  [
    { NotAction: 'lambda:GetFunction', Effect: 'Deny', Principal: ROLE },
    `${ROLE_TEXT} may not do anything except lambda:GetFunction.`,
  ],
  [
    { Action: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'], Effect: 'Deny', Principal: ROLE },
    `${ROLE_TEXT} may not invoke the function URL or the function.`,
  ],
  [
    { Action: ['lambda:InvokeFunction', 'lambda:GetFunction'], Effect: 'Deny', Principal: ROLE },
    `${ROLE_TEXT} may not use lambda:InvokeFunction or lambda:GetFunction.`,
  ],
  [
    { ...INVOKE, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    'Nobody may invoke the function without HTTPS.',
  ],
  // Conditions
  [
    { ...URL, Condition: { ...authType('NONE'), NotIpAddress: { 'aws:SourceIp': '192.0.2.1' } } },
    'Everyone may invoke the function URL when its auth type is NONE and aws:SourceIp is not in 192.0.2.1.',
  ],
  [
    { ...INVOKE, Condition: authType('NONE') },
    'Everyone may invoke the function when the auth type of the function URL is NONE.',
  ],
  [
    { ...INVOKE, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1' } } },
    'Everyone may invoke the function through the VPC endpoint vpce-1 from the VPC vpc-1.',
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['1', '2'] } } },
    `${ROLE_TEXT} may invoke the function when aws:PrincipalAccount is not 1 or 2.`,
  ],
  [
    {
      ...INVOKE,
      Principal: ROLE,
      Condition: { StringEqualsIfExists: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
    `${ROLE_TEXT} may invoke the function when lambda:FunctionUrlAuthType is NONE (or there is none).`,
  ],
  [
    {
      ...INVOKE,
      Principal: ROLE,
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1/*', 'o-2/*'] } },
    },
    `${ROLE_TEXT} may invoke the function when the caller belongs to the organizational unit o-1/* or o-2/*.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } } },
    `${ROLE_TEXT} may invoke the function when every value of aws:TagKeys is team.`,
  ],
  [
    {
      ...INVOKE,
      Principal: ROLE,
      Condition: { Null: { 'aws:SourceVpc': 'true', 'aws:SourceVpce': 'false' } },
    },
    `${ROLE_TEXT} may invoke the function when aws:SourceVpc is absent and aws:SourceVpce is present.`,
  ],
  [
    {
      ...INVOKE,
      Principal: ROLE,
      Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
    },
    `${ROLE_TEXT} may invoke the function when aws:CurrentTime is before 2030-01-01T00:00:00Z.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { NumericLessThanEquals: { 'aws:MultiFactorAuthAge': 3600 } } },
    `${ROLE_TEXT} may invoke the function when aws:MultiFactorAuthAge is at most 3600.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { SomethingNew: { 'aws:Key': ['a', 'b'] } } },
    `${ROLE_TEXT} may invoke the function when aws:Key meets the condition SomethingNew with a or b.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { constructor: { toString: 'x' } } },
    `${ROLE_TEXT} may invoke the function when toString meets the condition constructor with x.`,
  ],
  [
    { ...INVOKE, Principal: ROLE, Condition: { StringEquals: { 'aws:PrincipalTag/team': [] } } },
    `${ROLE_TEXT} may invoke the function when aws:PrincipalTag/team is no value.`,
  ],
  // Hostile text
  [
    {
      ...INVOKE,
      Principal: ROLE,
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x. Everyone may not' } },
    },
    `${ROLE_TEXT} may invoke the function when aws:PrincipalTag/team is “x. Everyone may not”.`,
  ],
  [
    { ...INVOKE, Principal: { AWS: 'evil\u202e “may not”\u0000' } },
    'The principal “evil[U+202E] "may not"[U+0000]” may invoke the function.',
  ],
  [
    { ...INVOKE, Principal: { Service: '<img src=x>' } },
    'The service “<img src=x>” may invoke the function.',
  ],
  [{ ...INVOKE, Principal: { Service: '' } }, 'The service “” may invoke the function.'],
  [
    { ...INVOKE, Principal: { Service: 'half\ud800' } },
    'The service “half[U+D800]” may invoke the function.',
  ],
]

test.each(SENTENCES)('%j', (rest, text) => {
  expect(statementSentence(statement(rest), identity).text).toBe(text)
})

describe('notes', () => {
  const notesOf = (rest: Partial<Statement>) => statementSentence(statement(rest), identity).notes
  const DIRECT =
    'Any AWS account can invoke the function directly: the condition lambda:InvokedViaFunctionUrl is missing.'
  const DENY = 'A Deny wins over every Allow and grants nothing itself.'
  const FOREIGN = 'Callers of another account also need an identity policy of their own that allows it.'
  const ACCOUNT = 'That account’s identity policies decide which users and roles can call it.'
  const LOST = 'Only PutResourcePolicy can write it again as it is.'

  test.each<[string, Partial<Statement>, string[]]>([
    ['nothing about a plain statement', { ...URL, Condition: authType('NONE') }, []],
    [
      'nothing about a role of the same account',
      { ...URL, Principal: ROLE, Condition: authType('AWS_IAM') },
      [],
    ],
    ['direct invocation by everyone', { ...INVOKE }, [DIRECT]],
    ['Deny', { ...URL, Effect: 'Deny' }, [DENY, LOST]],
    [
      'a role of another account',
      { ...INVOKE, Principal: { AWS: 'arn:aws:iam::444455556666:role/r' } },
      [FOREIGN],
    ],
    ['this account', { ...INVOKE, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, [ACCOUNT]],
    [
      'another account',
      { ...INVOKE, Principal: { AWS: 'arn:aws:iam::444455556666:root' } },
      [ACCOUNT, FOREIGN],
    ],
    ['everyone with credentials', { ...URL, Condition: authType('AWS_IAM') }, [FOREIGN]],
    [
      'a deleted role',
      { ...INVOKE, Principal: { AWS: 'AROAEXAMPLE123' } },
      ['AWS shows an id in place of a name when the user or role has been deleted.', LOST],
    ],
    [
      'no id',
      { Sid: undefined, ...INVOKE, Condition: VIA_URL },
      ['It has no statement id, so it can only be removed with PutResourcePolicy.'],
    ],
    [
      'an id that cannot be named',
      { Sid: 'two words', ...INVOKE, Condition: VIA_URL },
      ['RemovePermission does not take its statement id, so it can only be removed with PutResourcePolicy.'],
    ],
    [
      'the unqualified function in the policy of an alias',
      { ...INVOKE, Condition: VIA_URL, Resource: 'arn:aws:lambda:us-east-1:111122223333:function:checkout' },
      [
        'It names another resource than this qualifier: arn:aws:lambda:us-east-1:111122223333:function:checkout.',
        LOST,
      ],
    ],
    [
      'NotResource',
      { ...INVOKE, Condition: VIA_URL, Resource: undefined, NotResource: 'x y' },
      ['It holds for every resource except “x y”.', LOST],
    ],
    [
      'members that IAM does not have, shown as text',
      { ...INVOKE, Condition: VIA_URL, 'Extra\u202e': 1 },
      ['It has members that the console does not know: “Extra[U+202E]”.', LOST],
    ],
  ])('%s', (_, rest, notes) => {
    expect(notesOf(rest)).toEqual(notes)
  })
})

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

test('every statement is one sentence of visible text, and so is each note', () => {
  const statements = fc.oneof(
    permissions().map((permission) => statementOf(permission, ARN)),
    foreignStatements(anyTexts),
    fc
      .record({
        Principal: fc.jsonValue({ maxDepth: 2 }),
        Action: fc.array(anyTexts),
        Condition: fc.dictionary(anyTexts, fc.dictionary(anyTexts, anyTexts)),
      })
      .map((rest) => statement(rest)),
  )
  fc.assert(
    fc.property(statements, (one) => {
      const { text, notes } = statementSentence(one, identity)
      expect(text).toMatch(/^[A-Z].* may .*\.$/su)
      for (const shown of [text, ...notes]) expect(UNSEEN.test(shown)).toBe(false)
      expect(new Set(notes).size).toBe(notes.length)
    }),
  )
})
