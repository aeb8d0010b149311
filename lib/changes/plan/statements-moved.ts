import { statementsMissingFrom } from '@/lib/changes/plan/state-difference'
import { fail } from '@/lib/failures/result'
import type { Statement } from '@/lib/permissions/schema'
import { visibleText } from '@/lib/text/visible-text'

/**
 * What leads from `from` to `to`, done to the statements as they are now: what others have added since stays, and
 * what they have removed is not put back. The order of `to` where nobody else was there.
 * @throws FailureError `changed-elsewhere` where others have given an id that is needed to another statement.
 */
export function statementsMoved(from: Statement[], to: Statement[], now: Statement[]): Statement[] {
  const isUntouched = from.length === now.length && statementsMissingFrom(from, now).length === 0
  if (isUntouched) return to
  const gone = statementsMissingFrom(to, from)
  const kept = statementsMissingFrom(gone, now)
  const come = statementsMissingFrom(kept, statementsMissingFrom(from, to))
  const taken = come.flatMap(({ Sid }) =>
    Sid !== undefined && kept.some((other) => other.Sid === Sid) ? [Sid] : [],
  )
  if (taken.length > 0)
    fail(
      'changed-elsewhere',
      `Another statement has been given this id since: ${taken.map(visibleText).join(', ')}.`,
    )
  return [...kept, ...come]
}
