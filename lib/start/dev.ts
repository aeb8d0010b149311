import path from 'node:path'
import { checkedSandboxSettings } from './checked-settings'
import { startChildServer } from './child-server'
import { freePort } from './free-port'
import { requireNode } from './node-version'
import { runProgram } from './program-error'
import { DATA, PROJECT_ROOT } from './project-root'
import { startOn, untilStopped } from './running-servers'
import { sandboxEnvironment } from './sandbox-environment'
import { startSeededSandbox } from './seeded-sandbox'

/** `npm run dev`: Next's development server on the seeded sandbox; edits show at once. */
await runProgram(async () => {
  requireNode()
  const { port: wanted } = checkedSandboxSettings(process.env)
  const port = await freePort(wanted)
  const sandbox = await startSeededSandbox((text) => process.stdout.write(text))
  const settings = sandboxEnvironment(process.env, sandbox.connection, path.join(DATA, 'dev.db'))
  const server = await startOn(sandbox.server, () =>
    startChildServer({
      program: [
        path.join(PROJECT_ROOT, 'node_modules/next/dist/bin/next'),
        'dev',
        '--hostname',
        '127.0.0.1',
        '--port',
        String(port),
      ],
      env: { ...settings, NEXT_TELEMETRY_DISABLED: '1', HOSTNAME: '127.0.0.1', PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/api/health`,
      output: 'inherit',
    }),
  )
  return untilStopped([server, sandbox.server])
})
