import { chmodSync, copyFileSync, cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { currentStamp, swapIn } from './build-folders'
import { buildStamp } from './build-stamp'
import { encryptionKey } from './encryption-key'
import { packCommands } from './pack-commands'
import { packStatic } from './pack-static'
import { privateFolder } from './private-folder'
import { ProgramError } from './program-error'
import { BUILDS, DATA, NEXT_OUTPUT, PROJECT_ROOT, STANDALONE } from './project-root'
import { spawnNode } from './spawn-node'
import { thirdPartyNotices } from './third-party-notices'

/** Next's standalone folder, before it is complete. */
const MADE = path.join(NEXT_OUTPUT, 'standalone')
const OUR_SERVER = path.join(import.meta.dirname, 'standalone-server.mjs')
const OUR_PROBE = path.join(import.meta.dirname, 'probe.mjs')
const NEXT = path.join(PROJECT_ROOT, 'node_modules/next/dist/bin/next')

/**
 * Builds the console unless the build that is there was made of exactly these sources. A console that runs meanwhile
 * is not touched: it has its build in a folder of its own. @throws {ProgramError}
 */
export async function ensureBuild(): Promise<void> {
  // The key of the server actions stands in them in clear.
  for (const folder of [DATA, BUILDS, NEXT_OUTPUT]) privateFolder(folder)
  const key = encryptionKey(DATA, process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY)
  // Before the build, so that what is edited while it runs is built the next time.
  const stamp = buildStamp(PROJECT_ROOT, key)
  if (stamp === currentStamp(BUILDS) && existsSync(path.join(STANDALONE, 'server.js'))) return
  console.log('Building the console (about a minute, only after a change) …')
  await nextBuild(key)
  removeSources()
  copyBesideServer('.next/static')
  copyBesideServer('public')
  writeFileSync(path.join(MADE, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(PROJECT_ROOT))
  await packStatic(path.join(MADE, '.next/static'), path.join(MADE, 'packed'))
  await packCommands(path.join(MADE, 'commands'))
  copyFileSync(OUR_SERVER, path.join(MADE, 'server.js'))
  copyFileSync(OUR_PROBE, path.join(MADE, 'probe.mjs'))
  chmodSync(path.join(MADE, '.next/server/server-reference-manifest.json'), 0o600)
  swapIn(BUILDS, MADE, stamp)
}

/** What of Next's standalone folder runs. */
const RUNS = ['.next', 'node_modules', 'package.json', 'server.js']

/**
 * A path that is put together while the console runs makes Next trace the whole checkout: its sources would lie beside
 * the server, and so would a file with keys.
 */
function removeSources(): void {
  for (const name of readdirSync(MADE))
    if (!RUNS.includes(name)) rmSync(path.join(MADE, name), { recursive: true, force: true })
}

/** Next's standalone folder comes without the files that browsers fetch; it serves them when they lie beside it. */
function copyBesideServer(folder: string): void {
  const from = path.join(PROJECT_ROOT, folder)
  if (existsSync(from)) cpSync(from, path.join(MADE, folder), { recursive: true })
}

/** Its output is shown only when it fails. */
async function nextBuild(key: string): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
  }
  rmSync(MADE, { recursive: true, force: true })
  const child = spawnNode([NEXT, 'build'], { env, output: 'pipe' })
  const output: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => output.push(data))
  child.stderr?.on('data', (data: Buffer) => output.push(data))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0 && existsSync(path.join(MADE, 'server.js'))) return
  throw new ProgramError(`${Buffer.concat(output).toString().trim()}\nThe console could not be built.`)
}
