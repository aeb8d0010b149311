import fc from 'fast-check'
import type { Statement } from '@/lib/permissions/schema'

/** Only tests import this: policies of every kind that GetPolicy can return, most of them near to opening a URL. */

export interface PolicyPlace {
  /** The resource that the policy is attached to. */
  arn: string
  /** The function without its alias. */
  functionArn: string
  account: string
  region: string
}

const oneOrList = <T>(one: fc.Arbitrary<T>, others: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 3, arbitrary: one },
    {
      weight: 1,
      arbitrary: fc.tuple(one, others).chain(([a, b]) => fc.constantFrom<T[]>([a], [a, b], [b, a])),
    },
  )

const oftenThen = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 4) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd })

const actions = oneOrList(
  oftenThen(
    fc.constantFrom('lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'),
    fc.constantFrom(
      'lambda:*',
      '*',
      'lambda:Invoke*',
      'LAMBDA:invokefunction',
      'lambda:InvokeFunction?rl',
      's3:*',
      'lambda:GetPolicy',
    ),
  ),
  fc.constantFrom('lambda:GetPolicy', 'lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'),
)

const principals = ({ account }: PolicyPlace): fc.Arbitrary<unknown> =>
  oftenThen<unknown>(
    fc.constantFrom<unknown>('*', { AWS: '*' }),
    fc.constantFrom<unknown>(
      { AWS: [`arn:aws:iam::${account}:root`, '*'] },
      { AWS: account },
      { AWS: `arn:aws:iam::${account}:role/deploy` },
      { AWS: `arn:aws:iam::${account}:user/ann` },
      { AWS: 'arn:aws:iam::999999999999:root' },
      { AWS: 'arn:aws:iam::999999999999:user/eve' },
      { Service: 's3.amazonaws.com' },
      { Service: '*' },
      { Federated: 'cognito-identity.amazonaws.com' },
      { AWS: 'AROAEXAMPLE' },
      { Service: 's3.amazonaws.com', AWS: '*' },
      [],
    ),
    3,
  )

const whom = (place: PolicyPlace): fc.Arbitrary<Partial<Statement>> =>
  fc.oneof(
    { weight: 9, arbitrary: principals(place).map((Principal) => ({ Principal })) },
    { weight: 1, arbitrary: principals(place).map((NotPrincipal) => ({ NotPrincipal })) },
    { weight: 1, arbitrary: fc.constant({}) },
  )

const what: fc.Arbitrary<Partial<Statement>> = fc.oneof(
  { weight: 9, arbitrary: actions.map((Action) => ({ Action })) },
  { weight: 1, arbitrary: actions.map((NotAction) => ({ NotAction })) },
)

const onWhat = ({ arn, functionArn, region }: PolicyPlace): fc.Arbitrary<Partial<Statement>> => {
  const resources = oneOrList(
    oftenThen(
      fc.constant(arn),
      fc.constantFrom(
        '*',
        functionArn,
        `${functionArn}:*`,
        `${functionArn}*`,
        `arn:aws:lambda:${region}:*:function:*`,
        `${arn}-2`,
        'arn:aws:s3:::b',
      ),
      7,
    ),
    fc.constant(`${functionArn}:other`),
  )
  return fc.oneof(
    { weight: 12, arbitrary: resources.map((Resource) => ({ Resource })) },
    { weight: 1, arbitrary: resources.map((NotResource) => ({ NotResource })) },
    { weight: 1, arbitrary: fc.constant({}) },
  )
}

const operators = fc
  .tuple(
    fc.constantFrom('', '', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      ...[
        'StringEquals',
        'StringNotEquals',
        'StringEqualsIgnoreCase',
        'StringNotEqualsIgnoreCase',
        'StringLike',
      ],
      ...[
        'StringNotLike',
        'Bool',
        'ArnEquals',
        'ArnLike',
        'ArnNotLike',
        'IpAddress',
        'NotIpAddress',
        'NumericLessThan',
      ],
      ...['NumericNotEquals', 'DateGreaterThan', 'DateLessThan', 'BinaryEquals', 'Null', 'StringMatches'],
    ),
    fc.constantFrom('', '', '', 'IfExists'),
  )
  .map((parts) => parts.join(''))

const keys = fc.constantFrom(
  ...[
    'lambda:FunctionUrlAuthType',
    'LAMBDA:functionurlauthtype',
    'lambda:InvokedViaFunctionUrl',
    'lambda:FunctionArn',
  ],
  ...[
    'lambda:EventSourceToken',
    'aws:SourceIp',
    'aws:PrincipalOrgID',
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
  ],
  ...['aws:PrincipalTag/team', 'aws:SourceArn', 'aws:SourceAccount', 'aws:SourceVpce', 'aws:SecureTransport'],
  ...[
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:RequestedRegion',
    'aws:UserAgent',
    'aws:ViaAWSService',
    'aws:userid',
  ],
  ...['aws:MultiFactorAuthPresent', 'aws:PrincipalIsAWSService', 'example:unknown'],
)

const values = fc.constantFrom(
  ...[
    'NONE',
    'AWS_IAM',
    'none',
    'N*',
    '*',
    'true',
    'false',
    'True',
    'anonymous',
    'o-a1b2c3d4e5',
    '111111111111',
  ],
  ...['0.0.0.0/0', '::/0', '127.0.0.0/8', '192.0.2.0/24', '127.0.0.1', '300', '2026-01-01T00:00:00Z'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, as IAM writes it
  ...['2099-01-01T00:00:00Z', 'us-east-1', '${aws:username}', 'arn:aws:iam::111111111111:role/*'],
)

const anyTest = fc
  .tuple(operators, keys, oneOrList(values, values))
  .map(([operator, key, value]) => ({ [operator]: { [key]: value } }))

const usualCondition = fc.constantFrom<Statement['Condition']>(
  undefined,
  { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
  { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
)

const conditions = fc.oneof(
  { weight: 5, arbitrary: usualCondition },
  { weight: 3, arbitrary: anyTest },
  { weight: 1, arbitrary: fc.tuple(anyTest, anyTest).map(([a, b]) => ({ ...a, ...b })) },
)

/** Any statement at all. */
const oddStatements = (place: PolicyPlace): fc.Arbitrary<Statement> =>
  fc
    .record({
      Effect: oftenThen(fc.constant<'Allow' | 'Deny'>('Allow'), fc.constant<'Allow' | 'Deny'>('Deny'), 3),
      whom: whom(place),
      what,
      onWhat: onWhat(place),
      Condition: conditions,
    })
    .map(({ Effect, whom, what, onWhat, Condition }) => ({
      Effect,
      ...whom,
      ...what,
      ...onWhat,
      ...(Condition && { Condition }),
    }))

/** One of the two statements of a public URL, under a condition that may or may not hold. */
const publicHalves = ({ arn }: PolicyPlace): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.constantFrom('lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'),
      oftenThen<Statement['Condition']>(fc.constant(undefined), anyTest, 2),
    )
    .map(([Action, Condition]) => ({
      Effect: 'Allow',
      Principal: '*',
      Action,
      Resource: arn,
      Condition: Condition ?? {
        ...(Action === 'lambda:InvokeFunction'
          ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }
          : { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }),
      },
    }))

/** The statements of one policy, with and without ids. */
export const policies = (place: PolicyPlace): fc.Arbitrary<Statement[]> =>
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: publicHalves(place) }, { weight: 2, arbitrary: oddStatements(place) }),
      {
        maxLength: 5,
      },
    )
    .map((statements) =>
      statements.map((statement, index) =>
        index % 3 === 2 ? statement : { Sid: `s${index}`, ...statement },
      ),
    )
