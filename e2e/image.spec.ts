import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '@/lib/start/free-port'
import { STANDALONE } from '@/lib/start/project-root'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { expect, test } from './fixtures/test'

/** Who owns nothing; only root can become them. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** Everything that a build holds. */
const OF_A_BUILD = [
  '.next',
  'THIRD-PARTY-NOTICES.txt',
  'build-stamp',
  'commands',
  'node_modules',
  'package.json',
  'packed',
  'probe.mjs',
  'public',
  'server.js',
]

/** A command by a plain user, as an image runs it; root becomes one, for root can write everywhere. */
const asPlainUser = (words: string[]): [string, string[]] =>
  isRoot
    ? ['setpriv', [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', process.execPath, ...words]]
    : [process.execPath, words]

/** The built console as the image has it: in a folder that nobody may write. */
function readOnlyBuild(folder: string): string {
  const build = path.join(folder, 'console')
  cpSync(realpathSync(STANDALONE), build, {
    recursive: true,
    dereference: true,
    filter: (file) => !/running$/.test(file),
  })
  return build
}

function run(program: [string, string[]], cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<{ code: number; output: string }>((resolve) =>
    execFile(...program, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    ),
  )
}

test('the built console runs by a plain user out of a folder that cannot be written, with its probe and its commands', async ({
  account,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'console-image-'))
  chmodSync(folder, 0o755)
  const build = readOnlyBuild(folder)
  await run(['chmod', ['-R', 'a+rX,a-w', build]], folder, process.env)
  // The checkout, and what lies in it, is none of the build's.
  expect(readdirSync(build).sort()).toEqual(OF_A_BUILD)
  const data = path.join(folder, 'data')
  mkdirSync(data)
  if (isRoot) chownSync(data, NOBODY, NOBODY)
  const port = await freePort()
  const env = {
    ...sandboxEnvironment({ PATH: process.env.PATH }, account.connection, path.join(data, 'console.db')),
    CONSOLE_SWEEP: 'off',
    NODE_ENV: 'production',
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
  }
  const [command, words] = asPlainUser(['server.js'])
  const server = spawn(command, words, { cwd: build, env: env as NodeJS.ProcessEnv, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const inImage = (...each: string[]) => run(asPlainUser(each), build, env as NodeJS.ProcessEnv)

  await expect.poll(async () => (await inImage('probe.mjs', 'ready')).code, { timeout: 60_000 }).toBe(0)
  const page = await fetch(`http://localhost:${port}/functions`)
  expect({ status: page.status, isHtml: (await page.text()).startsWith('<!DOCTYPE html>') }).toEqual({
    status: 200,
    isHtml: true,
  })
  expect(await inImage('commands/backup.mjs', path.join(data, 'backup.jsonl.gz'))).toMatchObject({
    code: 0,
    output: expect.stringContaining('no record yet'),
  })
  const restored = path.join(data, 'restored.db')
  expect(
    await inImage('commands/restore.mjs', path.join(data, 'backup.jsonl.gz'), '--database', restored),
  ).toMatchObject({ code: 0, output: expect.stringContaining('record: whole, 0 events') })
  // The driver of PostgreSQL is loaded late: it has to be in the build all the same.
  expect(existsSync(path.join(build, 'node_modules/pg/package.json'))).toBe(true)
  expect((await inImage('--eval', "import('pg').then(({ default: pg }) => new pg.Pool())")).code).toBe(0)

  server.kill('SIGTERM')
  expect(await ended).toBe(143)
  expect((await inImage('probe.mjs')).code).toBe(1)
  rmSync(folder, { recursive: true, force: true })
})
