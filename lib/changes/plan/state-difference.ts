import { isSameConfig } from '@/lib/function-urls/settings'
import { plainForm } from '@/lib/permissions/plain-form'
import { isSameHead } from '@/lib/permissions/policy-document'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/**
 * The same statements in any order and, since AWS may give back another form than it was given, in any form that
 * means the same; the revision is AWS's and not compared.
 */
export function isSameStatements(a: readonly Statement[], b: readonly Statement[]): boolean {
  const inOneOrder = (statements: readonly Statement[]) =>
    statements.map((statement) => canonicalJson(plainForm(statement))).sort()
  return canonicalJson(inOneOrder(a)) === canonicalJson(inOneOrder(b))
}

export const statementsOf = (state: QualifierState): Statement[] => state.policy?.statements ?? []

/** The policy that holds these statements; AWS keeps none without any. The revision stays the one last read. */
export function policyWith(statements: Statement[], state: QualifierState): QualifierState['policy'] {
  if (statements.length === 0) return null
  const { RevisionId = '', head } = state.policy ?? {}
  return { RevisionId, statements, ...(head ? { head } : {}) }
}

/** The same statements, in any order, under the same Version and Id. */
export function isSamePolicy(a: QualifierState['policy'], b: QualifierState['policy']): boolean {
  if (a === null || b === null) return a === b
  return isSameHead(a.head, b.head) && isSameStatements(a.statements, b.statements)
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
