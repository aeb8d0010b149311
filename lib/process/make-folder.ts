import 'server-only'
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder with those above it, for this user alone. Node's own `recursive` never returns where a system
 * refuses with ENOENT below a folder that is there (/proc, some network file systems).
 * @throws what the file system says.
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = path.dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it in the same moment.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
