import 'server-only'
import { DatabaseError, LOCK_PATIENCE } from '@/lib/db/database-error'
import type { FailureCode } from '@/lib/failures/result'

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Whether SQLite met a lock of another process. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** What SQLite or the file system said, as what a person can do about it; what is neither stays as it is. */
export function asStatementError(error: unknown, file: string): unknown {
  return /^SQLITE_(?!CONSTRAINT)/.test(codeOf(error)) ? asFileError(error, file) : error
}

/** The same of everything that opening a file can meet. */
export function asFileError(error: unknown, file: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = codeOf(error)
  const told = (cure: string, failure: FailureCode) =>
    new DatabaseError(`The database file ${file} ${cure}`, error, failure)
  if (isBusy(error))
    return told(
      `stayed locked for ${LOCK_PATIENCE / 1000} s: end the other program that uses it.`,
      'record-locked',
    )
  if (/^SQLITE_FULL/.test(code) || code === 'ENOSPC')
    return told('has no room to grow: free space on its disk; the console goes on by itself.', 'record-full')
  if (/^SQLITE_READONLY/.test(code) || code === 'EROFS')
    return told(
      'may only be read: make it and its folder writable for the user that the console runs as.',
      'record-read-only',
    )
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return damaged(file, error)
  if (code === 'EPERM' || code === 'EACCES')
    return told('belongs to somebody else: give it to the user that the console runs as.', 'record-read-only')
  return told(
    `cannot be opened for writing${code ? ` (${code})` : ''}: check that the folder exists and may be written.`,
    'record-unavailable',
  )
}

/** A file in which something is not as SQLite wrote it. */
export const damaged = (file: string, cause?: unknown): DatabaseError =>
  new DatabaseError(
    `The database file ${file} is damaged: put back a copy, which a running console takes by itself, or move it away and start again with an empty record.`,
    cause,
    'record-damaged',
  )

/** A file that was there and is not any more, under a running console. */
export const gone = (file: string): DatabaseError =>
  new DatabaseError(
    `The database file ${file} was removed or moved while the console was running: put it back, and the console goes on by itself; or restart the console to begin with an empty record.`,
    undefined,
    'record-gone',
  )
