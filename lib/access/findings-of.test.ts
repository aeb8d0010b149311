import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { policies } from '@/lib/access/access-arbitraries'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { callersOf } from '@/lib/access/callers-of'
import { findingsOf } from '@/lib/access/findings-of'
import {
  ACCOUNT,
  ALIAS_ARN,
  both,
  deny,
  FUNCTION_ARN,
  IAM,
  invoke,
  OTHER,
  onAlias,
  open,
  signed,
  UNREADABLE,
  url,
  VIA_URL,
} from '@/lib/access/fixtures/access-states'
import type { VerdictKind } from '@/lib/access/verdict'
import { planChange } from '@/lib/changes/plan/plan-change'
import { ok } from '@/lib/failures/result'
import { LATEST } from '@/lib/identity/qualifier'
import type { Statement } from '@/lib/permissions/schema'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

/** The statements that a cure finds in the policy it is about. */
function statementsFor(facts: AccessFacts, request: ChangeRequestInput): Statement[] {
  if (request.identity.qualifier !== facts.identity.qualifier) return facts.ofFunction?.statements ?? []
  return facts.policy.ok ? facts.policy.value : []
}

/** Plans a cure as the review does, and gives the facts as they are when it has been applied. */
function cured(facts: AccessFacts, input: ChangeRequestInput): AccessFacts {
  const request = changeRequestSchema.parse(input)
  const policy = { RevisionId: 'r', statements: statementsFor(facts, input) }
  const isConcurrency = request.kind === 'let-calls-in'
  const concurrency =
    isConcurrency && facts.reservedConcurrency.ok ? facts.reservedConcurrency.value : undefined
  const { after, calls } = planChange(request, { config: null, policy, concurrency })
  expect(calls.length).toBeGreaterThan(0)
  if (after.concurrency !== undefined) return { ...facts, reservedConcurrency: ok(after.concurrency) }
  const statements = after.policy?.statements ?? []
  if (request.identity.qualifier === facts.identity.qualifier) return { ...facts, policy: ok(statements) }
  return facts.ofFunction ? { ...facts, ofFunction: { ...facts.ofFunction, statements } } : facts
}

/** Applies the first cure there is, again and again; gives what was found at each step. */
function cureAll(start: AccessFacts) {
  const found: string[][] = []
  let facts = start
  for (let step = 0; step < 6; step++) {
    const findings = findingsOf(facts)
    found.push(findings.map(({ id }) => id))
    const [cure] = findings.flatMap(({ cures }) => cures)
    if (!cure) break
    facts = cured(facts, cure.request)
  }
  return { found, kind: accessVerdict(facts).kind, facts }
}

