import type { SyntaxNode } from '@lezer/common'
import { bare, isClosed, memberOf, partsOf, type Source, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** A call taken apart: `object.name(…parts)`. */
export interface Call {
  node: SyntaxNode
  /** What the method is called on; left out for a function by its name. */
  object?: SyntaxNode
  /** Left out where the text does not tell it. */
  name?: string
  /** The arguments, up to one that is spread. */
  parts: SyntaxNode[]
  /** Whether these are all: none is spread. */
  isWhole: boolean
  isClosed: boolean
}

/** Takes a call or a `new …` apart. */
export function callOf(source: Source, node: SyntaxNode): Call {
  const [first, second] = partsOf(node)
  const called = node.name === 'NewExpression' ? second : first
  const list = node.getChild('ArgList')
  const given = list ? partsOf(list).filter(({ name }) => !/^[(),]$/.test(name)) : []
  const spread = given.findIndex(({ name }) => name === 'Spread')
  return {
    node,
    ...(called && calledName(source, bare(source, called))),
    parts: spread < 0 ? given : given.slice(0, spread),
    isWhole: spread < 0,
    isClosed: list ? isClosed(list) : node.name === 'NewExpression',
  }
}

function calledName(source: Source, called: SyntaxNode): Pick<Call, 'object' | 'name'> {
  if (called.name === 'VariableName') return { name: sourceOf(source, called) }
  return memberOf(source, called) ?? {}
}

/** Whether something is created of a class, as `new Headers(…)` is. */
export function createdAs(source: Source, node: SyntaxNode, names: RegExp): Call | undefined {
  if (node.name !== 'NewExpression') return undefined
  const created = callOf(source, node)
  return names.test(created.name ?? '') ? created : undefined
}

const WINDOW = /^(window|globalThis|self)$/

/** Whether an object is the page's own global one. */
export function isWindow(source: Source, object: SyntaxNode): boolean {
  return object.name === 'VariableName' && WINDOW.test(sourceOf(source, object))
}
