import { BOTH_ACTIONS, type PolicyView } from '@/lib/access/access-facts'
import { callersOf } from '@/lib/access/callers-of'
import { matchStatement } from '@/lib/access/statement-match'
import type { Statement } from '@/lib/permissions/schema'

/**
 * Whether a statement may do anything for a function URL of this auth type: it speaks, for sure or perhaps, about
 * somebody who calls. With NONE every caller is anonymous, so that a grant to an account or for AWS_IAM does nothing.
 */
export function mayLetIn(statement: Statement, view: PolicyView): boolean {
  const callers =
    view.authType === 'NONE' ? [{ kind: 'unsigned' as const }] : callersOf(view).map(({ caller }) => caller)
  return BOTH_ACTIONS.some((action) =>
    callers.some((caller) => matchStatement(statement, { action, caller, view }).answer !== 'no'),
  )
}
