import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const STAMP = 'build-stamp'
const CURRENT = 'current'

/** The stamp of the newest build; undefined when there is none. */
export function currentStamp(builds: string): string | undefined {
  const file = path.join(builds, CURRENT, STAMP)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/**
 * Puts a finished build, from the folder where it was made, in the place of the newest one. From one instant to the
 * next: whoever starts now gets the one or the other whole. Builds that no console runs on are removed.
 */
export function swapIn(builds: string, made: string, stamp: string): void {
  const name = `${stamp.slice(0, 12)}-${Date.now().toString(36)}`
  writeFileSync(path.join(made, STAMP), stamp)
  renameSync(made, path.join(builds, name))
  const link = path.join(builds, `${CURRENT}-${process.pid}`)
  rmSync(link, { force: true })
  symlinkSync(name, link)
  renameSync(link, path.join(builds, CURRENT))
  for (const other of readdirSync(builds))
    if (other !== name && other !== CURRENT && !isInUse(path.join(builds, other)))
      rmSync(path.join(builds, other), { recursive: true, force: true })
}

/** Every server leaves its process number in its build (`standalone-server.mjs`). */
function isInUse(build: string): boolean {
  const marks = path.join(build, 'running')
  return existsSync(marks) && readdirSync(marks).some((pid) => isAlive(Number(pid)))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
