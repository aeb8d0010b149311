import { isBrowserVerb, isServerOnly, placeOf } from './floors'
import { byPath, resolveImport } from './project'
import { lineOf, nodeName, nodesOf, type SourceFile, type SyntaxNode, type Violation } from './source-file'

/** Answers without asking anybody: there is nothing in it to judge. */
const OPEN_ROUTES = ['app/api/health/route.ts']

/** Which doorways each method of a route handler is made by. */
const DOORWAYS_OF_METHOD: Record<string, string[]> = {
  GET: ['read', 'download', 'passage'],
  POST: ['stream'],
}

/**
 * Whatever comes in goes through a doorway, which judges: a route handler is `read(verb)`, `download(verb)`, `passage(verb)` or `stream(verb)`, and a
 * page does nothing with a verb but hand it to `fromPage`. (`action(verb)` is a rule of `server-actions`.)
 */
export function doorwayViolations(files: SourceFile[]): Violation[] {
  const known = byPath(files)
  return files.flatMap((file) => {
    if (!file.path.startsWith('app/')) return []
    return isRoute(file.path) ? routeViolations(file) : pageViolations(file, known)
  })
}

const isRoute = (path: string) => /(^|\/)route\.tsx?$/.test(path)

function routeViolations(file: SourceFile): Violation[] {
  if (OPEN_ROUTES.includes(file.path)) return []
  const exports = file.body.filter((node) => node.type.startsWith('Export'))
  const wrong = exports.filter((node) => !isHandler(file, node))
  return wrong.map((node) => ({
    path: file.path,
    line: lineOf(file.code, node),
    message:
      'exports something else than GET = read(verb), download(verb) or passage(verb), or POST = stream(verb)',
  }))
}

function isHandler(file: SourceFile, node: SyntaxNode): boolean {
  const declaration = node.type === 'ExportNamedDeclaration' ? (node.declaration as SyntaxNode | null) : null
  if (declaration?.type !== 'VariableDeclaration') return false
  return (declaration.declarations as SyntaxNode[]).every(({ id, init }) =>
    (DOORWAYS_OF_METHOD[nodeName(id) ?? ''] ?? []).some((doorway) => isDoorway(file, init, doorway)),
  )
}

const MODULE_OF_DOORWAY: Record<string, string> = {
  read: '@/lib/doorways/route',
  download: '@/lib/doorways/download',
  passage: '@/lib/doorways/passage',
  stream: '@/lib/doorways/stream',
  action: '@/lib/doorways/action',
  fromPage: '@/lib/doorways/page',
}

/** `doorway(verb)`: the real doorway, and the verb by the name under which it was imported and nothing else. */
export function isDoorway(file: SourceFile, value: unknown, doorway: string): boolean {
  const call = value as SyntaxNode | null
  if (call?.type !== 'CallExpression' || nodeName(call.callee) !== doorway) return false
  const imported = localImports(file)
  if (imported.get(doorway) !== MODULE_OF_DOORWAY[doorway]) return false
  const [verb, ...rest] = call.arguments as SyntaxNode[]
  return verb?.type === 'Identifier' && rest.length === 0 && imported.has(String(verb.name))
}

function pageViolations(file: SourceFile, known: ReadonlyMap<string, SourceFile>): Violation[] {
  const code = file.body.filter(({ type }) => type !== 'ImportDeclaration')
  const handedOver = new Set<unknown>()
  const isReal = localImports(file).get('fromPage') === MODULE_OF_DOORWAY.fromPage
  for (const node of nodesOf(code))
    if (isReal && node.type === 'CallExpression' && nodeName(node.callee) === 'fromPage')
      handedOver.add((node.arguments as unknown[])[0])
  const verbs = verbNames(file, known)
  const uses = [...nodesOf(code)]
    .filter((node) => node.type === 'Identifier' && verbs.has(String(node.name)) && !handedOver.has(node))
    .map((node) => ({
      path: file.path,
      line: lineOf(file.code, node),
      message: `uses ${node.name} otherwise than in fromPage(…): a page goes through the doorway`,
    }))
  return [...uses, ...unnamedImports(file, known)]
}

/** `import(…)` and `export … from` give no names to watch. */
function unnamedImports(file: SourceFile, known: ReadonlyMap<string, SourceFile>): Violation[] {
  const statements = new Set(
    file.body
      .filter((node) => node.type === 'ImportDeclaration')
      .map((node) => `${lineOf(file.code, node)} ${nodeName(node.source)}`),
  )
  return file.imports
    .filter(({ specifier, isTypeOnly, line }) => {
      const from = resolveImport(file.path, specifier, known)
      return !isTypeOnly && from && isVerbModule(from) && !statements.has(`${line} ${specifier}`)
    })
    .map(({ specifier, line }) => ({
      path: file.path,
      line,
      message: `loads ${specifier}: a page imports its verbs by name and hands them to fromPage(…)`,
    }))
}

const isVerbModule = (file: SourceFile) =>
  placeOf(file) === 2 && isServerOnly(file) && !isBrowserVerb(file.path)

/** What a page imports from modules of verbs, types left out. */
function verbNames(file: SourceFile, known: ReadonlyMap<string, SourceFile>): Set<string> {
  const names = new Set<string>()
  for (const [name, specifier] of localImports(file)) {
    const from = resolveImport(file.path, specifier, known)
    if (from && isVerbModule(from)) names.add(name)
  }
  return names
}

/** Imported values by the names that the file gives them, each with where it is from. */
function localImports({ body }: SourceFile): Map<string, string> {
  const found = new Map<string, string>()
  for (const node of body) {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type') continue
    for (const specifier of node.specifiers as SyntaxNode[])
      if (specifier.importKind !== 'type')
        found.set(nodeName(specifier.local) ?? '', nodeName(node.source) ?? '')
  }
  return found
}
