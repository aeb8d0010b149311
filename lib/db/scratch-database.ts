import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { closeDatabase } from '@/lib/db/database'
import { forgetEnv } from '@/lib/env'

let folder = ''

/** For tests: a database of its own in a new folder, by way of the process's environment. */
export function openScratchDatabase(): void {
  folder = mkdtempSync(path.join(os.tmpdir(), 'console-db-'))
  process.env.HOSTNAME = '127.0.0.1'
  process.env.AWS_REGION ??= 'eu-central-1'
  process.env.CONSOLE_DATABASE = path.join(folder, 'console.db')
  forgetEnv()
}

/** Closes the test's database and removes it. */
export async function closeScratchDatabase(): Promise<void> {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
}

/** Where the test's database lies. */
export function scratchDatabasePath(): string {
  return path.join(folder, 'console.db')
}
