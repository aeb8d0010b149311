import 'server-only'
import { statSync } from 'node:fs'

/**
 * Which files stand at a database's path now: its own, its log and its index. `undefined` where one is missing. A file
 * that was removed or replaced under an open connection goes on being written to, and nobody ever reads that again.
 */
export function filesAt(file: string): string | undefined {
  // Turbopack would take the template for a pattern of files, and ship the whole checkout with the server.
  const found = ['', '-wal', '-shm'].map((end) =>
    statSync(/* turbopackIgnore: true */ `${file}${end}`, { throwIfNoEntry: false }),
  )
  if (!found.every((stats) => stats !== undefined)) return undefined
  return found.map(({ dev, ino }) => `${dev}:${ino}`).join(' ')
}