const ROLE = { AWS: `arn:aws:iam::${OTHER}:role/ci` }
const onFunction = (facts: AccessFacts, statements: Statement[], hasUrl = false): AccessFacts => ({
  ...onAlias(facts),
  ofFunction: { statements, hasUrl },
})
const distribution = { ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::111111111111:distribution/E1' } }

type Row = [title: string, facts: AccessFacts, found: string[][], kind: VerdictKind]

const ROWS: Row[] = [
  ['nothing, where it is public', open(url(), invoke()), [[]], 'public'],
  ['both missing', open(), [['both-missing'], []], 'public'],
  ['the second missing', open(url()), [['missing-for-everyone'], []], 'public'],
  ['the first missing', open(invoke()), [['missing-for-everyone'], []], 'public'],
  [
    'the ready-made id is taken by another statement',
    open(url({ Sid: 'FunctionURLInvokeAllowPublicAccess' })),
    [['missing-for-everyone'], []],
    'public',
  ],
  [
    'the grant of the other auth type',
    open(url({ Condition: IAM }), invoke()),
    [['missing-for-everyone', 'other-auth-type'], ['other-auth-type'], []],
    'public',
  ],
  ['a Deny', open(url(), invoke(), deny()), [['denied'], []], 'public'],
  [
    'a Deny and the second missing: added first, the Deny last',
    open(url(), deny()),
    [['missing-for-everyone', 'denied'], ['denied'], []],
    'public',
  ],
  [
    'a Deny that spares some: its removal would open the URL to all, so that is no cure',
    open(url(), invoke(), deny({ Principal: undefined, NotPrincipal: { AWS: OTHER } })),
    [['denied']],
    'closed',
  ],
  ['a Deny without an id', open(url(), invoke(), deny({ Sid: undefined })), [['denied'], []], 'public'],
  [
    'direct Invoke for everyone, which the URL needs: replaced first',
    open(url(), invoke({ Condition: undefined })),
    [['direct-invoke-0'], ['direct-invoke-0'], []],
    'public',
  ],
  [
    'direct Invoke for everyone beside the right statement',
    open(url(), invoke(), invoke({ Sid: 'all', Condition: undefined })),
    [['direct-invoke-0'], []],
    'public',
  ],
  [
    'everything for everyone: both replaced first',
    open(url({ Action: 'lambda:*', Condition: undefined })),
    [['direct-invoke-0'], ['direct-invoke-0'], []],
    'public',
  ],
  [
    'direct Invoke for everyone under AWS_IAM',
    signed(invoke({ Condition: undefined })),
    [['direct-invoke-0'], []],
    'iam',
  ],
  ['public statements under AWS_IAM', signed(url(), invoke()), [['leftover-public'], []], 'iam'],
  [
    'public statements of which a role needs the second',
    signed(url(), invoke(), url({ Sid: 'ci', Principal: ROLE, Condition: IAM })),
    [['leftover-public'], []],
    'iam',
  ],
  ['statements without a URL', { ...open(url(), invoke()), authType: null }, [['without-url'], []], 'no-url'],
  [
    'a role of another account with the first only',
    signed(...both(ROLE).slice(0, 1)),
    [['half-the role ci of the account 222222222222'], []],
    'iam',
  ],
  [
    'an account with the second only',
    signed(...both({ AWS: OTHER }).slice(1)),
    [['half-the account 222222222222'], []],
    'iam',
  ],
  [
    'an organization with the first only',
    signed(
      url({ Condition: { StringEquals: { ...IAM.StringEquals, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    ),
    [['half-principals of the organization o-a1b2c3d4e5'], []],
    'iam',
  ],
  [
    'a service with the first only: the second for the same source',
    signed(
      url({ Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { ...IAM, ...distribution } }),
    ),
    [['half-cloudfront.amazonaws.com'], []],
    'iam',
  ],
  [
    'a bucket that invokes the function is no gap',
    signed(invoke({ Principal: { Service: 's3.amazonaws.com' }, Condition: undefined })),
    [[]],
    'iam',
  ],
  [
    'a role of this account with the first only is no gap: its identity policy may give the second',
    signed(url({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/a` }, Condition: IAM })),
    [[]],
    'iam',
  ],
  ['a Deny of everything under AWS_IAM', signed(deny({ Action: '*' })), [['denied'], []], 'iam'],
  [
    'the grants on the function, the URL on an alias',
    onFunction(open(), [url(), invoke()]),
    [['grant-on-function', 'left-on-function'], ['left-on-function'], []],
    'public',
  ],
  [
    'the same, where the function has a URL of its own',
    onFunction(open(), [url(), invoke()], true),
    [['grant-on-function'], []],
    'public',
  ],
  [
    'half on the function',
    onFunction(open(url({ Resource: ALIAS_ARN })), [invoke()]),
    [['grant-on-function', 'left-on-function'], ['left-on-function'], []],
    'public',
  ],
  [
    'grants of a role on the function',
    onFunction(signed(), both(ROLE)),
    [['grant-on-function', 'left-on-function'], ['left-on-function'], []],
    'iam',
  ],
  [
    'public grants on the function do not open a URL with AWS_IAM',
    onFunction(signed(), [url(), invoke()]),
    [['left-on-function'], []],
    'iam',
  ],
  [
    'reserved concurrency 0',
    { ...open(url(), invoke()), reservedConcurrency: ok(0) },
    [['throttled'], []],
    'public',
  ],
  ['an alias that is gone', onAlias(open(), 'deleted'), [[]], 'alias-deleted'],
  ['a policy that cannot be read', { ...open(), policy: UNREADABLE }, [[]], 'unknown'],
  [
    'what depends on the request is no gap',
    open(url({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }), invoke()),
    [[]],
    'depends',
  ],
]

test.each([
  ['of everyone', deny({ Action: 'lambda:*' })],
  [
    'that spares one account',
    deny({ Action: 'lambda:*', Principal: undefined, NotPrincipal: { AWS: OTHER } }),
  ],
])('nobody is said to invoke directly whom a Deny %s keeps out', (_, statement) => {
  const titles = findingsOf(signed(invoke({ Condition: undefined }), statement)).map(({ title }) => title)
  expect(titles).toContain('Only a Deny keeps everyone from invoking the function directly')
  expect(titles).not.toContain('Everyone may invoke the function directly')
})

describe('what is found, and what each cure leaves', () => {
  test.each(ROWS)('%s', (_title, facts, found, kind) => {
    const run = cureAll(facts)
    expect(run.found).toEqual(found)
    expect(run.kind).toBe(kind)
  })

  test('writes exactly the AddPermission that is missing', () => {
    const [finding] = findingsOf(open(url()))
    expect(finding?.cures).toEqual([
      {
        label: 'Review adding lambda:InvokeFunction',
        request: {
          kind: 'grant',
          identity: open().identity,
          grants: [
            {
              type: 'statement',
              permission: {
                StatementId: 'FunctionURLInvokeAllowPublicAccess',
                Action: 'lambda:InvokeFunction',
                Principal: '*',
                InvokedViaFunctionUrl: true,
              },
            },
          ],
        },
      },
    ])
  })

  test('lets calls in again with what was reserved before, where that is known, or without a reservation', () => {
    const facts = { ...open(url(), invoke()), reservedConcurrency: ok(0), formerConcurrency: 20 }
    const cures = findingsOf(facts).flatMap((finding) => finding.cures)
    expect(cures.map(({ label }) => label)).toEqual([
      'Review reserving 20 again',
      'Review removing the reservation',
    ])
    expect(cures.map(({ request }) => 'ReservedConcurrentExecutions' in request && request)).toMatchObject([
      { kind: 'let-calls-in', ReservedConcurrentExecutions: 20 },
      { kind: 'let-calls-in', ReservedConcurrentExecutions: null },
    ])
  })

  test('keeps the source of a service in its second permission', () => {
    const cloudfront = { Principal: { Service: 'cloudfront.amazonaws.com' } }
    const start = signed(url({ ...cloudfront, Condition: { ...IAM, ...distribution } }))
    const { facts } = cureAll(start)
    expect(facts.policy).toMatchObject({
      value: [
        { Sid: 'url' },
        { Action: 'lambda:InvokeFunction', Condition: { ...distribution, ...VIA_URL } },
      ],
    })
  })
})

test('offers only cures that can be planned, and none that opens a URL with AWS_IAM to everyone', () => {
  const place = { arn: FUNCTION_ARN, functionArn: FUNCTION_ARN, account: ACCOUNT, region: 'us-east-1' }
  const atAlias = { ...place, arn: ALIAS_ARN }
  const any = fc.record({
    authType: fc.constantFrom<AccessFacts['authType']>('NONE', 'AWS_IAM', null),
    here: policies(atAlias),
    there: policies(place),
    hasUrl: fc.boolean(),
  })
  fc.assert(
    fc.property(any, ({ authType, here, there, hasUrl }) => {
      const facts = onFunction({ ...open(...here), authType }, there, hasUrl)
      for (const { cures } of findingsOf(facts)) {
        for (const { request } of cures) {
          const after = cured(facts, request)
          expect([LATEST, 'live']).toContain(request.identity.qualifier)
          // Only who was granted the first permission, signed, is given the second.
          if (
            authType === 'AWS_IAM' &&
            request.kind === 'grant' &&
            !hasGrantForAnySigned([...here, ...there])
          )
            expect(accessVerdict(after).kind).not.toBe('any-account')
        }
      }
    }),
    { numRuns: 500 },
  )
})

function hasGrantForAnySigned(statements: Statement[]): boolean {
  const view = { identity: signed().identity, authType: 'AWS_IAM' as const, statements }
  return callersOf(view).some(({ caller }) => caller.kind === 'anyone-signed')
}

describe('a Deny that spares somebody is never offered for removal, which would open the URL to all', () => {
  const everyone = { Principal: '*' } as const
  test.each<[string, Partial<Statement>]>([
    ['by NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: OTHER } }],
    [
      'by an ARN',
      { ...everyone, Condition: { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:user/bob` } } },
    ],
    ['by an organization', { ...everyone, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ['by an account', { ...everyone, Condition: { StringNotEquals: { 'AWS:PrincipalAccount': OTHER } } }],
    ['all who sign', { ...everyone, Condition: { Null: { 'aws:PrincipalArn': 'true' } } }],
  ])('%s', (_, part) => {
    const findings = findingsOf(open(url(), invoke(), deny(part)))
    const denied = findings.find(({ id }) => id === 'denied')
    expect(denied?.cures).toEqual([])
    expect(denied?.text).toContain('edit the policy instead')
  })

  test('one for all is', () => {
    const denied = findingsOf(open(url(), invoke(), deny())).find(({ id }) => id === 'denied')
    expect(denied?.cures).toHaveLength(1)
  })
})

test('services that a Deny spares are callers, so that the URL is not closed to everyone', () => {
  const facts = signed(
    ...both('*'),
    deny({ Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
  )
  expect(accessVerdict(facts).kind).toBe('iam')
  const statements = facts.policy.ok ? facts.policy.value : []
  const phrases = callersOf({ identity: facts.identity, authType: 'AWS_IAM', statements }).map(
    ({ phrase }) => phrase,
  )
  expect(phrases).toContain('AWS services')
})

test('who is spared by the condition of a Deny is listed by name', () => {
  const bob = `arn:aws:iam::${OTHER}:user/bob`
  const facts = signed(
    ...both('*'),
    deny({ Principal: '*', Condition: { ArnNotEquals: { 'aws:PrincipalArn': bob } } }),
  )
  const statements = facts.policy.ok ? facts.policy.value : []
  const callers = callersOf({ identity: facts.identity, authType: 'AWS_IAM', statements })
  expect(callers.map(({ caller }) => caller)).toContainEqual({ kind: 'identity', account: OTHER, arn: bob })
})
