import { isSameConfig } from '@/lib/function-urls/settings'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/** The same statements in any order; the revision is AWS's and not compared. */
export function isSameStatements(a: readonly Statement[], b: readonly Statement[]): boolean {
  return canonicalJson(a.map(canonicalJson).sort()) === canonicalJson(b.map(canonicalJson).sort())
}

export const statementsOf = (state: QualifierState): Statement[] => state.policy?.statements ?? []

/** The policy that holds these statements; AWS keeps none without any. The revision stays the one last read. */
export function policyWith(statements: Statement[], state: QualifierState): QualifierState['policy'] {
  return statements.length > 0 ? { RevisionId: state.policy?.RevisionId ?? '', statements } : null
}

/** The same settings, statements and concurrency. */
export function isSameState(a: QualifierState, b: QualifierState): boolean {
  return (
    isSameConfig(a.config, b.config) &&
    isSameStatements(statementsOf(a), statementsOf(b)) &&
    a.concurrency === b.concurrency
  )
}

/** The statements of `all` that `others` lacks, one for one. */
export function statementsMissingFrom(others: readonly Statement[], all: readonly Statement[]): Statement[] {
  const left = others.map(canonicalJson)
  return all.filter((statement) => {
    const index = left.indexOf(canonicalJson(statement))
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}
