import 'server-only'
import { endedBy } from '@/lib/aws/ended-by'
import { keepBulks, stopBulks } from '@/lib/bulk/runner'
import { runningChangesEnded } from '@/lib/changes/apply'
import { lastRecords } from '@/lib/changes/record'
import { closeDatabase } from '@/lib/db/database'
import { databaseReadiness } from '@/lib/db/readiness'
import { env } from '@/lib/env'
import { consoleGauges } from '@/lib/lifetime/console-gauges'
import { keepWatch } from '@/lib/lifetime/keep-watch'
import { sessionKeyFile, startProblems } from '@/lib/lifetime/start-problems'
import { endStreams, visitsEnded } from '@/lib/process/leaving'
import { logFrom } from '@/lib/process/log'
import { askerAddressOf } from '@/lib/proxy/asker-address'
import { type FrontDoor, frontDoor, handOver, type Team } from '@/lib/proxy/front-door'
import type { Services } from '@/lib/proxy/services'
import { type Sessions, sessionKey, sessions } from '@/lib/proxy/sessions'
import { writeRefusals } from '@/lib/record/refusals'
import { offerSetUp } from '@/lib/sign-in/accounts'
import { keepSweeping, stopSweeping } from '@/lib/sweep/sweeper'
import { keepUp, stopUpkeep } from '@/lib/sweep/upkeep'
import { makeMetrics } from '@/lib/telemetry/metrics'
import { observeBy } from '@/lib/telemetry/observe'
import { traceBy } from '@/lib/telemetry/spans'
import { startTracing, type Tracing } from '@/lib/telemetry/tracing'

/** Running changes get this long to end after a stop signal; what is left stands in the journal. In milliseconds. */
const STOP_LIMIT = 8_000

/** What only reads gets this long for its answer; in milliseconds. */
const ANSWERS_LIMIT = 3_000

/** 128 and the signal's number, as a shell tells it. */
const EXIT_CODES: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

/** Runs once before the first request: a console that cannot work says why and ends. */
export async function beginConsole(): Promise<void> {
  const problems = await startProblems()
  if (problems.length > 0) {
    // A throw would leave the process up and answering 500.
    process.stderr.write(
      `The console cannot start.\n${problems.map((problem) => `- ${problem}`).join('\n')}\n`,
    )
    process.exit(1)
  }
  logFrom(env().logLevel)
  const tracing = env().isTraced ? await startTracing() : undefined
  traceBy(tracing?.tracer)
  const door = frontDoor(env().allowedHosts, knownPersons(), {
    isWorker: env().role === 'worker',
    team: team(),
    services: { unready: databaseReadiness, metrics: await startMetrics() },
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop(signal, door, tracing))
  handOver(door)
  await tellSetUp()
  keepWatch()
  if (env().role === 'web') return
  keepSweeping()
  keepBulks()
  keepUp()
}

/** Counts from here on, where the settings say so; who may read it. */
async function startMetrics(): Promise<Services['metrics']> {
  const { metrics } = env()
  if (metrics === 'off') return undefined
  const { count, read } = await makeMetrics(consoleGauges)
  observeBy(count)
  return { read, token: typeof metrics === 'object' ? metrics.token : undefined }
}

function team(): Team | undefined {
  const { signIn } = env()
  return signIn && { publicOrigin: signIn.publicUrl.origin, addressOf: askerAddressOf(signIn.trustedProxies) }
}

/** Who reads the log may set the console up, as long as nobody has. */
async function tellSetUp(): Promise<void> {
  if (env().role === 'worker') return
  const address = await offerSetUp()
  if (address) process.stdout.write(`Nobody has an account yet. Make the first one at ${address}\n`)
}

/** The secret address is for the one person on this computer; people of a team sign in. */
function knownPersons(): Sessions | undefined {
  const { isOpenOnLoopback, isSignInOn, port } = env()
  if (isOpenOnLoopback || isSignInOn) return undefined
  return sessions({ key: sessionKey(sessionKeyFile()), port, announce: (path) => tellStarter(port, path) })
}

/** The start program prints it, and may open it; a server without one prints it itself. A worker has no pages. */
function tellStarter(port: number, path: string): void {
  if (env().role === 'worker') return
  const openAt = `http://localhost:${port}${path}`
  if (process.send) process.send({ openAt })
  else process.stdout.write(`Open the console at ${openAt}\n`)
}

/**
 * Takes nothing new, ends the answers that go on, and ends the process when its running changes have their outcome and
 * who reads has the answer, at the latest after 8 s.
 */
async function stop(signal: NodeJS.Signals, door: FrontDoor, tracing: Tracing | undefined): Promise<void> {
  door.close()
  endStreams()
  const limit = AbortSignal.timeout(STOP_LIMIT)
  const answered = endedBy(AbortSignal.timeout(ANSWERS_LIMIT), visitsEnded()).catch(() => undefined)
  const ended = Promise.all([
    stopBulks()
      .then(runningChangesEnded)
      .then(() => lastRecords(limit))
      .then(writeRefusals),
    stopSweeping(),
    stopUpkeep(),
    answered,
  ])
  await endedBy(limit, ended).catch(() => undefined)
  await tracing?.end()
  await closeDatabase().catch(() => undefined)
  process.exit(EXIT_CODES[signal] ?? 143)
}
