import { expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import type { CauseState } from '@/lib/access/cause'
import { type ExplainedAnswer, explainAnswer } from '@/lib/access/explain-answer'
import {
  deny,
  IAM,
  invoke,
  OTHER,
  onAlias,
  open,
  signed,
  UNREADABLE,
  url,
} from '@/lib/access/fixtures/access-states'
import type { SeenResponse } from '@/lib/access/seen-response'
import { ok } from '@/lib/failures/result'

const inRange = { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }

type Row = [title: string, answer: ExplainedAnswer, facts: AccessFacts, states: Record<string, CauseState>]

const ROWS: Row[] = [
  [
    '403: the second permission is missing',
    '403',
    open(url()),
    {
      'function-permission': 'applies',
      'url-permission': 'ruled-out',
      deny: 'ruled-out',
      'auth-type': 'ruled-out',
    },
  ],
  [
    '403: both are missing, and both are named',
    '403',
    open(),
    { 'function-permission': 'applies', 'url-permission': 'applies' },
  ],
  [
    '403: a public URL, whose caller may have met something else',
    '403',
    open(url(), invoke()),
    {
      'url-permission': 'ruled-out',
      'own-code': 'unseen',
      'just-changed': 'unseen',
      'other-address': 'unseen',
    },
  ],
  [
    '403: a grant for the other auth type',
    '403',
    open(url({ Condition: IAM }), invoke()),
    { 'url-permission': 'applies' },
  ],
  ['403: a Deny', '403', open(url(), invoke(), deny()), { deny: 'applies', 'url-permission': 'ruled-out' }],
  [
    '403: a Deny for some addresses',
    '403',
    open(url(), invoke(), deny({ Condition: inRange })),
    { deny: 'depends' },
  ],
  [
    '403: an unsigned request, or identity policies',
    '403',
    signed(),
    { 'auth-type': 'applies', 'url-permission': 'unseen', 'function-permission': 'unseen' },
  ],
  [
    '403: a caller from outside with one of the two permissions',
    '403',
    signed(url({ Principal: { AWS: OTHER }, Condition: IAM })),
    { [`caller-${OTHER}`]: 'applies' },
  ],
  ['403: the alias is gone', '403', onAlias(open(), 'deleted'), { alias: 'applies' }],
  [
    '403: the grants are on the function',
    '403',
    { ...onAlias(open()), ofFunction: { statements: [url(), invoke()], hasUrl: false } },
    { 'on-function': 'applies' },
  ],
  ['403: the function’s policy has not been read', '403', onAlias(open()), { 'on-function': 'unseen' }],
  [
    '403: the policy cannot be read',
    '403',
    { ...open(), policy: UNREADABLE },
    { 'url-permission': 'unseen', 'function-permission': 'unseen', deny: 'unseen' },
  ],
  ['403: there is no URL', '403', { ...open(), authType: null }, { address: 'applies' }],
  [
    '429: reserved concurrency 0',
    '429',
    { ...open(), reservedConcurrency: ok(0) },
    { concurrency: 'applies', permissions: 'ruled-out' },
  ],
  [
    '429: some is reserved',
    '429',
    { ...open(), reservedConcurrency: ok(5) },
    { concurrency: 'ruled-out', 'too-many': 'unseen' },
  ],
  ['429: none is reserved', '429', open(), { concurrency: 'ruled-out', 'too-many': 'unseen' }],
  [
    '429: it cannot be read',
    '429',
    { ...open(), reservedConcurrency: UNREADABLE },
    { concurrency: 'unseen' },
  ],
  [
    '502: only the function can tell',
    '502',
    open(),
    { 'function-failed': 'unseen', permissions: 'ruled-out', concurrency: 'ruled-out' },
  ],
]

test('403 with auth type NONE names no policy of a caller, since callers are anonymous', () => {
  const texts = explainAnswer('403', open()).map(({ title, text }) => `${title} ${text}`)
  expect(texts.join(' ')).not.toMatch(/identity polic|SCP|RCP|resource control|SigV4 signature/i)
})

test('403 with AWS_IAM names the policies of the caller, and never resource control policies', () => {
  const text = explainAnswer('403', signed())
    .map((cause) => cause.text)
    .join(' ')
  expect(text).toMatch(/SCPs/)
  expect(text).not.toMatch(/RCP|resource control/i)
})

const ids = (answer: ExplainedAnswer, facts: AccessFacts) => explainAnswer(answer, facts).map(({ id }) => id)

test.each<[ExplainedAnswer, AccessFacts, string[]]>([
  [
    '403',
    signed(),
    ['not-sigv4', 'wrong-signature', 'unsigned-payload', 'cloudfront-oac', 'viewer-host', 'other-address'],
  ],
  ['403', open(), ['viewer-host', 'other-address', 'own-code', 'just-changed']],
  ['502', open(), ['function-failed', 'timed-out', 'out-of-memory', 'wrong-shape', 'too-large']],
  ['413', open(), ['too-large', 'own-code']],
  ['431', open(), ['too-large', 'own-code']],
  ['stream', open(), ['buffered', 'not-streaming-code', 'broken-off', 'never-ends']],
])('%s has its causes', (answer, facts, expected) => {
  expect(ids(answer, facts)).toEqual(expect.arrayContaining(expected))
})

test('a stream that arrives at once: the invoke mode decides', () => {
  const state = (invokeMode: AccessFacts['invokeMode']) =>
    explainAnswer('stream', { ...open(), invokeMode }).find(({ id }) => id === 'buffered')?.state
  expect([state('BUFFERED'), state('RESPONSE_STREAM'), state(undefined)]).toEqual([
    'applies',
    'ruled-out',
    'unseen',
  ])
})

const LAMBDA = [['x-amzn-ErrorType', 'AccessDeniedException']] as const
const seen = (body: string, headers: SeenResponse['headers'] = LAMBDA): SeenResponse => ({
  status: 403,
  isSigned: true,
  headers,
  body,
})

test.each<[string, SeenResponse, string]>([
  ['a gone address', seen('{"Message":null}'), 'other-address'],
  [
    'a wrong signature',
    seen('{"message":"The request signature we calculated does not match the signature you provided."}'),
    'wrong-signature',
  ],
  ['an expired signature', seen('{"message":"Signature expired: 20261128T120000Z"}'), 'wrong-signature'],
  ['the function’s own 403', seen('{"error":"no"}', [['content-type', 'application/json']]), 'own-code'],
])('403 with the text of %s: that alone applies', (_title, response, id) => {
  const causes = explainAnswer('403', signed(), response)
  expect(causes.filter(({ state }) => state === 'applies').map((cause) => cause.id)).toEqual([id])
})

test('403 “Forbidden” to a signed request: neither the address nor the missing signature', () => {
  const causes = explainAnswer('403', signed(), seen('{"Message":"Forbidden. For troubleshooting …"}'))
  const state = (id: string) => causes.find((cause) => cause.id === id)?.state
  expect(['other-address', 'own-code', 'auth-type', 'wrong-signature'].map(state)).toEqual(
    Array(4).fill('ruled-out'),
  )
})

test.each(ROWS)('%s', (_title, answer, facts, states) => {
  const causes = explainAnswer(answer, facts)
  const found = Object.fromEntries(causes.map(({ id, state }) => [id, state]))
  expect(found).toMatchObject(states)
  // What applies stands first, what is ruled out last.
  const order = ['applies', 'depends', 'unseen', 'ruled-out']
  const places = causes.map(({ state }) => order.indexOf(state))
  expect(places).toEqual([...places].sort())
})
