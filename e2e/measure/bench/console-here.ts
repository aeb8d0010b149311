import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { startFleetProcess } from '@/e2e/fixtures/sandbox-process'
import { closeDatabase } from '@/lib/db/database'
import { env } from '@/lib/env'
import { forgetSingletons } from '@/lib/process/singleton'
import { createState } from '@/lib/sandbox/build'
import { FRANKFURT, PRODUCTION } from '@/lib/sandbox/seed/company'
import { seedFleet } from '@/lib/sandbox/seed/fleet'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'

export type Fleet = Awaited<ReturnType<typeof startFleetProcess>>

/** AWS's quota: calls a second. */
export const RATE = 15
export const SECOND = 1000
/** Where a fleet of one target has its functions. */
export const TARGET = { account: PRODUCTION, region: FRANKFURT }

const folder = mkdtempSync(path.join(os.tmpdir(), 'console-bench-'))
let databases = 0

/** A console in this process, with a database of its own. Answers the database's file. */
export async function freshConsole(settings: Record<string, string | undefined> = {}): Promise<string> {
  await closeDatabase()
  forgetSingletons()
  databases += 1
  const CONSOLE_DATABASE = path.join(folder, `console-${databases}.db`)
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: FRANKFURT, ...settings, CONSOLE_DATABASE })
  forgetSingletons()
  return CONSOLE_DATABASE
}

/** The same on a fleet, at AWS's rate or so many times as fast. */
export async function consoleOn(fleet: Fleet, scale = 1): Promise<string> {
  const file = await freshConsole({
    ...sandboxEnvironment(process.env, fleet.connection, ''),
    CONSOLE_REQUEST_RATE: String(RATE),
    CONSOLE_SWEEP: 'off',
  })
  // No setting goes beyond what AWS allows.
  env().requestRate = RATE * scale
  return file
}

/** Closes the last console and takes all databases away. */
export async function endConsoles(): Promise<void> {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
}

/** How many URLs the seed puts into a fleet of one target: the truth to compare with. */
export function urlsInFleet(functions: number): number {
  const state = createState()
  seedFleet(state, { functions, seed: 1, isOneTarget: true }, Date.now())
  const regions = [...state.accounts.values()].flatMap((account) => [...account.regions.values()])
  return regions
    .flatMap((region) => [...region.functions.values()])
    .reduce((sum, { urls }) => sum + urls.size, 0)
}
