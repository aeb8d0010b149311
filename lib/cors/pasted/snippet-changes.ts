import type { SyntaxNode } from '@lezer/common'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { assigned, memberOf, partsOf, rootName, type Source, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** A change of what a name holds: `root.name = value`, or, without a name, one that says less. */
export interface Change {
  root: string
  name?: string
  value?: SyntaxNode
}

interface Changing {
  calls: readonly Call[]
  assignments: readonly SyntaxNode[]
  /** `a++`, `delete a.b` and what else has one operand. */
  updates: readonly SyntaxNode[]
}

/** What a text does to what its names hold; what functions do that are handed a name nobody can see. */
export function changesIn(source: Source, { calls, assignments, updates }: Changing): Map<string, Change[]> {
  const changes = [
    ...assignments.map((assignment) => changeBy(source, assignment)),
    ...updates.map((update) => ({ root: updatedBy(source, update) })),
    ...calls.map((call) => ({ root: changedBy(source, call) })),
  ]
  const byRoot = new Map<string, Change[]>()
  for (const { root, ...change } of changes) {
    if (root === undefined) continue
    const known = byRoot.get(root) ?? []
    known.push({ root, ...change })
    byRoot.set(root, known)
  }
  return byRoot
}

function changeBy(source: Source, assignment: SyntaxNode): Partial<Change> {
  const { target, value } = assigned(assignment)
  if (!target) return {}
  const root = rootName(source, target)
  const member = memberOf(source, target)
  const isOwn = member?.object.name === 'VariableName' && member.name !== undefined && value !== undefined
  return { ...(root !== undefined && { root }), ...(isOwn && { name: member.name, value }) }
}

function updatedBy(source: Source, update: SyntaxNode): string | undefined {
  const isSign = (part: SyntaxNode) => /^(\+\+|--|delete)$/.test(sourceOf(source, part))
  const parts = partsOf(update)
  const operand = parts.find((part) => !isSign(part))
  return operand && parts.some(isSign) ? rootName(source, operand) : undefined
}

/** `Object.assign(root, …)`, `root.delete(…)` and `root.member.set(…)`. */
function changedBy(source: Source, { name, object, parts: [first] }: Call): string | undefined {
  if (name === 'assign') return first && rootName(source, first)
  const isInside = object?.name === 'MemberExpression' && /^(append|set)$/.test(name ?? '')
  return object && (isInside || name === 'delete') ? rootName(source, object) : undefined
}
