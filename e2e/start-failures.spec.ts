import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FailedStart, startChildServer } from '@/lib/start/child-server'
import { freePort } from '@/lib/start/free-port'
import { STANDALONE } from '@/lib/start/project-root'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { expect, test } from './fixtures/test'
import { promise } from './promises/promise'

const problems: [string, Record<string, string>, string][] = [
  ['a region that is none', { CONSOLE_REGIONS: 'nowhere' }, '“nowhere” is no region'],
  ['no region', { CONSOLE_REGIONS: '' }, 'No region is set'],
  [
    'a switch that is neither on nor off',
    { CONSOLE_READ_ONLY: 'yes' },
    'CONSOLE_READ_ONLY is either true or false',
  ],
  ['a role that is none', { CONSOLE_ROLE_ARNS: 'admin' }, '“admin” in CONSOLE_ROLE_ARNS is no role'],
  [
    'an endpoint that is no address',
    { AWS_ENDPOINT_URL: 'sandbox' },
    'AWS_ENDPOINT_URL must be an http or https address',
  ],
  [
    'an endpoint where nothing listens',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    'Nothing answers at AWS_ENDPOINT_URL',
  ],
  [
    'an endpoint of one service',
    { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' },
    'AWS_ENDPOINT_URL_LAMBDA is set',
  ],
]

for (const [title, settings, sentence] of problems)
  test(`with ${title} the console does not start, says why, and writes nothing`, async ({
    consoleWith,
  }, testInfo) => {
    const database = testInfo.outputPath('console.db')
    const failure = await failedStart(consoleWith({ ...settings, CONSOLE_DATABASE: database }))
    expect(failure.exitCode).toBe(1)
    expect(failure.output).toContain(sentence)
    expect(failure.output).not.toMatch(/\n\s+at /)
    expect(existsSync(database)).toBe(false)
  })

test('with a damaged database the console does not start, and leaves the file alone', async ({
  consoleWith,
}, testInfo) => {
  const database = testInfo.outputPath('console.db')
  const damaged = 'this was a database once '.repeat(1_000)
  writeFileSync(database, damaged)
  const failure = await failedStart(consoleWith({ CONSOLE_DATABASE: database }))
  expect(failure.exitCode).toBe(1)
  expect(failure.output).toContain(database)
  expect(failure.output).not.toMatch(/\n\s+at /)
  expect(readFileSync(database, 'utf8')).toBe(damaged)
})

test('on an address that others could reach the console does not start', async ({ account }, testInfo) => {
  const port = await freePort()
  const env = sandboxEnvironment(process.env, account.connection, testInfo.outputPath('console.db'))
  const failure = await failedStart(
    startChildServer({
      program: [path.join(STANDALONE, 'server.js')],
      cwd: STANDALONE,
      env: { ...env, HOSTNAME: '0.0.0.0', PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/api/health`,
      output: () => undefined,
    }),
  )
  expect(failure.output).toContain('HOSTNAME must be 127.0.0.1, localhost or ::1')
})

test('the console starts again on the same database after kill -9, and stops when asked', async ({
  consoleWith,
}) => {
  const server = await consoleWith({})
  const health = () => fetch(`http://127.0.0.1:${server.port}/api/health`).then(({ status }) => status)
  await server.kill()
  await expect(health()).rejects.toThrow()
  await server.start()
  expect(await health()).toBe(200)
  expect(await server.stop()).toBe(143)
  await expect(health()).rejects.toThrow()
  promise('R12')
})

async function failedStart(start: Promise<unknown>): Promise<FailedStart> {
  const failure = await start.catch((error: unknown) => error)
  if (!(failure instanceof FailedStart)) throw new Error('The console started.')
  return failure
}
