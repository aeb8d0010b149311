import 'server-only'
import { KnownError } from '@/lib/failures/known-error'
import type { FailureCode } from '@/lib/failures/result'

/** How long the console waits for another process before it gives up; in milliseconds. */
export const LOCK_PATIENCE = 5000

/** The database cannot be used; `message` is one sentence that says what to do, `code` the failure that it is. */
export class DatabaseError extends KnownError {
  static override readonly errorName = 'DatabaseError'

  constructor(
    message: string,
    cause?: unknown,
    readonly code: FailureCode = 'record-unavailable',
  ) {
    super(message, { cause })
  }
}
