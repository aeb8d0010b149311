import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FailedStart, startChildServer } from './child-server'
import { freePort, portIfFree } from './free-port'
import { PROJECT_ROOT } from './project-root'

let folder: string
let port: number

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'child-server-'))
  port = await freePort()
})

afterEach(() => rmSync(folder, { recursive: true }))

const LISTEN = `import { createServer } from 'node:http'
createServer((request, response) => response.end('ready')).listen(process.env.PORT, '127.0.0.1')
console.log('listening')
`

/** A server program of these lines, and how it would be started. */
function programOf(lines: string) {
  const file = path.join(folder, 'server.mjs')
  writeFileSync(file, lines)
  let log = ''
  const output = (text: string) => {
    log += text
  }
  const env = { PATH: process.env.PATH, PORT: String(port), NODE_ENV: 'test' as const }
  const options = { program: [file], env, readyUrl: `http://127.0.0.1:${port}/`, output }
  return { options, log: () => log }
}

test('is ready when it answers, and gone when it is stopped', async () => {
  const { options, log } = programOf(LISTEN)
  const server = await startChildServer(options)
  expect(await portIfFree(port)).toBeUndefined()
  expect(log()).toContain('listening')
  await server.stop()
  await server.stop()
  expect(await server.ended).toBeNull()
  expect(await portIfFree(port)).toBe(port)
})

test('one that speaks https is ready by whatever certificate it shows', async () => {
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const name = ['-subj', '/CN=console.example.com']
  execFileSync('openssl', ['req', '-x509', ...kind, ...name, ...files], { stdio: 'ignore' })
  const { options } = programOf(`import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
const read = (name) => readFileSync(new URL(name, import.meta.url))
createServer({ key: read('key.pem'), cert: read('cert.pem') }, (request, response) => response.end('ready'))
  .listen(process.env.PORT, '127.0.0.1')
`)
  const server = await startChildServer({ ...options, readyUrl: `https://127.0.0.1:${port}/` })
  expect(await portIfFree(port)).toBeUndefined()
  await server.stop()
})

test('one that ends before it is ready says why', async () => {
  const { options } = programOf(`console.error('No region is set.')\nprocess.exit(3)`)
  const failure = await startChildServer(options).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(FailedStart)
  expect(failure).toMatchObject({ exitCode: 3, output: 'No region is set.' })
})

test('one that does not stop is ended', async () => {
  const { options } = programOf(`process.on('SIGTERM', () => {})\n${LISTEN}`)
  const server = await startChildServer({ ...options, stopLimit: 50 })
  await server.stop()
  expect(await portIfFree(port)).toBe(port)
})

test('one whose parent is killed ends by itself', async () => {
  const { options } = programOf(LISTEN)
  const parent = path.join(folder, 'parent.mts')
  const started = JSON.stringify({ ...options, output: 'inherit' })
  const module = path.join(PROJECT_ROOT, 'lib/start/child-server.ts')
  writeFileSync(
    parent,
    `import { startChildServer } from '${module}'\nconst server = await startChildServer(${started})\nconsole.log(server.pid)`,
  )
  const child = spawn(process.execPath, ['--import', 'tsx', parent], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) =>
    child.stdout.on('data', (data) => /^\d+$/m.test(String(data)) && resolve(data)),
  )
  child.kill('SIGKILL')
  // A signal ends the test if the server never does.
  await expect.poll(() => portIfFree(port), { timeout: 20_000 }).toBe(port)
})

test('one whose port somebody else has is not ready because that one answers', async () => {
  const other = await startChildServer(programOf(LISTEN).options)
  const late = programOf(`await new Promise((resolve) => setTimeout(resolve, 300))\nprocess.exit(1)`).options
  await expect(startChildServer({ ...late, tellsListening: true })).rejects.toMatchObject({ exitCode: 1 })
  await other.stop()
})
