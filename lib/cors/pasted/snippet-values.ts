import type { SyntaxNode } from '@lezer/common'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, endsInError, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** Names stand as variables and, in `{ name }`, as members. */
export const isName = ({ name }: SyntaxNode) => name === 'VariableName' || name === 'PropertyDefinition'

/** Whether a value is as good as none given. */
export function isNothing(snippet: Snippet, node: SyntaxNode): boolean {
  return /^(undefined|null|void 0)$/.test(sourceOf(snippet, bare(snippet, node)))
}

/** What a name stands for where the text declares it once and never changes it; another expression as it is. */
export function meaningOf(snippet: Snippet, node: SyntaxNode): SyntaxNode {
  const inner = bare(snippet, node)
  if (!isName(inner)) return inner
  const name = sourceOf(snippet, inner)
  const value = declaredValue(snippet, name)
  return value && !snippet.changes.has(name) ? value : inner
}

/** What the only declaration of a name gives it, changed later or not. */
export function declaredValue(snippet: Snippet, name: string): SyntaxNode | undefined {
  const [declared, another] = snippet.declared.get(name) ?? []
  if (!declared || another || declared.parent?.name !== 'VariableDeclaration') return undefined
  let next = declared.nextSibling
  while (next && (next.name === 'TypeAnnotation' || /Comment$/.test(next.name))) next = next.nextSibling
  const value = next?.name === 'Equals' ? next.nextSibling : null
  // Of a value that the text cuts off nobody can say what else is in it.
  return value && !endsInError(value) ? bare(snippet, value) : undefined
}

/** The text of a string that is written out. */
export function literalOf(snippet: Snippet, node: SyntaxNode | undefined): string | undefined {
  const { text, isWhole } = beginningOf(snippet, node)
  return isWhole ? text : undefined
}

interface Beginning {
  text: string
  isWhole: boolean
}

const NOTHING: Beginning = { text: '', isWhole: false }
/** Names in templates may stand for templates with names in them: more than this nobody writes by hand. */
const MAX_DEPTH = 4
const MAX_PIECES = 16
const MAX_LENGTH = 4000

/** The text of a string as far as it is written out, through templates, `+` and names. */
export function beginningOf(snippet: Snippet, node: SyntaxNode | undefined, depth = 0): Beginning {
  if (!node || depth > MAX_DEPTH) return NOTHING
  const meaning = meaningOf(snippet, node)
  if (meaning.name === 'String') return unquoted(sourceOf(snippet, meaning))
  const pieces = piecesOf(snippet, meaning)
  let text = ''
  for (const piece of pieces.slice(0, MAX_PIECES)) {
    const next =
      typeof piece === 'string' ? { text: piece, isWhole: true } : beginningOf(snippet, piece, depth + 1)
    text += next.text
    if (!next.isWhole || text.length > MAX_LENGTH) return { text, isWhole: false }
  }
  return { text, isWhole: pieces.length > 0 && pieces.length <= MAX_PIECES }
}

/** What a template or a sum is put together from, in order; nothing for another expression. */
function piecesOf(snippet: Snippet, node: SyntaxNode): (string | SyntaxNode)[] {
  const parts = partsOf(node)
  const [left, sign, right] = parts
  if (node.name === 'BinaryExpression' && left && sign && right)
    return sourceOf(snippet, sign) === '+' ? [left, right] : []
  if (node.name !== 'TemplateString') return []
  const source = sourceOf(snippet, node)
  const isEnded = source.length > 1 && source.endsWith('`')
  const pieces: (string | SyntaxNode)[] = []
  let from = node.from + 1
  for (const { name, from: start, to, firstChild } of parts) {
    if (name !== 'Interpolation') continue
    // An interpolation of several parts, or of none, tells nothing.
    const inner = firstChild?.nextSibling
    pieces.push(unescaped(snippet.text.slice(from, start)), ...(inner ? [inner] : []))
    from = to
  }
  return isEnded ? [...pieces, unescaped(snippet.text.slice(from, node.to - 1))] : pieces
}

function unquoted(source: string): Beginning {
  const isEnded = source.length > 1 && source.endsWith(source[0] ?? '')
  return { text: unescaped(isEnded ? source.slice(1, -1) : source.slice(1)), isWhole: isEnded }
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' }

function unescaped(source: string): string {
  return source.replace(
    /\\(?:u\{([0-9a-f]{1,5})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(\r?\n)|([\s\S]))/gi,
    (_, point?: string, unit?: string, byte?: string, line?: string, letter = '') => {
      const code = point ?? unit ?? byte
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
      return line === undefined ? (ESCAPES[letter] ?? letter) : ''
    },
  )
}
