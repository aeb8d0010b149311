import 'server-only'
import { DatabaseError } from '@/lib/db/database-error'
import { dialectInUse } from '@/lib/db/dialect'
import type { Dialect } from '@/lib/db/port'
import { type FailureCode, FailureError } from '@/lib/failures/result'
import { checkJournal, checkSinceLast, journalHealth } from '@/lib/journal/watch'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'

const seen = singleton<{ failure?: FailureCode }>('database-seen', () => ({}))

/** What the console knows of its record without asking the database: for `/api/health`. */
export const recordHealth = journalHealth

/** Which database it is, and why it could not be used when it was last looked at, at most some ten seconds ago. */
export const databaseHealth = (): { kind: Dialect; failure?: FailureCode } => ({
  kind: dialectInUse(),
  ...seen,
})

/** Walks the whole record; whoever asks for its health or begins a change finds out what came of it. */
export const checkWholeRecord = (): Promise<void> => checked(checkJournal)

/** Looks at what was written since the last time. */
export const lookAtRecord = (): Promise<void> => checked(checkSinceLast)

/** A database that is away now is there again at the next look. */
async function checked(check: () => Promise<unknown>): Promise<void> {
  seen.failure = undefined
  await check().catch((error: unknown) => {
    seen.failure = codeOf(error)
    const reason = error instanceof Error ? error.message : String(error)
    logLine({ level: 'warn', event: 'journal.not-checked', reason })
  })
}

function codeOf(error: unknown): FailureCode {
  if (error instanceof FailureError) return error.failure.code
  return error instanceof DatabaseError ? error.code : 'record-unavailable'
}
