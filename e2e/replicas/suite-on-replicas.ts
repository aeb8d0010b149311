import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ConsoleProcess } from '@/e2e/fixtures/console-process'
import type { TestAccount } from '@/e2e/fixtures/test-account'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import type { Counted } from './lost-or-doubled'
import { startReplicas } from './replicas'

/** The PostgreSQL server of a suite that runs on two consoles; `npm run test:e2e -- --replicas` names it. */
export const SUITE_ON = process.env.SUITE_ON_REPLICAS || undefined

/** Where each worker writes what it counted. */
export const REPLICAS_RESULTS = path.join(PROJECT_ROOT, 'test-results/replicas')

const KILL_EVERY = 20_000

interface WorkerReport extends Counted {
  kills: number
  /** Requests that ended without an answer. */
  cut: number
}

/**
 * Lends one worker's tests two consoles on one database as one, and kills one of them in turn every 20 s: between two
 * requests, since a browser shows a cut one as what it is, and in the middle of everything else. Then counts.
 */
export async function whileReplicasAreKilled(
  account: TestAccount,
  { server, workerIndex }: { server: string; workerIndex: number },
  use: (server: ConsoleProcess) => Promise<void>,
): Promise<{ wrong: string[]; both: ConsoleProcess }> {
  const replicas = await startReplicas(account, server)
  const over = new AbortController()
  let kills = 0
  const killing = (async () => {
    while (await passed(KILL_EVERY, over.signal)) await replicas.killBetweenRequests(kills++ % 2)
  })()
  await use(replicas.both)
  over.abort()
  await killing
  const counted = await replicas.counted()
  const cut = replicas.places.reduce((sum, place) => sum + place.cut, 0)
  keepReport(workerIndex, { ...counted, kills, cut })
  await replicas.dispose()
  return { wrong: [...counted.lost, ...counted.doubled], both: replicas.both }
}

const passed = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  wait(milliseconds, undefined, { signal }).then(
    () => true,
    () => false,
  )

function keepReport(workerIndex: number, report: WorkerReport): void {
  mkdirSync(REPLICAS_RESULTS, { recursive: true })
  writeFileSync(path.join(REPLICAS_RESULTS, `${workerIndex}.json`), JSON.stringify(report))
}

/** What all workers counted, in one line. */
export function replicasLine(): string {
  const reports = readdirSync(REPLICAS_RESULTS).map(
    (name): WorkerReport => JSON.parse(readFileSync(path.join(REPLICAS_RESULTS, name), 'utf8')),
  )
  const sum = (pick: (report: WorkerReport) => number) =>
    reports.reduce((total, each) => total + pick(each), 0)
  return [
    `two consoles on one database: ${sum(({ kills }) => kills)} kills, ${sum(({ cut }) => cut)} requests cut`,
    `${sum(({ changes }) => changes)} changes, ${sum(({ writes }) => writes)} writes`,
    `${sum(({ lost }) => lost.length)} lost, ${sum(({ doubled }) => doubled.length)} doubled`,
  ].join(', ')
}
