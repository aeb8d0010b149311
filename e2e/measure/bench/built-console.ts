import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { ChildServer } from '@/lib/start/child-server'
import { startConsoleServer } from '@/lib/start/console-server'
import { freePort } from '@/lib/start/free-port'
import { type SandboxConnection, sandboxEnvironment } from '@/lib/start/sandbox-environment'

export interface BuiltConsole {
  url: string
  databasePath: string
  pid(): number
  /** From spawning it to its first 200 of /api/health, in milliseconds. */
  readyAfter(): number
  /** Stops and starts it again on the same database. */
  restart(): Promise<void>
  end(): Promise<void>
}

/** The production build on a sandbox, with a database of its own; it reads nothing unless it is asked. */
export async function startBuiltConsole(connection: SandboxConnection): Promise<BuiltConsole> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'console-bench-built-'))
  const databasePath = path.join(folder, 'console.db')
  const port = await freePort()
  const settings = { CONSOLE_SWEEP: 'off', CONSOLE_REQUEST_RATE: '15' }
  const env = { ...sandboxEnvironment(process.env, connection, databasePath), ...settings }
  let readyAfter = 0
  const start = async (): Promise<ChildServer> => {
    const from = performance.now()
    const started = await startConsoleServer({ port, env, output: () => undefined })
    readyAfter = performance.now() - from
    return started
  }
  let server = await start()
  return {
    url: `http://localhost:${port}`,
    databasePath,
    pid: () => server.pid,
    readyAfter: () => readyAfter,
    restart: async () => {
      await server.stop()
      server = await start()
    },
    end: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
