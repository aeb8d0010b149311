import { expect, test } from 'vitest'
import type { AccessFacts } from '@/lib/access/access-facts'
import { invoke, open, signed, url } from '@/lib/access/fixtures/access-states'
import { ok } from '@/lib/failures/result'
import { expectedRefusal } from '@/lib/probe/expected-refusal'
import type { ProbeRequest } from '@/lib/probe/request'

const GET: ProbeRequest = {
  method: 'GET',
  path: '/',
  query: [],
  headers: [],
  body: '',
  mode: 'unsigned',
  origin: '',
}
const OPEN = open(url(), invoke())
const bearer = [{ name: 'Authorization', value: 'Bearer x' }]
const preflight = [
  { name: 'origin', value: 'https://a.example' },
  { name: 'access-control-request-method', value: 'PUT' },
]

test.each<[string, AccessFacts, Partial<ProbeRequest>, RegExp | undefined]>([
  ['an open URL', OPEN, {}, undefined],
  ['half a grant', open(url()), {}, /^Expected: 403\. No statement allows everyone lambda:InvokeFunction/],
  ['throttled', { ...OPEN, reservedConcurrency: ok(0) }, {}, /^Expected: 429\./],
  ['AWS_IAM, unsigned', signed(), {}, /^Expected: 403\. The request is not signed/],
  ['AWS_IAM, a token', signed(), { headers: bearer }, /not a SigV4 signature/],
  ['AWS_IAM, signed by the console', signed(), { mode: 'signed' }, undefined],
  ['AWS_IAM, presigned', signed(), { query: [{ name: 'X-Amz-Signature', value: '1' }] }, undefined],
  ['AWS_IAM, a preflight', signed(), { method: 'OPTIONS', headers: preflight }, undefined],
  ['AWS_IAM, an OPTIONS that is none', signed(), { method: 'OPTIONS' }, /^Expected: 403\./],
])('%s', (_title, access, parts, expected) => {
  const sentence = expectedRefusal(access, { AllowOrigins: ['*'] }, { ...GET, ...parts })
  if (expected) expect(sentence).toMatch(expected)
  else expect(sentence).toBeUndefined()
})
