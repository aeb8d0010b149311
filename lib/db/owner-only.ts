import 'server-only'
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
/** Where the console keeps its files unless it is told otherwise; the folder is made for it. */
const OWN_FOLDER = '.data'

/** Makes the folder of a file where there is none, for its owner only. */
export function makeOwnFolder(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: FOLDER_MODE })
}

/** Makes an empty file for its owner only where there is none: SQLite gives the files beside it the same mode. */
export function makeOwnFile(file: string): void {
  closeSync(openSync(file, 'a', FILE_MODE))
}

/**
 * Takes a file, those that SQLite keeps beside it and, where it holds nothing else, their folder away from everybody
 * but the owner, whatever they were before. A folder that others use too (/tmp, a home) is left as it is.
 * @throws what the file system answers, for instance where they belong to somebody else.
 */
export function keepToOwner(file: string): void {
  if (process.platform === 'win32') return
  const folder = path.dirname(file)
  if (isOwnFolder(folder, file)) restrict(folder, FOLDER_MODE)
  for (const each of [file, `${file}-wal`, `${file}-shm`]) restrict(each, FILE_MODE)
}

function restrict(target: string, mode: number): void {
  const found = statSync(target, { throwIfNoEntry: false })
  if (!found || isAtMost(found, mode)) return
  chmodSync(target, mode)
  if (!isAtMost(statSync(target), mode)) throw new Error(`${target} stays open to others.`)
}

const isAtMost = ({ mode }: Stats, allowed: number) => (mode & 0o777 & ~allowed) === 0

/** Made for the console: it is ours, and it is the console's own by name or by all that it holds. */
function isOwnFolder(folder: string, file: string): boolean {
  if (statSync(folder).uid !== process.getuid?.()) return false
  const own = path.basename(file)
  return path.basename(folder) === OWN_FOLDER || readdirSync(folder).every((name) => name.startsWith(own))
}
