import { isDoorway } from './doorway-rules'
import { lineOf, nodesOf, type SourceFile, type SyntaxNode, type Violation } from './source-file'

/**
 * Every export of a `'use server'` file is an address that a browser can call. So such a file exports only
 * `action(verb)` values: parsed, judged and answered by the doorway. Inline server actions do not exist.
 */
export function serverActionViolations(files: SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const inline = inlineDirectives(file).map((node) => violation(file, node, 'inline server action'))
    if (!file.directives.includes('use server')) return inline
    return [...inline, ...misplaced(file), ...file.body.flatMap((node) => openExports(file, node))]
  })
}

function misplaced(file: SourceFile): Violation[] {
  if (/^lib\/[^/]+\/actions\.ts$/.test(file.path)) return []
  return [{ path: file.path, line: 1, message: 'server actions live in lib/<room>/actions.ts' }]
}

function inlineDirectives({ body }: SourceFile): SyntaxNode[] {
  const top = new Set(body)
  return [...nodesOf(body)].filter((node) => node.directive === 'use server' && !top.has(node))
}

function openExports(file: SourceFile, node: SyntaxNode): Violation[] {
  const message = 'exports something else than action(verb)'
  if (node.type === 'ExportDefaultDeclaration' || node.type === 'ExportAllDeclaration')
    return [violation(file, node, message)]
  if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') return []
  const declaration = node.declaration as SyntaxNode | null
  if (declaration?.type !== 'VariableDeclaration') return [violation(file, node, message)]
  const declarators = declaration.declarations as SyntaxNode[]
  return declarators
    .filter((each) => !isDoorway(file, each.init, 'action'))
    .map((each) => violation(file, each, message))
}

function violation({ path, code }: SourceFile, node: SyntaxNode, message: string): Violation {
  return { path, line: lineOf(code, node), message }
}
