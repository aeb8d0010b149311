import type { SyntaxNode } from '@lezer/common'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { isName } from '@/lib/cors/pasted/snippet-values'

const FUNCTION = /^(ArrowFunction|FunctionExpression|FunctionDeclaration|MethodDeclaration)$/

/** The function that stands here, or that the text declares under this name. */
export function functionAt(snippet: Snippet, node: SyntaxNode | undefined): SyntaxNode | undefined {
  if (!node) return undefined
  const inner = bare(snippet, node)
  if (FUNCTION.test(inner.name)) return inner
  if (!isName(inner)) return undefined
  const [declared, another] = snippet.declared.get(sourceOf(snippet, inner)) ?? []
  const owner = another ? null : (declared?.parent ?? null)
  if (owner?.name === 'FunctionDeclaration') return owner
  return owner?.name === 'VariableDeclaration'
    ? partsOf(owner)
        .map((part) => bare(snippet, part))
        .find(({ name }) => FUNCTION.test(name))
    : undefined
}

/** What a function gives back, where it has one expression for that. */
export function resultOf(snippet: Snippet, node: SyntaxNode): SyntaxNode | undefined {
  const last = partsOf(node).at(-1)
  if (!last) return undefined
  if (last.name !== 'Block') return bare(snippet, last)
  const returns = partsOf(last).filter(({ name }) => name === 'ReturnStatement')
  const value = returns.length === 1 && returns[0] ? partsOf(returns[0])[1] : undefined
  return value && bare(snippet, value)
}

export const isWithin = (inner: SyntaxNode, outer: SyntaxNode) =>
  inner.from >= outer.from && inner.to <= outer.to
