import type { InvokeAction, PolicyView } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { matchStatement, type StatementMatch } from '@/lib/access/statement-match'
import { every, not, some, type Trilean } from '@/lib/access/trilean'
import type { Statement } from '@/lib/permissions/schema'

/** A statement that speaks about the question, surely or perhaps. */
export interface Spoken extends StatementMatch {
  statement: Statement
}

/** What the policy says to one caller about one action. */
export interface Decision {
  action: InvokeAction
  /** Allowed by some statement. */
  isAllowed: Trilean
  /** Denied by some statement: that wins. */
  isDenied: Trilean
  /** The two together. */
  answer: Trilean
  allows: Spoken[]
  denies: Spoken[]
}

/** An explicit Deny wins over every Allow; silence is no (IAM user guide, "Policy evaluation logic"). */
export function decideAction(action: InvokeAction, caller: Caller, view: PolicyView): Decision {
  const spoken = view.statements
    .map((statement) => ({ statement, ...matchStatement(statement, { action, caller, view }) }))
    .filter(({ answer }) => answer !== 'no')
  const allows = spoken.filter(({ statement }) => statement.Effect === 'Allow')
  const denies = spoken.filter(({ statement }) => statement.Effect === 'Deny')
  const isAllowed = some(allows.map(({ answer }) => answer))
  const isDenied = some(denies.map(({ answer }) => answer))
  return { action, isAllowed, isDenied, answer: every([isAllowed, not(isDenied)]), allows, denies }
}

/** The statements on whose open tests the decisions hang: none where another statement has settled it. */
export function openStatements(decisions: readonly Decision[]): Spoken[] {
  return decisions.flatMap(({ isAllowed, isDenied, allows, denies }) => [
    ...(isAllowed === 'depends' ? allows : []),
    ...(isDenied === 'depends' ? denies : []),
  ])
}
