import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { PROJECT_ROOT } from './project-root'
import type { Variables } from './sandbox-environment'

const STOP_WITH_PARENT = path.join(PROJECT_ROOT, 'lib/start/stop-with-parent.mjs')

export interface SpawnOptions {
  env: Variables
  cwd?: string
  /** Where what it writes goes: to ours, or to `stdout` and `stderr` of the child. */
  output: 'inherit' | 'pipe'
}

/** Starts Node with these flags and words, in a process that ends when this one does, however that comes. */
export function spawnNode(words: string[], { env, cwd = PROJECT_ROOT, output }: SpawnOptions): ChildProcess {
  const variables: Variables = { ...env, STOP_WITH_PARENT: String(process.pid) }
  return spawn(process.execPath, ['--import', STOP_WITH_PARENT, ...words], {
    cwd,
    env: variables as NodeJS.ProcessEnv,
    stdio: ['ignore', output, output, 'ipc'],
  })
}
