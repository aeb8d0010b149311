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

/** Packages that are values and functions only: @lezer's parsers make the same tree of the same text. */
const PURE_PACKAGES = /^(zod|@hookform\/resolvers|@lezer\/[a-z]+)(\/|$)/

/** Clock, chance, network and process: what makes a rule answer differently for equal values. */
const IMPURE_NAMES = new Set([
  'process',
  'fetch',
  'console',
  'setTimeout',
  'setInterval',
  'window',
  'document',
  'localStorage',
  'sessionStorage',
])
const IMPURE_CALLS = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'])

/** Floor 0 is pure: the same code runs on the server, in the browser and in tests, without clock or network. */
export function purityViolations(files: SourceFile[]): Violation[] {
  return files
    .filter((file) => placeOf(file) === 0)
    .flatMap((file) => [...impureImports(file), ...impureUses(file)])
}

function impureImports({ path, imports }: SourceFile): Violation[] {
  return imports
    .filter(
      ({ specifier, isTypeOnly }) =>
        !/^(@\/|\.)/.test(specifier) && !PURE_PACKAGES.test(specifier) && !isTypeOnly,
    )
    .map(({ specifier, line }) => ({
      path,
      line,
      message: `imports ${specifier}: vocabulary is pure (a server module says import 'server-only')`,
    }))
}

function impureUses({ path, code, body }: SourceFile): Violation[] {
  const violations: Violation[] = []
  const own = declaredNames(body)
  for (const node of nodesOf(body)) {
    const what = impureUse(node)
    if (what && !own.has(what))
      violations.push({ path, line: lineOf(code, node), message: `uses ${what}: vocabulary is pure` })
  }
  return violations
}

function impureUse(node: SyntaxNode): string | undefined {
  if (node.type === 'NewExpression' && nodeName(node.callee) === 'Date' && isEmpty(node.arguments))
    return 'the clock'
  if (node.type === 'CallExpression') {
    const callee = dottedName(node.callee) ?? ''
    return IMPURE_CALLS.has(callee) || IMPURE_NAMES.has(callee) ? callee : undefined
  }
  const object = node.type === 'MemberExpression' ? nodeName(node.object) : undefined
  return object && IMPURE_NAMES.has(object) ? object : undefined
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0
}

/** Names that the file gives to something of its own: a parameter called `fetch` is not the network. */
function declaredNames(body: SyntaxNode[]): Set<string> {
  const names = new Set<string>()
  for (const node of nodesOf(body)) {
    const declared = [node.type === 'VariableDeclarator' ? node.id : undefined, ...arrayOf(node.params)]
    for (const each of declared) names.add(nodeName(each) ?? '')
  }
  return names
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
