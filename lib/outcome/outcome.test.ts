import { describe, expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import {
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
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { ok } from '@/lib/failures/result'
import { type ArrivingRequest, outcomeOf } from '@/lib/outcome/outcome'
import { type Signature, signatureOf, withSignature } from '@/lib/outcome/signature'

const CORS: Cors = { AllowOrigins: ['https://app.example.com'] }
const PUBLIC = open(url(), invoke())
const ADDRESS = 'https://abc.lambda-url.eu-central-1.on.aws/'

const said = (access: AccessFacts, request: Partial<ArrivingRequest> = {}, cors: Cors = CORS) => {
  const { kind, statuses } = outcomeOf(
    { access, cors },
    { isPreflight: false, signature: 'none', ...request },
  )
  return [kind, ...statuses].join(' ')
}

describe('auth type NONE', () => {
  test.each<[string, AccessFacts, string]>([
    ['both statements', PUBLIC, 'function'],
    ['no statement', open(), 'refused 403'],
    ['lambda:InvokeFunctionUrl alone', open(url()), 'refused 403'],
    ['lambda:InvokeFunction alone', open(invoke()), 'refused 403'],
    ['a grant for AWS_IAM', open(url({ Condition: IAM }), invoke()), 'refused 403'],
    [
      'NotAction that leaves both',
      open(url({ Action: undefined, NotAction: 's3:*', Condition: undefined })),
      'function',
    ],
    [
      'NotAction that takes one',
      open(url(), invoke({ Action: undefined, NotAction: 'lambda:InvokeFunction' })),
      'refused 403',
    ],
    [
      'NotResource of another function',
      open(url({ Resource: undefined, NotResource: `${FUNCTION_ARN}-2` }), invoke()),
      'function',
    ],
    [
      'NotResource of this function',
      open(url({ Resource: undefined, NotResource: FUNCTION_ARN }), invoke()),
      'refused 403',
    ],
    [
      'a statement of another qualifier',
      open(url({ Resource: `${FUNCTION_ARN}:live` }), invoke()),
      'refused 403',
    ],
    [
      'an organization: anonymous callers are in none',
      open(
        ...both('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }).map((one) => ({
          ...one,
          Condition: { ...one.Condition, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        })),
      ),
      'refused 403',
    ],
    [
      'InvokedViaFunctionUrl false',
      open(url(), invoke({ Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'false' } } })),
      'refused 403',
    ],
    ['no InvokedViaFunctionUrl at all', open(url(), invoke({ Condition: undefined })), 'function'],
    ['a Deny', open(url(), invoke(), deny()), 'refused 403'],
    [
      'a Deny that depends on the address',
      open(url(), invoke(), deny({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
      'open 403',
    ],
    [
      'a Deny of an unknown operator',
      open(url(), invoke(), deny({ Condition: { StringMatches: { 'aws:SourceIp': '1*' } } })),
      'open 403',
    ],
    ['a Deny for a principal', open(url(), invoke(), deny({ Principal: { AWS: OTHER } })), 'function'],
    [
      'a Deny that spares Bob: nobody anonymous is Bob',
      open(
        url(),
        invoke(),
        deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:user/bob` } }),
      ),
      'refused 403',
    ],
    [
      'a pattern of aws:PrincipalArn, which anonymous callers lack',
      open(
        url(),
        invoke(),
        deny({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } } }),
      ),
      'function',
    ],
    ['a policy that cannot be read', { ...PUBLIC, policy: UNREADABLE }, 'open 403'],
    ['concurrency 0', { ...PUBLIC, reservedConcurrency: ok(0) }, 'refused 429'],
    ['concurrency 0 and no grant', { ...open(), reservedConcurrency: ok(0) }, 'refused 403'],
    ['concurrency that cannot be read', { ...PUBLIC, reservedConcurrency: UNREADABLE }, 'open 429'],
    ['an alias that is gone', onAlias(PUBLIC, 'deleted'), 'refused 403'],
    ['no URL', { ...PUBLIC, authType: null }, 'refused 403'],
  ])('%s', (_title, access, expected) => {
    expect(said(access)).toBe(expected)
    // A signature or a token is not looked at.
    for (const signature of ['other', 'unknown', 'sigv4'] as const)
      expect(said(access, { signature })).toBe(expected)
  })
})

describe('auth type AWS_IAM', () => {
  const own = {
    kind: 'identity',
    account: '111111111111',
    arn: 'arn:aws:iam::111111111111:user/ann',
  } as const
  test.each<[string, AccessFacts, Partial<ArrivingRequest>, string]>([
    ['unsigned', signed(...both('*')), { signature: 'none' }, 'refused 403'],
    ['a Bearer token', signed(...both('*')), { signature: 'other' }, 'refused 403'],
    ['an Authorization header without its value', signed(...both('*')), { signature: 'unknown' }, 'open 403'],
    ['signed by nobody knows whom', signed(...both('*')), { signature: 'sigv4' }, 'open 403'],
    [
      'signed by an own user who is named',
      signed(...both({ AWS: own.arn })),
      { signature: 'sigv4', signer: own },
      'function',
    ],
    ['signed by an own user who is not', signed(), { signature: 'sigv4', signer: own }, 'open 403'],
    [
      'signed by a user of another account who is named: that account decides too',
      signed(...both({ AWS: `arn:aws:iam::${OTHER}:user/eve` })),
      {
        signature: 'sigv4',
        signer: { kind: 'identity', account: OTHER, arn: `arn:aws:iam::${OTHER}:user/eve` },
      },
      'open 403',
    ],
    ['a Deny for all', signed(...both('*'), deny({ Action: '*' })), { signature: 'sigv4' }, 'refused 403'],
    [
      'a Deny for all, unknown value',
      signed(...both('*'), deny({ Action: '*' })),
      { signature: 'unknown' },
      'refused 403',
    ],
    [
      'concurrency 0, unsigned',
      { ...signed(), reservedConcurrency: ok(0) },
      { signature: 'none' },
      'refused 403',
    ],
    [
      'concurrency that cannot be read, signed',
      { ...signed(...both('*')), reservedConcurrency: UNREADABLE },
      { signature: 'sigv4' },
      'open 403',
    ],
    [
      'concurrency 0, signed',
      { ...signed(), reservedConcurrency: ok(0) },
      { signature: 'sigv4' },
      'refused 403 429',
    ],
    [
      'public statements left from NONE',
      signed(url({ Condition: NONE }), invoke({ Condition: VIA_URL })),
      { signature: 'none' },
      'refused 403',
    ],
  ])('%s', (_title, access, request, expected) => {
    expect(said(access, request)).toBe(expected)
  })
})

describe('a preflight', () => {
  test.each<[string, AccessFacts, Cors, string]>([
    ['CORS on, all open', PUBLIC, CORS, 'preflight'],
    ['CORS on, callers refused', open(), CORS, 'open 403'],
    ['CORS on, AWS_IAM', signed(), CORS, 'open 403'],
    ['CORS off, all open', PUBLIC, {}, 'function'],
    ['CORS off, AWS_IAM', signed(), {}, 'refused 403'],
    ['CORS off, callers refused', open(), {}, 'refused 403'],
    ['CORS on, throttled', { ...PUBLIC, reservedConcurrency: ok(0) }, CORS, 'open 429'],
    ['CORS on, the alias is gone', onAlias(PUBLIC, 'deleted'), CORS, 'refused 403'],
  ])('%s', (_title, access, cors, expected) => {
    expect(said(access, { isPreflight: true }, cors)).toBe(expected)
  })
})

test.each<[number, string]>([
  [6 * 1024 * 1024 + 1, 'refused 413'],
  [6 * 1024 * 1024, 'open 413'],
  [(6 * 1024 * 1024 * 3) / 4, 'function'],
])('a body of %i bytes', (bodyBytes, expected) => {
  expect(said(PUBLIC, { bodyBytes })).toBe(expected)
})

test('a large body that nobody may send is refused for that, or for its size', () => {
  expect(said(open(), { bodyBytes: 9e6 })).toBe('refused 403 413')
})

test('a large body beside an Authorization header that may be a signature is refused all the same', () => {
  const access = signed(...both('*'))
  expect(said(access, { signature: 'unknown', bodyBytes: 9e6 })).toBe('refused 403 413')
  expect(said(access, { signature: 'unknown', bodyBytes: 5e6 })).toBe('open 403 413')
})

test.each<[string, HeaderLine[], Signature]>([
  ['no header', [], 'none'],
  ['Bearer', [['Authorization', 'Bearer abc']], 'other'],
  ['a name alone', [['authorization', '']], 'unknown'],
  [
    'SigV4 with its date',
    [
      ['authorization', 'AWS4-HMAC-SHA256 Credential=…'],
      ['X-Amz-Date', '1'],
    ],
    'sigv4',
  ],
  ['SigV4 without a date', [['authorization', 'AWS4-HMAC-SHA256']], 'other'],
  [
    'SigV4a',
    [
      ['authorization', 'AWS4-ECDSA-P256-SHA256 …'],
      ['x-amz-date', '1'],
    ],
    'unknown',
  ],
  [
    'both at once',
    [
      ['authorization', 'AWS4-HMAC-SHA256'],
      ['authorization', 'Bearer'],
      ['x-amz-date', '1'],
    ],
    'other',
  ],
  ['a proxy’s', [['proxy-authorization', 'Basic x']], 'none'],
])('signature of %s', (_title, headers, expected) => {
  expect(signatureOf(ADDRESS, headers)).toBe(expected)
})

test('a presigned address carries the signature', () => {
  expect(signatureOf(`${ADDRESS}?X-Amz-Signature=abc`, [])).toBe('sigv4')
  expect(signatureOf(`${ADDRESS}?X-Amz-Signature=abc`, [['authorization', 'Bearer x']])).toBe('other')
})

test('signing headers are put in place of a token, and taken out again', () => {
  const headers = withSignature(
    [
      ['authorization', 'Bearer'],
      ['x-a', '1'],
    ],
    true,
  )
  expect(signatureOf(ADDRESS, headers)).toBe('sigv4')
  expect(withSignature(headers, false)).toEqual([['x-a', '1']])
})
