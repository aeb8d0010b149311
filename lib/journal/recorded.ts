import 'server-only'
import { DatabaseError } from '@/lib/db/database-error'
import { FailureError } from '@/lib/failures/result'
import { DuplicateChangeError } from '@/lib/journal/append'

export const CANNOT_WRITE = 'The record cannot be written, so nothing may be changed.'
export const CANNOT_READ = 'The record cannot be read.'

/** Work on the journal: what the database throws is a failure of its own, told with this sentence. @throws {FailureError} */
export async function recorded<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DuplicateChangeError || error instanceof FailureError) throw error
    const failure = new FailureError(
      error instanceof DatabaseError
        ? { code: error.code, message: `${sentence} ${error.message}` }
        : { code: 'record-unavailable', message: sentence },
    )
    failure.cause = error
    throw failure
  }
}
