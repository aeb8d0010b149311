import { createHash } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NodeSha256 } from '@/lib/sandbox/fixtures/node-sha256'
import { SIGV4_CASES } from '@/lib/sandbox/fixtures/sigv4-cases'
import { signatureOfCase } from '@/lib/sandbox/fixtures/sigv4-suite'
import { canonicalRequest, type SignedRequest, signatureOf } from '@/lib/sandbox/signature'

test.each(SIGV4_CASES.map((one) => [one.name, one] as const))('signs %s as AWS does', (_, one) => {
  expect(signatureOfCase(one)).toBe(one.signature)
})

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'the-secret' }

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

const request = (rest: Partial<SignedRequest>): SignedRequest => ({
  method: 'GET',
  rawPath: '/',
  rawQuery: '',
  headerLines: [['Host', 'a.example']],
  body: Buffer.alloc(0),
  ...rest,
})
const linesOf = (rest: Partial<SignedRequest>) => canonicalRequest(request(rest), ['host']).split('\n')

test.each([
  ['/a%2Fb/', '/a%252Fb/'],
  ['/a/%2E%2E/b', '/a/%252E%252E/b'],
  ['/../../x', '/x'],
  ['/a/..', '/'],
  ['/a/./b/../', '/a/'],
  ['', '/'],
])('the path %s is signed as %s', (rawPath, signed) => {
  expect(linesOf({ rawPath })[1]).toBe(signed)
})

test.each([
  ['b&a', 'a=&b='],
  ['a=1=2', 'a=1%3D2'],
  ['a=+&a=%20&a=%2B', 'a=%20&a=%20&a=%2B'],
  ['a=%2f&a=%2F', 'a=%2F&a=%2F'],
  ['a=%zz', 'a=%25zz'],
  ['a=%ff', 'a=%FF'],
  ['&&a=1&', 'a=1'],
  ['X-Amz-Signature=00&X-Amz-Date=1', 'X-Amz-Date=1'],
])('the query %s is signed as %s', (rawQuery, signed) => {
  expect(linesOf({ rawQuery })[2]).toBe(signed)
})

test('what a header says of the payload does not replace the payload', () => {
  const headerLines = [['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']] as const
  const body = Buffer.from('paid=100')
  const hash = createHash('sha256').update(body).digest('hex')
  expect(linesOf({ headerLines, body }).at(-1)).toBe(hash)
})

test('the SDK’s signer and the sandbox agree on any request', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((one) => !/[\uD800-\uDFFF]/u.test(one))
  const query = fc.dictionary(
    text.filter((name) => name !== '' && name !== '__proto__'),
    fc.array(text, { minLength: 1 }),
  )
  const path = fc
    .array(fc.oneof(text, fc.constantFrom('', '.', '..')))
    .map((parts) => `/${parts.map(encode).join('/')}`)
  const property = fc.asyncProperty(path, query, text, async (rawPath, parameters, body) => {
    const signer = new SignatureV4({
      credentials: KEY,
      region: 'us-east-1',
      service: 'lambda',
      sha256: NodeSha256,
    })
    const unsigned = {
      method: 'PUT',
      protocol: 'https:',
      hostname: 'a.example',
      headers: { host: 'a.example' },
    }
    const options = { signingDate: new Date('2026-11-28T12:00:00Z') }
    const { headers } = await signer.sign({ ...unsigned, path: rawPath, query: parameters, body }, options)
    const [, names = '', signature] =
      /SignedHeaders=(\S+), Signature=(\S+)/.exec(headers.authorization ?? '') ?? []
    const claim = { date: '20261128', region: 'us-east-1', service: 'lambda', stamp: '20261128T120000Z' }
    const rawQuery = Object.entries(parameters)
      .flatMap(([name, values]) => values.map((value) => `${encode(name)}=${encode(value)}`))
      .join('&')
    const sent = {
      method: 'PUT',
      rawPath,
      rawQuery,
      headerLines: Object.entries(headers),
      body: Buffer.from(body),
    }
    expect(signatureOf(sent, { ...claim, signedHeaders: names.split(';') }, KEY.secretAccessKey)).toBe(
      signature,
    )
  })
  await fc.assert(property, { numRuns: 300 })
})
