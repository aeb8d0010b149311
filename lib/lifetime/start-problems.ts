import 'server-only'
import net from 'node:net'
import { profileEndpointProblem } from '@/lib/aws/profile-endpoint'
import { DatabaseFileError, database } from '@/lib/db/database'
import { EnvironmentError, env } from '@/lib/env'

const CONNECT_TIMEOUT_MS = 5000

/**
 * What keeps the console from starting, a sentence each; nothing when it may start. In this order, so that
 * nothing is made on the disk for a console that cannot run: settings, endpoint, database.
 */
export async function startProblems(): Promise<readonly string[]> {
  try {
    const { endpoint, profiles } = env()
    const profileProblem = profileEndpointProblem(profiles)
    if (profileProblem) return [profileProblem]
    if (endpoint && !(await isAnswering(new URL(endpoint))))
      return [
        `Nothing answers at AWS_ENDPOINT_URL (${endpoint}): start what should listen there, or unset it.`,
      ]
    await database()
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    if (error instanceof DatabaseFileError) return [error.message]
    throw error
  }
}

/** Whether a connection can be made. */
function isAnswering({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      timeout: CONNECT_TIMEOUT_MS,
    })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
