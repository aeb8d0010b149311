import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { afterEach, expect, test } from 'vitest'

const MAIN = path.join(import.meta.dirname, 'main.ts')

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Starts the program as the start command does. */
function startProgram(...words: string[]) {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', MAIN, ...words])
  children.push(child)
  const written = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => {
    written.out += data
  })
  child.stderr.on('data', (data: Buffer) => {
    written.err += data
  })
  return { child, written, ended: once(child, 'exit') }
}

async function untilReady({ child, written, ended }: ReturnType<typeof startProgram>): Promise<string> {
  while (!written.out.includes('\n')) {
    const [next] = await Promise.race([once(child.stdout, 'data'), ended.then(() => ['ended'])])
    if (next === 'ended' && !written.out.includes('\n')) throw new Error(written.err)
  }
  return written.out
}

test('says in JSON how to reach it, answers the SDK and stops when it is asked to', async () => {
  const program = startProgram('--port', '0', '--json', '--latency', '0')
  const ready = JSON.parse(await untilReady(program))
  expect(ready).toMatchObject({ ready: true, accessKeyId: 'AKIASANDBOXOPERATOR1' })
  expect(Object.keys(ready.accountNames)).toHaveLength(3)
  expect(ready.roleArns).toHaveLength(2)
  const credentials = { accessKeyId: ready.accessKeyId, secretAccessKey: ready.secretAccessKey }
  const lambda = new LambdaClient({ endpoint: ready.url, region: ready.regions[0], credentials })
  const { Functions } = await lambda.send(new ListFunctionsCommand({}))
  expect(Functions).toHaveLength(50)
  program.child.kill('SIGTERM')
  expect(await program.ended).toEqual([0, null])
  lambda.destroy()
})

test('says in one line what to set', async () => {
  const line = await untilReady(startProgram('--port', '0', '--empty'))
  expect(line).toMatch(
    /^The sandbox answers at (http:\/\/127\.0\.0\.1:\d+): export AWS_ENDPOINT_URL=\1 AWS_ACCESS_KEY_ID=AKIASANDBOXOPERATOR1 AWS_SECRET_ACCESS_KEY=\S+ AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1\n$/,
  )
})

test('refuses a taken port in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { written, ended } = startProgram('--port', String(port))
  expect(await ended).toEqual([1, null])
  expect(written.err).toBe(`Port ${port} is taken: stop what listens there, or choose another with --port.\n`)
  other.close()
})
