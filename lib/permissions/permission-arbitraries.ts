import fc from 'fast-check'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { addPermissionSchema, type Statement } from '@/lib/permissions/schema'

/** Only tests import this: what AddPermission takes, and what only PutResourcePolicy can write. */

/** Any UTF-16 at all: control characters, direction marks and halves of characters among it. */
export const anyTexts = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })

const accounts = fc.constantFrom('111122223333', '444455556666', '999999999999')

const words = fc.stringMatching(/^[a-zA-Z0-9_-]{1,24}$/)

const principals = fc.oneof(
  fc.constant('*'),
  accounts,
  accounts.map((account) => `arn:aws:iam::${account}:role/team/deployer`),
  accounts.map((account) => `arn:aws:iam::${account}:user/o'hara$(id)`),
  fc.constantFrom('s3.amazonaws.com', 'cloudfront.amazonaws.com', 'alexa-appkit.amazon.com'),
)

const conditions = fc.record(
  {
    SourceArn: fc.constantFrom(
      'arn:aws:s3:::bucket',
      "arn:aws:cloudfront::111122223333:distribution/E'1 $HOME `x`",
    ),
    SourceAccount: accounts,
    EventSourceToken: fc.constantFrom('amzn1.ask.skill.0000', 'token_-.'),
    PrincipalOrgID: fc.constantFrom('o-a1b2c3d4e5', 'o-zzzzzzzzzz'),
  },
  { requiredKeys: [] },
)

const actions = fc.oneof(
  fc.record({
    Action: fc.constant('lambda:InvokeFunctionUrl'),
    FunctionUrlAuthType: fc.constantFrom<'NONE' | 'AWS_IAM'>('NONE', 'AWS_IAM'),
  }),
  fc.record(
    { Action: fc.constant('lambda:InvokeFunction'), InvokedViaFunctionUrl: fc.boolean() },
    { requiredKeys: ['Action'] },
  ),
  fc.record({ Action: fc.constantFrom('lambda:*', '*', 'lambda:GetFunction') }),
)

/** Parameters that `addPermissionSchema` accepts; `id` makes the statement id. */
export const permissions = (id: fc.Arbitrary<string> = words): fc.Arbitrary<AddPermissionInput> =>
  fc
    .tuple(id, principals, actions, conditions)
    .map(([StatementId, Principal, action, condition]) => ({
      StatementId,
      Principal,
      ...action,
      ...condition,
    }))
    .map((input) => addPermissionSchema.parse(input))

/** Statements that AddPermission cannot write; some have no id, or one that RemovePermission cannot name. */
export const foreignStatements = (id: fc.Arbitrary<string> = words): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.option(
        fc.oneof({ weight: 4, arbitrary: id }, { weight: 1, arbitrary: id.map((text) => `${text} /\u202e`) }),
        {
          nil: undefined,
        },
      ),
      fc.constantFrom<Statement>(
        { Effect: 'Deny', Principal: '*', Action: 'lambda:InvokeFunctionUrl' },
        { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['lambda:InvokeFunctionUrl'] },
        {
          Effect: 'Allow',
          Principal: { AWS: ['111122223333', 'arn:aws:iam::444455556666:root'] },
          Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
          Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } },
        },
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'lambda:InvokeFunction',
          Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': true } },
        },
        {
          Effect: 'Allow',
          NotPrincipal: { Service: 's3.amazonaws.com' },
          NotAction: 'lambda:DeleteFunction',
        },
      ),
    )
    .map(([Sid, rest]) => (Sid === undefined ? rest : { Sid, ...rest }))
