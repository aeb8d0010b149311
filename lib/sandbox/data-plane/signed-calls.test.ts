import { SignatureV4 } from '@smithy/signature-v4'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCredential, addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { callFunctionUrl, functionUrlHost } from '@/lib/sandbox/data-plane/call-function-url'
import { NodeSha256 } from '@/lib/sandbox/fixtures/node-sha256'
import type { SandboxPrincipal } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld
let urlId: string

beforeEach(async () => {
  world = await startTestWorld()
  const orders = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
  urlId = addFunctionUrl(world.state, orders, { authType: 'AWS_IAM' }).urlId
})

afterEach(() => world.close())

interface Signing {
  method?: string
  path?: string
  query?: Record<string, string | string[]>
  headers?: Record<string, string>
  /** What is signed; another body may be sent. */
  body?: string
  region?: string
  service?: string
  credentials?: SandboxPrincipal
  /** Seconds before now. */
  ago?: number
}

function prepared(signing: Signing) {
  const { method = 'GET', path = '/', query = {}, headers = {}, body, ...rest } = signing
  const { region = TEST_REGION, service = 'lambda', credentials = world.principal, ago = 0 } = rest
  const host = functionUrlHost({ urlId, region: TEST_REGION })
  const request = {
    method,
    protocol: 'http:',
    hostname: host,
    path,
    query,
    headers: { host, ...headers },
    body,
  }
  const signer = new SignatureV4({ credentials, region, service, sha256: NodeSha256 })
  return { signer, request, options: { signingDate: new Date(Date.now() - ago * 1000) } }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

function targetOf(path: string, query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encode(name)}=${encode(String(one))}`),
  )
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

const answerTo = (method: string, target: string, headers: Record<string, string>, body?: string) =>
  callFunctionUrl({
    port: world.sandbox.port,
    urlId,
    region: TEST_REGION,
    method,
    path: target,
    headers,
    body,
  })

async function sendSigned(signing: Signing, sent: Partial<Signing> = {}) {
  const { signer, request, options } = prepared(signing)
  const { headers } = await signer.sign(request, options)
  const { method = request.method, path = request.path, body = request.body } = sent
  const target = targetOf(path, sent.query ?? request.query)
  return answerTo(method, target, { ...headers, ...sent.headers }, body)
}

async function sendPresigned(
  signing: Signing,
  { body, seconds = 60 }: { body?: string; seconds?: number } = {},
) {
  const { signer, request, options } = prepared(signing)
  const { query = {} } = await signer.presign(request, { ...options, expiresIn: seconds })
  return answerTo(request.method, targetOf(request.path, query), {}, body)
}

const MISMATCH =
  /^\{"message":"The request signature we calculated does not match the signature you provided\. Check/

describe('a signature that is right', () => {
  test.each<[string, Signing]>([
    ['a plain path', {}],
    ['an escaped path', { path: '/a%20b/%C3%BC/%252F' }],
    ['a path with dots and empty parts', { path: '/a/./b/..//c/' }],
    ['a query with everything in it', { query: { b: ['2', '1'], a: "!'()*+ /&=é~", 'é ': '' } }],
    ['a body', { method: 'POST', body: '{"größe":1}', headers: { 'content-type': 'application/json' } }],
    ['a header with spaces', { headers: { 'x-own': '  a   b ' } }],
    ['a method of one’s own', { method: 'PURGE' }],
  ])('lets in a call with %s', async (_title, signing) => {
    expect(await sendSigned(signing)).toMatchObject({ status: 200 })
  })

  test.each<[string, Signing]>([
    ['GET', {}],
    ['POST without a body', { method: 'POST', path: '/x%20y', query: { a: ['2', '1'] } }],
  ])('may stand in the address: %s', async (_title, signing) => {
    expect(await sendPresigned(signing)).toMatchObject({ status: 200 })
  })

  test('may stand in the address with a session token', async () => {
    const credentials = addCredential(world.state, { account: TEST_ACCOUNT, sessionToken: 'a+b/c=' })
    expect(await sendPresigned({ credentials })).toMatchObject({ status: 200 })
  })
})

describe('a signature that is there and not right', () => {
  const other = { secretAccessKey: 'not-the-secret' }
  test.each<[string, Signing | (() => Signing), Partial<Signing>]>([
    ['the secret', () => ({ credentials: { ...world.principal, ...other } }), {}],
    ['the path', { path: '/a' }, { path: '/b' }],
    ['the escapes of the path', { path: '/a b' }, { path: '/a%20b' }],
    ['the query', { query: { a: '1' } }, { query: { a: '2' } }],
    ['the method', { method: 'GET' }, { method: 'DELETE' }],
    ['a signed header', { headers: { 'x-own': 'a' } }, { headers: { 'x-own': 'b' } }],
    ['the body', { method: 'POST', body: 'a' }, { body: 'b' }],
    [
      'an unsigned payload',
      { method: 'POST', body: 'a', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      {},
    ],
  ])('is told so: %s', async (_title, signing, sent) => {
    const answer = await sendSigned(typeof signing === 'function' ? signing() : signing, sent)
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException', 'content-type': 'application/json' },
      body: expect.stringMatching(MISMATCH),
    })
    expect(answer.headers['content-length']).toBe('192')
  })

  test.each<[string, Signing, RegExp]>([
    ['another service', { service: 'execute-api' }, /scoped to correct service: 'lambda'/],
    ['another region', { region: 'eu-west-1' }, /scoped to a valid region/],
    ['a clock that is late', { ago: 600 }, /^\{"message":"Signature expired: /],
    ['a clock that is early', { ago: -600 }, /^\{"message":"Signature not yet current: /],
  ])('is told for what: %s', async (_title, signing, body) => {
    expect(await sendSigned(signing)).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      body: expect.stringMatching(body),
    })
  })

  test('covers no body when it stands in the address', async () => {
    const answer = await sendPresigned({ method: 'POST' }, { body: 'paid=100' })
    expect(answer).toMatchObject({ status: 403, body: expect.stringMatching(MISMATCH) })
  })

  test('is good for no longer than its address says', async () => {
    expect(await sendPresigned({ ago: 90 }, { seconds: 60 })).toMatchObject({
      status: 403,
      body: expect.stringContaining('Signature expired: '),
    })
  })

  test('of a key that nobody has is told apart', async () => {
    const credentials = { ...world.principal, accessKeyId: 'AKIAUNKNOWN000000000' }
    expect(await sendSigned({ credentials })).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'UnrecognizedClientException' },
    })
  })

  test('runs no function and is nobody in the ledger', async () => {
    await sendSigned({ path: '/a' }, { path: '/b' })
    const [entry] = world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl' })
    expect(entry).toMatchObject({ status: 403, principalArn: '' })
  })
})

test('another scheme of authorization is no signature', async () => {
  const answer = await answerTo('GET', '/', { Authorization: 'Bearer AWS4-HMAC-SHA256' })
  expect(answer).toMatchObject({ status: 403, body: expect.stringMatching(/^\{"Message":"Forbidden\./) })
})
