import path from 'node:path'
import { checkedSettings } from './checked-settings'
import { FailedStart } from './child-server'
import { startConsoleServer } from './console-server'
import { ensureBuild } from './ensure-build'
import { portIfFree } from './free-port'
import { requireNode } from './node-version'
import { openInBrowser } from './open-in-browser'
import { ProgramError, runProgram } from './program-error'
import { untilStopped } from './running-servers'
import type { Variables } from './sandbox-environment'

/** `npm start`: the console on the AWS credentials and settings of the environment. */
await runProgram(async () => {
  requireNode()
  // Before the build, which takes a minute.
  const { port, signIn } = checkedSettings(settings())
  const publicUrl = signIn?.publicUrl.href
  if ((await portIfFree(port)) === undefined)
    throw new ProgramError(`Port ${port} is taken: stop what listens there, or set PORT to another number.`)
  await ensureBuild()
  let openAt: string | undefined
  let isReady = false
  const onOpenAt = (address: string) => {
    openAt = address
    if (isReady) console.log(`That address has been used. For another browser: ${address}`)
  }
  const server = await startConsoleServer({ port, env: settings(), output: 'inherit', onOpenAt }).catch(
    (error: unknown) => {
      // The console has said why in its own sentence.
      if (error instanceof FailedStart) return undefined
      throw error
    },
  )
  if (!server) return 1
  isReady = true
  console.log(publicUrl && !isWorker() ? teamGreeting(publicUrl) : greeting(port, openAt))
  if (process.argv.includes('--open') && !isWorker())
    openInBrowser(publicUrl ?? openAt ?? `http://localhost:${port}`)
  return untilStopped([server])
})

/** Declared, not assigned: the program above begins before this line is reached. */
function isWorker(): boolean {
  return process.env.CONSOLE_ROLE === 'worker'
}

function greeting(port: number, openAt: string | undefined): string {
  if (isWorker())
    return `\nThis process reads AWS in the background and serves no pages; http://localhost:${port}/api/health says how it is. Ctrl-C stops it.\n`
  const where = openAt
    ? `Open the console at\n\n  ${openAt}\n\nonce; from then on that browser finds it at http://localhost:${port}.`
    : `The console is at http://localhost:${port}, open to everybody on this computer (CONSOLE_OPEN_ON_LOOPBACK).`
  return `\n${where} Ctrl-C stops it.\n`
}

function teamGreeting(publicUrl: string): string {
  return `\nPeople open the console at ${publicUrl} and sign in. Ctrl-C stops it.\n`
}

/** Next's server changes into its own folder: paths that are meant from here are made absolute first. */
function settings(): Variables {
  const { CONSOLE_DATABASE, CONSOLE_JOURNAL_HEAD } = process.env
  return {
    ...process.env,
    CONSOLE_DATABASE: path.resolve(CONSOLE_DATABASE || '.data/console.db'),
    ...(CONSOLE_JOURNAL_HEAD ? { CONSOLE_JOURNAL_HEAD: path.resolve(CONSOLE_JOURNAL_HEAD) } : {}),
  }
}
