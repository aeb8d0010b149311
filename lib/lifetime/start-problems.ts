import 'server-only'
import net from 'node:net'
import path from 'node:path'
import { profileProblem } from '@/lib/aws/profile-problem'
import { database } from '@/lib/db/database'
import { DatabaseError } from '@/lib/db/database-error'
import { EnvironmentError, env } from '@/lib/env'
import { makeFolder } from '@/lib/process/make-folder'
import { sessionKey } from '@/lib/proxy/sessions'

const CONNECT_TIMEOUT_MS = 5000

/**
 * What keeps the console from starting, a sentence each; nothing when it may start. In this order, so that
 * nothing is made on the disk for a console that cannot run: settings, endpoint, database.
 */
export async function startProblems(): Promise<readonly string[]> {
  try {
    const { endpoint, profiles } = env()
    const problems = [profileProblem(profiles)]
    if (endpoint && !(await isAnswering(new URL(endpoint))))
      problems.push(
        `Nothing answers at AWS_ENDPOINT_URL (${endpoint}): start what should listen there, or unset it.`,
      )
    const told = problems.filter((problem) => problem !== undefined)
    if (told.length > 0) return told
    const folderProblem = databaseFolderProblem()
    if (folderProblem) return [folderProblem]
    await database()
    sessionKey(sessionKeyFile())
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    if (error instanceof DatabaseError) return [error.message]
    // Thrown on, it would leave a process that is up and answers 500.
    return [`What it needs cannot be opened (${error instanceof Error ? error.message : error}).`]
  }
}

function databaseFolderProblem(): string | undefined {
  const folder = path.dirname(env().databasePath)
  try {
    makeFolder(folder)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return `The folder ${folder} for CONSOLE_DATABASE cannot be made (${code}): choose another, or check what stands in its place.`
  }
}

/** Beside the database, which is kept as safe. */
export const sessionKeyFile = () => `${env().databasePath}-session-key`

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
