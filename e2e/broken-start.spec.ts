import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import Libsql from 'libsql'
import { freePort } from '@/lib/start/free-port'
import { PROJECT_ROOT, STANDALONE } from '@/lib/start/project-root'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { expect, test } from './fixtures/test'
import type { TestAccount } from './fixtures/test-account'

/** How a program ended that should have kept running. */
interface Ending {
  code: number | null
  errors: string
  milliseconds: number
}

const SERVER = [path.join(STANDALONE, 'server.js')]
const NPM_START = [
  '--conditions=react-server',
  '--import',
  'tsx',
  path.join(PROJECT_ROOT, 'lib/start/console.ts'),
]

test.describe('a setting that cannot be used stops the start with one sentence on standard error:', () => {
  const broken: [string, Record<string, string>, string][] = [
    ['HOSTNAME for everybody', { HOSTNAME: '0.0.0.0' }, 'HOSTNAME must be 127.0.0.1, localhost or ::1'],
    ['HOSTNAME for everybody, IPv6', { HOSTNAME: '::' }, 'HOSTNAME must be 127.0.0.1, localhost or ::1'],
    ['HOSTNAME forgotten', { HOSTNAME: '' }, 'HOSTNAME must be 127.0.0.1, localhost or ::1'],
    [
      'a rate above AWS’s',
      { CONSOLE_REQUEST_RATE: '16' },
      'CONSOLE_REQUEST_RATE is a number of calls a second',
    ],
    [
      'an operator nobody can read',
      { CONSOLE_OPERATOR: 'root\u202Etoor' },
      'CONSOLE_OPERATOR is a name of 1 to 100 visible characters.',
    ],
    [
      'a name of an account that is none',
      { CONSOLE_ACCOUNT_NAMES: 'production' },
      '“production” in CONSOLE_ACCOUNT_NAMES is no name',
    ],
    [
      'two roles in one account',
      { CONSOLE_ROLE_ARNS: 'arn:aws:iam::222222222222:role/a,arn:aws:iam::222222222222:role/b' },
      'CONSOLE_ROLE_ARNS names two roles in account 222222222222',
    ],
    [
      'hosts of function URLs without a region',
      { CONSOLE_FUNCTION_URL_HOST: '*.on.aws' },
      'CONSOLE_FUNCTION_URL_HOST must look like',
    ],
    [
      'an endpoint of another protocol',
      { AWS_ENDPOINT_URL: 'ftp://127.0.0.1' },
      'AWS_ENDPOINT_URL must be an http or https address',
    ],
    [
      'an endpoint with a password',
      { AWS_ENDPOINT_URL: 'http://me:secret@127.0.0.1:1' },
      'AWS_ENDPOINT_URL must be an http or https address',
    ],
    ['a misspelt name', { CONSOLE_READONLY: 'true' }, 'CONSOLE_READONLY is no setting of the console: write'],
    ['a profile that does not exist', { AWS_PROFILE: 'prod' }, 'There is no AWS profile “prod” in'],
    [
      'a database below what is no folder',
      { CONSOLE_DATABASE: '/dev/null/console.db' },
      'The folder /dev/null for CONSOLE_DATABASE cannot be made (EEXIST)',
    ],
    [
      'a database in a folder that nobody can make',
      { CONSOLE_DATABASE: '/proc/console/console.db' },
      'The folder /proc/console for CONSOLE_DATABASE cannot be made (ENOENT)',
    ],
    [
      'an endpoint whose host nobody knows',
      { AWS_ENDPOINT_URL: 'https://nowhere.invalid' },
      'Nothing answers at AWS_ENDPOINT_URL',
    ],
  ]
  for (const [title, settings, sentence] of broken)
    test(title, async ({ account }, testInfo) => {
      const database = testInfo.outputPath('console.db')
      const { code, errors } = await startAndEnd(SERVER, {
        ...(await environment(account, database)),
        ...settings,
      })
      expect(code).toBe(1)
      expectOneSentence(errors, sentence)
      expect(errors).not.toContain('secret@')
      expect(readdirSync(testInfo.outputDir)).toEqual([])
    })

  test('several at once, each in a line of its own', async ({ account }, testInfo) => {
    const settings = { HOSTNAME: '0.0.0.0', CONSOLE_READ_ONLY: 'maybe', CONSOLE_REQUEST_RATE: 'fast' }
    const env = { ...(await environment(account, testInfo.outputPath('console.db'))), ...settings }
    const { code, errors } = await startAndEnd(SERVER, env)
    expect(code).toBe(1)
    expect(errors.match(/^- [A-Z“].*\.$/gm)).toHaveLength(3)
  })
})

