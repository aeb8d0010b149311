import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileProblem, privateFolder } from './private-folder'

const FILE = 'server-actions-key'

/**
 * The key that Next derives the ids of server actions from, base64 of 32 bytes: `given` where the operator sets
 * one (NEXT_SERVER_ACTIONS_ENCRYPTION_KEY), else one made for this checkout and kept in the folder. With a new
 * key at each build, a form that was open during an update could no longer be saved. @throws {ProgramError}
 */
export function encryptionKey(folder: string, given: string | undefined): string {
  if (given) return given
  const file = path.join(folder, FILE)
  privateFolder(folder)
  try {
    // `wx`: of two builds that begin at once, one writes and both read the same.
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw problem(file, error)
  }
  try {
    chmodSync(file, 0o600)
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw problem(file, error)
  }
}

const problem = (file: string, error: unknown) =>
  fileProblem(`The key of the server actions, ${file}, cannot be read and written`, error)
