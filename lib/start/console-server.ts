import { existsSync } from 'node:fs'
import path from 'node:path'
import { type ChildServer, type ChildServerOptions, startChildServer } from './child-server'
import { ProgramError } from './program-error'
import { STANDALONE } from './project-root'
import type { Variables } from './sandbox-environment'

export interface ConsoleServerOptions {
  port: number
  /** The whole environment of the console, without HOSTNAME and PORT. */
  env: Variables
  output: ChildServerOptions['output']
  /** The build to start, the newest one unless given. */
  build?: string
  /** Gets the address that opens the console in a browser, and the next one each time it has been used. */
  onOpenAt?: (address: string) => void
}

/** Starts the built console, on 127.0.0.1 unless people sign in, and waits until it answers. @throws {FailedStart} */
export async function startConsoleServer({
  port,
  env,
  output,
  build = STANDALONE,
  onOpenAt,
}: ConsoleServerOptions): Promise<ChildServer> {
  const program = path.join(build, 'server.js')
  if (!existsSync(program)) throw new ProgramError('The console is not built: run npm run build first.')
  // Other computers are let in by a console with sign-in alone.
  const hostname = (env.CONSOLE_SIGN_IN === 'on' && env.HOSTNAME) || '127.0.0.1'
  return startChildServer({
    program: [program],
    cwd: build,
    env: {
      ...env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: hostname,
      PORT: String(port),
    },
    tellsListening: true,
    readyUrl: readyUrl(env, hostname, port),
    output,
    onMessage: (message) => {
      const { openAt } = message as { openAt?: string }
      if (openAt) onOpenAt?.(openAt)
    },
  })
}

/** Its health where this computer is asked, for then pages are served; another address is answered by probes alone. */
function readyUrl({ CONSOLE_TLS_CERT, CONSOLE_TLS_KEY }: Variables, hostname: string, port: number): string {
  const scheme = CONSOLE_TLS_CERT && CONSOLE_TLS_KEY ? 'https' : 'http'
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const address = anywhere[hostname] ?? hostname
  const path = ['127.0.0.1', '::1', 'localhost'].includes(address) ? 'health' : 'live'
  return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}/api/${path}`
}
