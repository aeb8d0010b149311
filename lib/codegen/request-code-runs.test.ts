import { spawn } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CodedRequest, requestCode } from '@/lib/codegen/request-code'
import { addCredential, addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld
let base: string
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  world = await startTestWorld()
  const { urlId } = addFunctionUrl(
    world.state,
    addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' }),
    { authType: 'AWS_IAM' },
  )
  base = `http://${urlId}.lambda-url.${TEST_REGION}.localhost:${world.sandbox.port}`
  const sessionToken = 'a+session/token=='
  const { accessKeyId, secretAccessKey } = addCredential(world.state, { account: TEST_ACCOUNT, sessionToken })
  env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
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
const codesIn = (language: 'curl' | 'python') =>
  REQUESTS.map((request) =>
    requestCode(
      { ...request, url: `${base}${TARGET.path}?${TARGET.query}`, signedFor: TEST_REGION },
      language,
    ),
  ).join('\n')

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
  expectAllTaken(await outputOf('bash', codesIn('curl')))
})

test('botocore signs so that the sandbox takes it', async () => {
  // Python does not know names under localhost.
  const resolving =
    'import socket\n_resolve = socket.getaddrinfo\nsocket.getaddrinfo = lambda host, *rest, **more: _resolve("127.0.0.1", *rest, **more)\n'
  expectAllTaken(await outputOf('python3', resolving + codesIn('python')))
})
