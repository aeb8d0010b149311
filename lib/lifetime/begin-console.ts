import 'server-only'
import { runningChangesEnded } from '@/lib/changes/apply'
import { closeDatabase } from '@/lib/db/database'
import { keepWatch } from '@/lib/lifetime/keep-watch'
import { startProblems } from '@/lib/lifetime/start-problems'

/** Running changes get this long to end after a stop signal; what is left stands in the journal. In milliseconds. */
const STOP_LIMIT = 8_000

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
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  keepWatch()
}

/**
 * Ends the process when its running changes have their outcome, at the latest after 8 s. The start command tells
 * Next (NEXT_MANUAL_SIG_HANDLE) to leave the signals to this.
 */
async function stop(signal: NodeJS.Signals): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, STOP_LIMIT))
  await Promise.race([runningChangesEnded(), limit])
  await closeDatabase().catch(() => undefined)
  process.exit(signal === 'SIGINT' ? 130 : 143)
}