test.describe('a database file that cannot be used stops the start and stays as it is, byte for byte:', () => {
  const files: [string, (file: string) => void, string][] = [
    ['no database at all', (file) => writeFileSync(file, 'A letter to my aunt. '.repeat(500)), 'is damaged'],
    ['damaged in the middle', (file) => damage(file), 'is damaged'],
    ['cut off', (file) => cutOff(file), 'is damaged'],
    [
      'of another program',
      (file) => makeDatabase(file, ['create table recipes (name text)']),
      'is a database of another program',
    ],
    ['of a newer version', (file) => makeNewer(file), 'was written by a newer version'],
    ['of an early version', (file) => makeEarly(file), 'was written by an early version'],
    ['a folder', (file) => mkdirSync(file), 'cannot be opened'],
  ]
  for (const [title, make, sentence] of files)
    test(title, async ({ account }, testInfo) => {
      const database = testInfo.outputPath('console.db')
      make(database)
      const before = fingerprints(testInfo.outputDir)
      const { code, errors } = await startAndEnd(SERVER, await environment(account, database))
      expect(code).toBe(1)
      expectOneSentence(errors, sentence)
      expect(errors).toContain(database)
      expect(fingerprints(testInfo.outputDir)).toEqual(before)
    })

  test('locked by another program for 5 s', async ({ account }, testInfo) => {
    const database = testInfo.outputPath('console.db')
    makeDatabase(database, ['create table schema_migrations (version integer)'])
    // Read before it is locked: closing a file takes away every lock that the process has on it.
    const before = fingerprints(testInfo.outputDir)
    const other = new Libsql(database)
    other.exec('begin exclusive')
    const { code, errors, milliseconds } = await startAndEnd(SERVER, await environment(account, database))
    expect(fingerprints(testInfo.outputDir)).toEqual(before)
    other.exec('rollback')
    other.close()
    expect(code).toBe(1)
    expectOneSentence(errors, 'stayed locked for 5 s')
    expect(milliseconds).toBeGreaterThan(5_000)
  })
})

test('npm start tells every mistake of the settings before it builds anything', async ({
  account,
}, testInfo) => {
  const settings = { PORT: '0', CONSOLE_READONLY: 'true', CONSOLE_ROLE_ARNS: 'admin' }
  const env = { ...(await environment(account, testInfo.outputPath('console.db'))), ...settings }
  const { code, errors } = await startAndEnd(NPM_START, env)
  expect(code).toBe(1)
  expect(errors.match(/^- .*\.$/gm)).toHaveLength(3)
  expect(errors).not.toMatch(/\n\s+at /)
})

test('npm start on a port that somebody has says so and touches nothing', async ({ account }, testInfo) => {
  const neighbour = createServer()
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve))
  const { port } = neighbour.address() as { port: number }
  const database = testInfo.outputPath('console.db')
  const env = { ...(await environment(account, database)), PORT: String(port) }
  const { code, errors } = await startAndEnd(NPM_START, env)
  neighbour.close()
  expect(code).toBe(1)
  expect(errors.trim()).toBe(`Port ${port} is taken: stop what listens there, or set PORT to another number.`)
  expect(readdirSync(testInfo.outputDir)).toEqual([])
})

test('the server itself on a port that somebody has ends and leaves the database as it was', async ({
  account,
  consoleWith,
}, testInfo) => {
  const running = await consoleWith({})
  const database = testInfo.outputPath('console.db')
  const env = { ...(await environment(account, database)), PORT: String(running.port) }
  const { code, errors } = await startAndEnd(SERVER, env)
  expect(code).not.toBe(0)
  expect(errors).toContain('EADDRINUSE')
  expect(readdirSync(testInfo.outputDir)).toEqual([])
})

/** What a console that could run would be given. */
async function environment({ connection }: TestAccount, database: string): Promise<NodeJS.ProcessEnv> {
  const port = String(await freePort())
  return {
    ...sandboxEnvironment(process.env, connection, database),
    NODE_ENV: 'production',
    HOSTNAME: '127.0.0.1',
    PORT: port,
  }
}

function startAndEnd(words: string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  const startedAt = Date.now()
  const child = spawn(process.execPath, words, {
    cwd: PROJECT_ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (data: Buffer) => {
    errors += data
  })
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, errors, milliseconds: Date.now() - startedAt })),
  )
}

function expectOneSentence(errors: string, sentence: string): void {
  expect(errors).toContain('The console cannot start.')
  const told = errors.split('\n').filter((line) => line.startsWith('- '))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(sentence)
  expect(told[0]).toMatch(/\.$/)
  expect(errors, 'a call stack').not.toMatch(/\n\s+at /)
}

/** Every file of a folder with what is in it. */
function fingerprints(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) =>
      entry.isFile()
        ? `${entry.name} ${createHash('sha256')
            .update(readFileSync(path.join(folder, entry.name)))
            .digest('hex')}`
        : entry.name,
    )
    .sort()
}

function makeDatabase(file: string, statements: string[]): void {
  const database = new Libsql(file)
  for (const statement of statements) database.exec(statement)
  database.close()
}

const FILLED = [
  'create table console_migrations (name text not null primary key, timestamp text not null)',
  'create table filler (text text)',
  ...Array.from(
    { length: 200 },
    (_, index) => `insert into filler values ('${`row ${index} `.repeat(100)}')`,
  ),
]

/** Overwrites pages in the middle with what no page looks like. */
function damage(file: string): void {
  makeDatabase(file, FILLED)
  const bytes = readFileSync(file)
  bytes.fill(0xaa, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2))
  writeFileSync(file, bytes)
}

function cutOff(file: string): void {
  makeDatabase(file, FILLED)
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)))
}

function makeNewer(file: string): void {
  makeDatabase(file, [
    ...FILLED,
    "insert into console_migrations values ('999-of-another-day', '2099-01-01T00:00:00.000Z')",
  ])
}

/** As the console's files were before its record was chained over the events' text. */
function makeEarly(file: string): void {
  makeDatabase(
    file,
    ['schema_migrations', 'journal_events', 'journal_head'].map((name) => `create table ${name} (text text)`),
  )
}
