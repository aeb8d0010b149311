import fc from 'fast-check'
import { corsValues, identities } from '@/lib/changes/plan/plan-arbitraries'
import type { CodeSource } from '@/lib/codegen/code-source'
import { functionArn } from '@/lib/identity/arn'
import { AUTH_TYPES, INVOKE_MODES } from '@/lib/identity/schema'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { anyTexts, permissions } from '@/lib/permissions/permission-arbitraries'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { addPermissionSchema, type Statement } from '@/lib/permissions/schema'
import { statementOf } from '@/lib/permissions/statement'

/** Only tests import this: function URLs as AWS can answer them, and what code about them must say. */

/** One statement of a policy with the permissions that code must hold for it; none: it must be left out and named. */
interface KnownStatement {
  statement: Statement
  permissions: Partial<AddPermissionInput>[]
}

export interface KnownSource {
  source: CodeSource
  expected: Partial<AddPermissionInput>[]
  leftOut: number
}

const SIGNS = '\'"\\$`!*?[]{}()<>|&;#~ \t\n\r=-%/:.,@é漢😀\u0000\u0085\u2028\u202e\ud800\uffff'
const SCRAPS = [
  '${',
  '%{',
  '$${',
  '$$${',
  '%%{',
  '{{resolve:ssm:x}}',
  `\${Token[TOKEN.1]}`,
  '*/',
  '//',
  "'\n",
  'READ_ME\n',
  '---',
  '!Ref X',
  ': ',
  ' #',
  '$(id)',
  '`id`',
  '\r\n',
  '<<EOF',
]

/** Text made of what means something in one of the formats. */
const hostileTexts = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.constantFrom(...SCRAPS), fc.string({ maxLength: 3 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''))

const texts = fc.oneof(hostileTexts, anyTexts)
const lists = fc.array(texts, { maxLength: 4 })

const hostileCors = fc.record(
  { AllowOrigins: lists, AllowHeaders: lists, AllowMethods: lists, ExposeHeaders: lists },
  { requiredKeys: [] },
)

/** Nothing that AddPermission refuses, otherwise as hostile as can be. */
const safe = (text: string) => text.replace(/\p{C}/gu, '')
const hostilePermissions = fc
  .tuple(permissions(), hostileTexts, hostileTexts)
  .map(([permission, principal, source]) => ({
    ...permission,
    Principal: `arn:aws:iam::111122223333:user/${safe(principal).replace(/\s/g, '')}`,
    SourceArn: `arn:aws:s3:::${safe(source)}`,
  }))
  .filter((permission) => addPermissionSchema.safeParse(permission).success)

const written = (arn: string): fc.Arbitrary<KnownStatement> =>
  fc.oneof(permissions(), hostilePermissions).map((permission) => ({
    statement: statementOf(permission, arn),
    permissions: [permission],
  }))

const withoutId = (arn: string): fc.Arbitrary<KnownStatement> =>
  fc.tuple(written(arn), fc.option(hostileTexts, { nil: undefined })).map(([known, text]) => {
    const { Sid: _, ...statement } = known.statement
    const { StatementId: __, ...permission } = known.permissions[0] ?? {}
    const Sid = text && `${text} \n`
    return { statement: Sid ? { Sid, ...statement } : statement, permissions: [permission] }
  })

const PRINCIPALS = [
  '*',
  '111122223333',
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::444455556666:role/ci',
]
const ACTIONS = ['lambda:InvokeFunction', 'lambda:GetFunction', 'lambda:*']

const withLists = (arn: string): fc.Arbitrary<KnownStatement> =>
  fc
    .tuple(
      fc.subarray(PRINCIPALS, { minLength: 1 }),
      fc.subarray(ACTIONS, { minLength: 2 }),
      fc.option(fc.constant('o-a1b2c3d4e5'), { nil: undefined }),
    )
    .map(([principals, actions, PrincipalOrgID]) => ({
      statement: {
        Sid: 'lists',
        Effect: 'Allow',
        Principal: { AWS: principals },
        Action: actions,
        Resource: [arn],
        ...(PrincipalOrgID && { Condition: { StringEquals: { 'AWS:principalorgid': [PrincipalOrgID] } } }),
      },
      permissions: actions.flatMap((Action) =>
        principals.map((Principal) => ({ Action, Principal, ...(PrincipalOrgID && { PrincipalOrgID }) })),
      ),
    }))

const unwritable = (arn: string): fc.Arbitrary<KnownStatement> =>
  fc
    .tuple(
      texts,
      texts,
      fc.constantFrom<Partial<Statement>>(
        { Effect: 'Deny' },
        { Action: undefined, NotAction: 'lambda:GetFunction' },
        { Principal: { Federated: 'x' } },
        { Principal: { Service: '*' } },
        { Principal: { AWS: 's3.amazonaws.com' } },
        { Resource: `${arn}:other` },
        { Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'perhaps' } } },
        { Condition: { StringEquals: { 'AWS:SourceAccount': ['111122223333', '444455556666'] } } },
        { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
      ),
    )
    .map(([Sid, text, odd]) => ({
      statement: {
        Sid: `${Sid} `,
        Effect: 'Allow' as const,
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Resource: arn,
        Condition: { [text]: { [text]: text, 'Lambda:EventSourceToken': 'a-token-of-an-odd-statement' } },
        ...odd,
      },
      permissions: [],
    }))

/** The two statements of a public URL, or one of them: SAM adds both by itself. */
const publicStatements = (arn: string): fc.Arbitrary<KnownStatement[]> =>
  fc.subarray(
    permissionsOfGrant({ type: 'everyone' }).map((permission) => ({
      statement: statementOf(permission, arn),
      permissions: [permission],
    })),
  )

function distinct(known: KnownStatement[]): KnownStatement[] {
  const idOf = ({ statement }: KnownStatement) => statement.Sid
  return known.filter((one, at) => !idOf(one) || known.findIndex((other) => idOf(other) === idOf(one)) === at)
}

export const knownSources: fc.Arbitrary<KnownSource> = identities.chain((identity) => {
  const arn = functionArn(identity)
  const one = fc.oneof(
    { weight: 4, arbitrary: written(arn) },
    { weight: 1, arbitrary: withoutId(arn) },
    { weight: 1, arbitrary: withLists(arn) },
    { weight: 2, arbitrary: unwritable(arn) },
  )
  const config = fc.record({
    AuthType: fc.constantFrom(...AUTH_TYPES),
    InvokeMode: fc.constantFrom(...INVOKE_MODES),
    Cors: fc.option(fc.oneof(corsValues, hostileCors), { nil: undefined }),
  })
  return fc
    .tuple(config, publicStatements(arn), fc.array(one, { maxLength: 6 }))
    .map(([settings, pair, list]) => {
      const known = distinct([...pair, ...list])
      return {
        source: { identity, config: settings, statements: known.map(({ statement }) => statement) },
        expected: known.flatMap((each) => each.permissions),
        leftOut: known.filter((each) => each.permissions.length === 0).length,
      }
    })
})
