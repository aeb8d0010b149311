import { spawn } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type CodedRequest,
  isAwkwardForCurl,
  type RequestLanguage,
  requestCode,
} from '@/lib/codegen/request-code'
import { addCredential, addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import { NodeSha256 } from '@/lib/sandbox/fixtures/node-sha256'
import type { SandboxPrincipal } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld
let base: string
let env: NodeJS.ProcessEnv
let signer: SandboxPrincipal

beforeAll(async () => {
  world = await startTestWorld()
  const { urlId } = addFunctionUrl(
    world.state,
    addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' }),
    { authType: 'AWS_IAM' },
  )
  base = `http://${urlId}.lambda-url.${TEST_REGION}.localhost:${world.sandbox.port}`
  const sessionToken = 'a+session/token=='
  signer = addCredential(world.state, { account: TEST_ACCOUNT, sessionToken })
  env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: signer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: signer.secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
})

afterAll(() => world.close())

function outputOf(program: string, code: string): Promise<string> {
  return new Promise((resolve) => {
    const running = spawn(program, ['-c', code], { env })
    let output = ''
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    running.on('error', () => resolve(NOT_HERE)).on('close', () => resolve(output))
  })
}

const REQUESTS: Omit<CodedRequest, 'url'>[] = [
  { method: 'GET', headers: [], body: '' },
  { method: 'HEAD', headers: [['x-own', 'a']], body: '' },
  { method: 'POST', headers: [['content-type', 'application/json']], body: '{"größe":"\n\'"}' },
  { method: 'PUT', headers: [], body: '@plain' },
]

/** What a program says that lacks what the code needs: there is nothing to try then. */
const NOT_HERE = 'No module named'
const LACKING = /No module named|option --aws-sigv4: is unknown|curl: (command )?not found/

const TARGET = { path: '/v1/orders', query: 'a=%2B%20%26&b=~' }
const codesIn = (language: RequestLanguage) =>
  REQUESTS.map((request) =>
    requestCode(
      { ...request, url: `${base}${TARGET.path}?${TARGET.query}`, signedFor: TEST_REGION },
      language,
    ),
  )

/** The sandbox took every signature and has what was meant. */
function expectAllTaken(output: string): void {
  if (LACKING.test(output)) return
  const entries = world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl' })
  expect(entries, output).toMatchObject(
    REQUESTS.map(({ method, body }) => ({ status: 200, parameters: { ...TARGET, method, body } })),
  )
}

beforeEach(() => world.sandbox.ledger.clear())

test('curl signs so that the sandbox takes it', async () => {
  expectAllTaken(await outputOf('bash', codesIn('curl').join('\n')))
})

test('curl signs every address right that is not called awkward for it', async () => {
  const signs = [
    '!',
    '$',
    '&',
    "'",
    '(',
    ')',
    '*',
    '+',
    ',',
    ';',
    ':',
    '@',
    '-',
    '.',
    '_',
    '~',
    '%20',
    '%2F',
    '%2f',
  ]
  const marks = [...signs, '%2B', '%3A', '%2A', '%24', '%27', '%7E', '%61', '%C3%BC']
  const targets = marks.flatMap((mark) => [`/a${mark}b`, `/?q=a${mark}b`, `/?a${mark}b=1`])
  const queries = [
    '/?q',
    '/?q=',
    '/?a=1&b=',
    '/?a=2&a=1',
    '/?a=1&a=2',
    '/?a-b=1&a=2',
    '/?a=1&A=2',
    '/?A=1&a=2',
  ]
  const plain = [...targets, ...queries].filter((target) => !isAwkwardForCurl(`${base}${target}`))
  expect(plain.length).toBeGreaterThan(20)
  const request = { method: 'GET', headers: [], body: '', signedFor: TEST_REGION }
  const code = plain.map((target) => requestCode({ ...request, url: `${base}${target}` }, 'curl')).join('\n')
  const output = await outputOf('bash', code)
  if (LACKING.test(output)) return
  const entries = world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl' })
  expect(entries.map(({ status }) => status)).toEqual(plain.map(() => 200))
})

test('botocore signs so that the sandbox takes it', async () => {
  // Python does not know names under localhost.
  const resolving =
    'import socket\n_resolve = socket.getaddrinfo\nsocket.getaddrinfo = lambda host, *rest, **more: _resolve("127.0.0.1", *rest, **more)\n'
  expectAllTaken(await outputOf('python3', resolving + codesIn('python').join('\n')))
})

test('the SDK’s signer does too, in the code around fetch', async () => {
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = signer
  const scope = {
    SignatureV4,
    Sha256: NodeSha256,
    fromNodeProviderChain: () => async () => ({ accessKeyId, secretAccessKey, sessionToken }),
    fetch: fetchAtSandbox,
    console: { log: () => undefined },
    URL,
    TextEncoder,
  }
  for (const code of codesIn('fetch'))
    await runInNewContext(`(async () => {${code.replace(/^import .*$/gm, '')}})()`, scope)
  expectAllTaken('')
})

/** `fetch` as far as the code needs it; Node does not know names under localhost. */
async function fetchAtSandbox(url: URL, options: { method: string; headers: object; body?: Uint8Array }) {
  const { host: _host, ...headers } = options.headers as Record<string, string>
  const [urlId = ''] = url.hostname.split('.')
  const { status, body } = await callFunctionUrl({
    port: world.sandbox.port,
    urlId,
    region: TEST_REGION,
    method: options.method,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, Host: url.host },
    body: options.body && Buffer.from(options.body).toString(),
  })
  return { status, text: async () => body }
}
