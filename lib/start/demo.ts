import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { TeamProvider } from '@/lib/sandbox/oidc/team-provider'
import { checkedSandboxSettings } from './checked-settings'
import { startConsoleServer } from './console-server'
import { writePast } from './demo-past'
import { startDemoProvider, teamSettings, writeGrants, writeRequests } from './demo-team'
import { ensureBuild } from './ensure-build'
import { freePort } from './free-port'
import { requireNode } from './node-version'
import { runProgram } from './program-error'
import { DATA } from './project-root'
import { startOn, untilStopped } from './running-servers'
import { sandboxEnvironment } from './sandbox-environment'
import { startSeededSandbox } from './seeded-sandbox'

/**
 * `npm run demo`: the sandbox with its company, and the built console on it. `-- --functions 10000`: a large one;
 * `-- --team`: people sign in, each with other rights.
 */
await runProgram(async () => {
  requireNode()
  // Before the build, which takes a minute.
  const { port: wanted } = checkedSandboxSettings(process.env)
  await ensureBuild()
  const port = await freePort(wanted)
  const files = freshFiles(port)
  const isTeam = process.argv.includes('--team')
  const publicUrl = `http://localhost:${port}`
  const provider = isTeam ? await startDemoProvider(publicUrl) : undefined
  const sandbox = await startSeededSandbox(
    files.log,
    process.argv.slice(2).filter((word) => word !== '--team'),
  )
  const env = {
    ...sandboxEnvironment(process.env, sandbox.connection, files.database),
    ...(provider && teamSettings(provider, publicUrl)),
  }
  const server = await startOn(sandbox.server, () => startConsoleServer({ port, env, output: files.log }))
  // The company of another size has a past of its own, which nobody has made up.
  if (!process.argv.includes('--functions')) writePast(files.database, Date.now())
  if (isTeam) writeGrants(files.database, new Date())
  if (provider && !process.argv.includes('--functions'))
    await writeRequests(provider, { ...env, PORT: String(port), HOSTNAME: '127.0.0.1' }, files.log)
  console.log(
    greeting({ port, wanted, sandboxPort: sandbox.connection.port, logFile: files.logFile, provider }),
  )
  const code = await untilStopped([server, sandbox.server])
  await provider?.close()
  return code
})

/**
 * The sandbox's memory is new at each start. A journal of the last demo would tell of changes to functions that
 * have never heard of them, so it starts anew too; a console on a real account keeps its journal for ever.
 */
function freshFiles(port: number) {
  mkdirSync(DATA, { recursive: true })
  const database = path.join(DATA, `demo-${port}.db`)
  const logFile = path.join(DATA, `demo-${port}.log`)
  for (const file of [database, `${database}-wal`, `${database}-shm`, logFile]) rmSync(file, { force: true })
  const log = (text: string) => appendFileSync(logFile, text)
  return { database, logFile, log }
}

/** Declared, not assigned: the program above begins before this line is reached. */
function whoMayOpen(provider: TeamProvider | undefined): string {
  if (!provider)
    return 'Everybody on this computer may open it (npm start, on your own account, asks for a secret address).'
  return [
    `People sign in at a made-up provider (${provider.issuer}): choose who you are there.`,
    ...provider.people.map(({ name, may }) => `  ${name.padEnd(12)} ${may}`),
  ].join('\n  ')
}

interface Greeting {
  port: number
  wanted: number
  sandboxPort: number
  logFile: string
  provider?: TeamProvider
}

function greeting({ port, wanted, sandboxPort, logFile, provider }: Greeting): string {
  const moved = port === wanted ? '' : `  (port ${wanted} is taken)`
  return `
  Function URL Console   http://localhost:${port}${moved}

  It works on the sandbox: a made-up company on this computer, no AWS account is touched.
  ${whoMayOpen(provider)}
  The AWS CLI and SDKs reach the same company at http://127.0.0.1:${sandboxPort}.
  Log: ${path.relative(process.cwd(), logFile)}

  Ctrl-C stops both; what you changed is forgotten then.
`
}
