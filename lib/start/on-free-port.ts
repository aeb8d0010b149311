import { FailedStart } from './child-server'
import { freePort } from './free-port'

/** How often a port that somebody took in the same moment is left for another. */
const TRIES = 5

/** Starts a server on a port that is free, the preferred one where it can be. @throws {FailedStart} */
export async function onFreePort<Started>(
  preferred: number,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  for (let left = TRIES; ; left--) {
    const port = await freePort(preferred)
    try {
      return await start(port)
    } catch (error) {
      const isTaken = error instanceof FailedStart && /is taken|EADDRINUSE/.test(error.output)
      if (!isTaken || left === 1) throw error
    }
  }
}
