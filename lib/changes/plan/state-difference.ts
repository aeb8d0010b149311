import { CORS_LISTS, isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/**
 * Cors without what means nothing: header names in lower case as AWS stores them, lists as sets.
 * `undefined` for no CORS at all, stored as such or asked for with `{}`.
 */
export function comparableCors(cors: Cors | undefined): Cors | undefined {
  if (cors === undefined || isCorsOff(cors)) return undefined
  const comparable: Cors = { ...cors }
  for (const list of CORS_LISTS) {
    const isHeaderList = list === 'AllowHeaders' || list === 'ExposeHeaders'
    const values = cors[list]?.map((value) => (isHeaderList ? value.toLowerCase() : value))
    if (values) comparable[list] = [...new Set(values)].sort()
  }
  return comparable
}

/** Equal as far as a caller or a browser can tell. */
export function isSameCors(a: Cors | undefined, b: Cors | undefined): boolean {
  return canonicalJson(comparableCors(a) ?? null) === canonicalJson(comparableCors(b) ?? null)
}

/** The same settings; address, ARN and times are AWS's and not compared. */
export function isSameConfig(a: FunctionUrlConfig | null, b: FunctionUrlConfig | null): boolean {
  if (a === null || b === null) return a === b
  return a.AuthType === b.AuthType && a.InvokeMode === b.InvokeMode && isSameCors(a.Cors, b.Cors)
}

/** The same statements in any order; the revision is AWS's and not compared. */
export function isSameStatements(a: readonly Statement[], b: readonly Statement[]): boolean {
  return canonicalJson(a.map(canonicalJson).sort()) === canonicalJson(b.map(canonicalJson).sort())
}

export const statementsOf = (state: QualifierState): Statement[] => state.policy?.statements ?? []

/** The policy that holds these statements; AWS keeps none without any. The revision stays the one last read. */
export function policyWith(statements: Statement[], state: QualifierState): QualifierState['policy'] {
  return statements.length > 0 ? { RevisionId: state.policy?.RevisionId ?? '', statements } : null
}

/** The same settings and statements. */
export function isSameState(a: QualifierState, b: QualifierState): boolean {
  return isSameConfig(a.config, b.config) && isSameStatements(statementsOf(a), statementsOf(b))
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
