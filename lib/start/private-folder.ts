import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { ProgramError } from './program-error'

/** Makes a folder that only this user may enter, and takes away what others may in one that is there. @throws {ProgramError} */
export function privateFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    chmodSync(folder, 0o700)
  } catch (error) {
    throw fileProblem(
      `The folder ${path.relative(process.cwd(), folder) || '.'} cannot be made and kept to yourself`,
      error,
    )
  }
}

/** One sentence for what the file system refused. */
export function fileProblem(what: string, error: unknown): ProgramError {
  const { code } = error as NodeJS.ErrnoException
  return new ProgramError(`${what} (${code ?? error}): check whose it is and what stands in its place.`)
}
