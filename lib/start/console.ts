import path from 'node:path'
import { FailedStart } from './child-server'
import { startConsoleServer } from './console-server'
import { ensureBuild } from './ensure-build'
import { portIfFree } from './free-port'
import { requireNode } from './node-version'
import { ProgramError, runProgram } from './program-error'
import { untilStopped } from './running-servers'
import type { Variables } from './sandbox-environment'
import { wantedPort } from './wanted-port'

/** `npm start`: the console on the AWS credentials and settings of the environment. */
await runProgram(async () => {
  requireNode()
  const port = wantedPort(process.env.PORT)
  if ((await portIfFree(port)) === undefined)
    throw new ProgramError(`Port ${port} is taken: stop what listens there, or set PORT to another number.`)
  await ensureBuild()
  const server = await startConsoleServer({ port, env: settings(), output: 'inherit' }).catch(
    (error: unknown) => {
      // The console has said why in its own sentence.
      if (error instanceof FailedStart) return undefined
      throw error
    },
  )
  if (!server) return 1
  console.log(`\nThe console is at http://localhost:${port} (this computer only). Ctrl-C stops it.\n`)
  return untilStopped([server])
})

/** Next's server changes into its own folder: paths that are meant from here are made absolute first. */
function settings(): Variables {
  const database = path.resolve(process.env.CONSOLE_DATABASE || '.data/console.db')
  return { ...process.env, CONSOLE_DATABASE: database }
}
