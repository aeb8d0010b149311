import { placeOf } from './floors'
import {
  dottedName,
  lineOf,
  nodeName,
  nodesOf,
  type SourceFile,
  type SyntaxNode,
  type Violation,
} from './source-file'

/** Constants that Next writes into the build; they are not settings. */
const BUILD_CONSTANTS = new Set(['process.env.NODE_ENV', 'process.env.NEXT_RUNTIME'])

/** `lib/env.ts` is the only reader of process.env, so that the console refuses to start half-configured. */
export function environmentViolations(files: SourceFile[]): Violation[] {
  return files.filter(isOfTheConsole).flatMap(({ path, code, body }) => {
    const constants = new Set<unknown>()
    const violations: Violation[] = []
    for (const node of nodesOf(body)) {
      if (BUILD_CONSTANTS.has(dottedName(node) ?? '')) constants.add(node.object)
      if (readsEnvironment(node) && !constants.has(node))
        violations.push({
          path,
          line: lineOf(code, node),
          message: 'reads process.env: only lib/env.ts does',
        })
    }
    return violations
  })
}

function isOfTheConsole(file: SourceFile): boolean {
  return typeof placeOf(file) === 'number' && file.path !== 'lib/env.ts'
}

function readsEnvironment(node: SyntaxNode): boolean {
  if (dottedName(node) === 'process.env') return true
  if (node.type === 'VariableDeclarator') return nodeName(node.init) === 'process'
  if (node.type !== 'ImportDeclaration') return false
  return /^(node:)?process$/.test(nodeName(node.source) ?? '')
}
