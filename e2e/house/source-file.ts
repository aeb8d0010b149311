import { parseSync } from 'vite'

/** A node of the syntax tree: ESTree with TypeScript's and JSX's nodes. Only what the rules look at is typed. */
export interface SyntaxNode {
  type: string
  start: number
  end: number
  [member: string]: unknown
}

export interface Import {
  /** As written: `@/lib/result`, `./shell`, `react`. */
  specifier: string
  /** Imported names, types left out unless all are; `*` for a namespace, an `export *` or a dynamic import, `default` for the default. */
  names: string[]
  /** Nothing of it is left after compilation. */
  isTypeOnly: boolean
  line: number
}

/** The specifier of an import that is put together while the program runs: no rule can tell where it leads. */
export const UNREADABLE = '?'

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string
  code: string
  imports: Import[]
  /** Directives at the top: `use client`, `use server`. */
  directives: string[]
  body: SyntaxNode[]
}

/** Something a house rule found, at a place an editor can open. */
export interface Violation {
  path: string
  line: number
  message: string
}

/** Reads one TypeScript file. Throws on a syntax error, naming the file. */
export function parseSourceFile(path: string, code: string): SourceFile {
  const { program, errors } = parseSync(path, code)
  const firstError = errors[0]
  if (firstError) throw new Error(`${path} cannot be parsed: ${firstError.message}`)
  const body = program.body as unknown as SyntaxNode[]
  const file: SourceFile = { path, code, body, imports: [], directives: directivesOf(body) }
  for (const node of nodesOf(body)) {
    const found = importOf(node, code)
    if (found) file.imports.push(found)
  }
  return file
}

/** Every node of the trees, parents before children. */
export function* nodesOf(root: unknown): Generator<SyntaxNode> {
  if (Array.isArray(root)) {
    for (const item of root) yield* nodesOf(item)
  } else if (isNode(root)) {
    yield root
    for (const member of Object.values(root)) if (typeof member === 'object') yield* nodesOf(member)
  }
}

/** The line (from 1) at which a node starts. */
export function lineOf(code: string, node: { start: number }): number {
  return code.slice(0, node.start).split('\n').length
}

/** The name that an identifier or a string literal stands for. */
export function nodeName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name)
  if (node.type === 'Literal') return String(node.value)
  return node.type === 'TemplateLiteral' ? plainTemplate(node) : undefined
}

/** The text of a literal, not the name of a variable that may hold one. */
const literalText = (node: unknown) =>
  isNode(node) && node.type !== 'Identifier' ? nodeName(node) : undefined

/** The text of a template without anything to fill in. */
function plainTemplate({ quasis }: SyntaxNode): string | undefined {
  const [only, ...rest] = quasis as { value: { cooked: string } }[]
  return rest.length === 0 ? only?.value.cooked : undefined
}

/** `process.env.HOME` for the chain of names that a member expression spells; undefined for anything computed. */
export function dottedName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'ChainExpression') return dottedName(node.expression)
  if (node.type === 'Identifier') return String(node.name)
  if (node.type !== 'MemberExpression') return undefined
  const object = dottedName(node.object)
  const property = nodeName(node.property)
  return object && property && (!node.computed || isLiteral(node.property))
    ? `${object}.${property}`
    : undefined
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}

function isLiteral(value: unknown): boolean {
  return isNode(value) && value.type === 'Literal'
}

function directivesOf(body: SyntaxNode[]): string[] {
  return body.flatMap(({ directive }) => (typeof directive === 'string' ? [directive] : []))
}

/** What `import(…)` and `require(…)` load. */
function lazySource(node: SyntaxNode): unknown {
  if (node.type === 'ImportExpression') return node.source
  const isRequire = node.type === 'CallExpression' && nodeName(node.callee) === 'require'
  return isRequire ? ((node.arguments as unknown[])[0] ?? null) : undefined
}

function importOf(node: SyntaxNode, code: string): Import | undefined {
  const line = lineOf(code, node)
  const lazy = lazySource(node)
  if (lazy !== undefined)
    return { specifier: literalText(lazy) ?? UNREADABLE, names: ['*'], isTypeOnly: false, line }
  if (node.type === 'TSImportType') {
    const specifier = nodeName(node.source) ?? nodeName((node.argument as SyntaxNode | undefined)?.literal)
    return specifier === undefined ? undefined : { specifier, names: ['*'], isTypeOnly: true, line }
  }
  const isStatic = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(node.type)
  const specifier = isStatic ? nodeName(node.source) : undefined
  if (specifier === undefined) return undefined
  const specifiers = (node.specifiers ?? []) as SyntaxNode[]
  const isTypeStatement = node.importKind === 'type' || node.exportKind === 'type'
  const everyNameIsType =
    specifiers.length > 0 &&
    specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type')
  return {
    specifier,
    names: importedNames(node, specifiers),
    isTypeOnly: isTypeStatement || everyNameIsType,
    line,
  }
}

function importedNames(node: SyntaxNode, specifiers: SyntaxNode[]): string[] {
  if (node.type === 'ExportAllDeclaration') return ['*']
  const values = specifiers.filter((each) => each.importKind !== 'type' && each.exportKind !== 'type')
  return (values.length > 0 ? values : specifiers).map((each) => {
    if (each.type === 'ImportDefaultSpecifier') return 'default'
    if (each.type === 'ImportNamespaceSpecifier') return '*'
    return nodeName(each.imported ?? each.local) ?? '*'
  })
}
