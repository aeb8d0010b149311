import { type ChildServer, FailedStart } from './child-server'
import { ProgramError } from './program-error'

/** Read when the program begins: npm may be gone before the servers are there. */
const PARENT = process.ppid
/** How often it is looked whether npm is still there, in milliseconds. */
const PARENT_INTERVAL = 500

/** Stops servers in the order given, once the person or the system asks, or one of them ends by itself. */
export async function untilStopped(servers: ChildServer[]): Promise<number> {
  const asked = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0))
    whenNpmIsGone(() => resolve(0))
  })
  const ended = servers.map((server) => server.ended.then((code) => code ?? 1))
  const exitCode = await Promise.race([asked, ...ended])
  await Promise.all(servers.map((server) => server.stop()))
  return exitCode
}

/** Starts what needs a running server; where that fails, the server is stopped, for it would hold this process open. */
export async function startOn<Started>(server: ChildServer, start: () => Promise<Started>): Promise<Started> {
  try {
    return await start()
  } catch (error) {
    await server.stop()
    throw error instanceof FailedStart ? new ProgramError(error.message) : error
  }
}

/**
 * npm hands SIGINT and SIGTERM on (the scripts begin with `exec`, so that no shell stands between), but SIGHUP or
 * kill -9 end it alone: what it started must not stay behind with its port. Started without npm, a parent may go.
 */
function whenNpmIsGone(then: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return
    clearInterval(timer)
    then()
  }, PARENT_INTERVAL)
  timer.unref()
}
