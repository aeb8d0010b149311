import 'server-only'
import { checkJournal, checkSinceLast, journalHealth } from '@/lib/journal/watch'
import { logLine } from '@/lib/process/log'

/** What the console knows of its record without asking the database: for `/api/health`. */
export const recordHealth = journalHealth

/** Walks the whole record; whoever asks for its health or begins a change finds out what came of it. */
export const checkWholeRecord = (): Promise<void> => checked(checkJournal)

/** Looks at what was written since the last time. */
export const lookAtRecord = (): Promise<void> => checked(checkSinceLast)

/** A database that is away now is there again at the next look. */
async function checked(check: () => Promise<unknown>): Promise<void> {
  await check().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    logLine({ level: 'warn', event: 'journal.not-checked', reason })
  })
}
