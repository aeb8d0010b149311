import { seedConnection } from '@/lib/sandbox/seed/seed-connection'
import { type ChildServer, startChildServer } from './child-server'
import { onFreePort } from './on-free-port'
import type { SandboxConnection } from './sandbox-environment'

/** Where the sandbox listens unless somebody else does: function URLs keep their addresses between two demos. */
const PREFERRED_PORT = 4650

/**
 * Starts the sandbox with its company in a process of its own, throttled as AWS is. `words` are handed on to it, such
 * as `--functions 10000` for a large company. @throws {FailedStart}
 */
export async function startSeededSandbox(
  output: (text: string) => void,
  words: readonly string[] = [],
): Promise<{ server: ChildServer; connection: SandboxConnection }> {
  return onFreePort(PREFERRED_PORT, async (port) => {
    const server = await startChildServer({
      program: ['lib/sandbox/main.ts', '--port', String(port), ...words],
      nodeFlags: ['--conditions=react-server', '--import', 'tsx'],
      env: process.env,
      tellsListening: true,
      readyUrl: `http://127.0.0.1:${port}/_sandbox/faults`,
      output,
    })
    return { server, connection: seedConnection(port) }
  })
}
