import type { SyntaxNode } from '@lezer/common'

/** What the places of nodes count in. */
export interface Source {
  text: string
}

export function sourceOf({ text }: Source, node: SyntaxNode): string {
  return text.slice(node.from, node.to)
}

/** What a node is made of, without comments and without what the parser could not place. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = []
  for (let part = node.firstChild; part; part = part.nextSibling)
    if (!part.type.isError && !/Comment$/.test(part.name)) parts.push(part)
  return parts
}

const CLOSERS: Record<string, string> = { ArgList: ')', ObjectExpression: '}', ArrayExpression: ']' }

/** Whether the bracket that a node opens is closed again. */
export function isClosed(node: SyntaxNode): boolean {
  return node.lastChild?.name === CLOSERS[node.name]
}

/** Whether a node goes on to where the text ends: its end is missing, not wrong. */
export function isCutOff({ text }: Source, node: SyntaxNode): boolean {
  return !isClosed(node) && text.slice(node.to).trim() === ''
}

/** Whether the last thing in a node is one that the parser could not place, or missed. */
export function endsInError(node: SyntaxNode): boolean {
  let last: SyntaxNode | null = node
  while (last && !last.type.isError) last = last.lastChild
  return last !== null
}

/** An expression without what changes nothing in its value: parentheses, types, `!`. */
export function bare(source: Source, node: SyntaxNode): SyntaxNode {
  let inner = node
  for (;;) {
    const within = wrapped(source, inner)
    if (!within) return inner
    inner = within
  }
}

function wrapped(source: Source, node: SyntaxNode): SyntaxNode | undefined {
  const [first, second, , fourth] = partsOf(node)
  switch (node.name) {
    case 'ParenthesizedExpression':
      return second?.name === ')' ? undefined : second
    case 'InstantiationExpression':
      return first
    case 'PrefixCast':
      return fourth
    case 'BinaryExpression':
      return second?.name === 'as' || second?.name === 'satisfies' ? first : undefined
    case 'PostfixExpression':
      return second && sourceOf(source, second) === '!' ? first : undefined
    default:
      return undefined
  }
}

/** `object.name` and `object['name']`, or `undefined` for anything else. */
export function memberOf(
  source: Source,
  node: SyntaxNode,
): { object: SyntaxNode; name?: string } | undefined {
  const [first, sign, member] = partsOf(node)
  if (node.name !== 'MemberExpression' || !first || !sign) return undefined
  const object = bare(source, first)
  if (member?.name === 'PropertyName') return { object, name: sourceOf(source, member) }
  // In `a?.['b']` a bracket more comes before the name.
  const key = partsOf(node).find(({ name }, at) => at > 0 && name === 'String')
  return { object, ...(key && { name: sourceOf(source, key).slice(1, -1) }) }
}

/** The name at the beginning of `name.a.b`. */
export function rootName(source: Source, node: SyntaxNode): string | undefined {
  let root = bare(source, node)
  while (root.name === 'MemberExpression' && root.firstChild) root = bare(source, root.firstChild)
  return root.name === 'VariableName' ? sourceOf(source, root) : undefined
}

/** Both sides of `target = value`; no value where it is `+=` or the like. */
export function assigned(assignment: SyntaxNode): { target?: SyntaxNode; value?: SyntaxNode } {
  const [target, sign, value] = partsOf(assignment)
  return { ...(target && { target }), ...(sign?.name === 'Equals' && value && { value }) }
}
