import { ProgramError } from './program-error'

const DEFAULT_PORT = 3000

/** The port that PORT asks for, 3000 where it says nothing. @throws {ProgramError} */
export function wantedPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new ProgramError(`PORT is a number from 1 to 65535, not “${text}”.`)
  return port
}
