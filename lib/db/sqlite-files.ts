import 'server-only'
import { statSync } from 'node:fs'

/**
 * Which files stand at a database's path now: its own, its log and its index. `undefined` where one is missing. A file
 * that was removed or replaced under an open connection goes on being written to, and nobody ever reads that again.
 */
export function filesAt(file: string): string | undefined {
  const found = ['', '-wal', '-shm'].map((end) => statSync(`${file}${end}`, { throwIfNoEntry: false }))
  if (!found.every((stats) => stats !== undefined)) return undefined
  return found.map(({ dev, ino }) => `${dev}:${ino}`).join(' ')
}
