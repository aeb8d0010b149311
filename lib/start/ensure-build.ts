import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildStamp } from './build-stamp'
import { encryptionKey } from './encryption-key'
import { ProgramError } from './program-error'
import { DATA, PROJECT_ROOT, STANDALONE } from './project-root'
import { spawnNode } from './spawn-node'

const STAMP_FILE = path.join(PROJECT_ROOT, '.next/build-stamp')
const SERVER = path.join(STANDALONE, 'server.js')
const NEXT = path.join(PROJECT_ROOT, 'node_modules/next/dist/bin/next')

/** Builds the console unless the build that is there was made of exactly these sources. @throws {ProgramError} */
export async function ensureBuild(): Promise<void> {
  const key = encryptionKey(DATA, process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY)
  // Before the build, so that what is edited while it runs is built the next time.
  const stamp = buildStamp(PROJECT_ROOT, key)
  if (stamp === stampOfBuild()) return
  console.log('Building the console (about a minute, only after a change) …')
  rmSync(STAMP_FILE, { force: true })
  await nextBuild(key)
  copyBesideServer('.next/static')
  copyBesideServer('public')
  writeFileSync(STAMP_FILE, stamp)
}

function stampOfBuild(): string | undefined {
  const isThere = existsSync(STAMP_FILE) && existsSync(SERVER)
  return isThere ? readFileSync(STAMP_FILE, 'utf8') : undefined
}

/** Next's standalone folder comes without the files that browsers fetch; it serves them when they lie beside it. */
function copyBesideServer(folder: string): void {
  const from = path.join(PROJECT_ROOT, folder)
  const to = path.join(STANDALONE, folder)
  rmSync(to, { recursive: true, force: true })
  if (existsSync(from)) cpSync(from, to, { recursive: true })
}

/** Its output is shown only when it fails. */
async function nextBuild(key: string): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
  }
  const child = spawnNode([NEXT, 'build'], { env, output: 'pipe' })
  const output: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => output.push(data))
  child.stderr?.on('data', (data: Buffer) => output.push(data))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0 && existsSync(SERVER)) return
  throw new ProgramError(`${Buffer.concat(output).toString().trim()}\nThe console could not be built.`)
}
