import { placeOf } from './floors'
import { byPath, resolveImport } from './project'
import { lineOf, nodeName, type SourceFile, type SyntaxNode, UNREADABLE, type Violation } from './source-file'

interface Reserved {
  /** The module, and what of it is not for everybody. */
  module: string
  names: RegExp
  /** Who may import it. */
  by: RegExp
  reason: string
}

const SENT_BY_AWS = 'what goes to AWS goes through send and signRequest, which compare the permit'

/** What leads past a judgement when it is in the wrong hands. Tests may import it. */
const RESERVED: Reserved[] = [
  {
    module: 'lib/auth/permit.ts',
    names: /^mintPermit$/,
    by: /^lib\/auth\//,
    reason: 'only lib/auth makes permits',
  },
  {
    module: 'lib/auth/judge.ts',
    names: /^permitOf$/,
    by: /^lib\/auth\//,
    reason: 'the doorway has judged: take permitWithin',
  },
  {
    module: 'lib/auth/verb.ts',
    names: /^perform$/,
    by: /^lib\/(doorways\/|start\/demo-requests\.ts$)/,
    reason: 'only doorways let somebody in; verbs call each other by within',
  },
  { module: 'lib/auth/verb.ts', names: /^workOf$/, by: /^$/, reason: 'it is for tests' },
  {
    module: 'lib/auth/system-permit.ts',
    names: /./,
    by: /^lib\/(changes\/(call-step|recover)\.ts|bulk\/runner\.ts|approvals\/end-gone\.ts|lifetime\/|sweep\/)/,
    reason:
      'the console’s own permit is for recovery, accepted changes, bulk changes, requests whose thing is gone and the sweep',
  },
  {
    module: 'lib/db/database.ts',
    names: /^database$/,
    by: /^lib\/((db|budget|journal|lifetime|inventory|outside|record|sessions)\/|(bulk\/bulk-rows|activity\/heads|approvals\/request-rows|protection\/protection-rows)\.ts$|start\/demo-requests\.ts$)/,
    reason:
      'the journal, the leases, the budget, the index, sessions and the rows of bulk changes, requests, marks and Activity stand between the database and everybody else',
  },
  {
    module: 'lib/db/open-database.ts',
    names: /^openDatabase$/,
    by: /^lib\/(db\/|backup\/restore\.ts$)/,
    reason: 'a process opens its database once; a back-up is put into another one',
  },
  { module: 'lib/aws/accounts.ts', names: /^credentialsFor$/, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  { module: 'lib/aws/credentials.ts', names: /./, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  { module: 'lib/aws/clients.ts', names: /./, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  {
    module: 'lib/probe/open-exchange.ts',
    names: /./,
    by: /^lib\/probe\/send\.ts$/,
    reason: 'requests to function URLs are sent by their verb',
  },
  {
    module: 'lib/journal/journal.ts',
    names: /^appendEvent$/,
    by: /^lib\/(changes\/change-journal|bulk\/bulk-journal|approvals\/request-journal|protection\/protection-rows|probe\/record-sending|inventory\/mutes|settings\/read)\.ts$/,
    reason: 'it takes no permit: each stream of the record has one writer',
  },
  {
    module: 'lib/db/account-rows.ts',
    names: /./,
    by: /^lib\/(accounts\/|aws\/targets\.ts$)/,
    reason: 'it takes no permit: accounts are read and kept by their verbs, and known to lib/aws',
  },
  {
    module: 'lib/db/setting-rows.ts',
    names: /./,
    by: /^lib\/settings\//,
    reason: 'it takes no permit: settings are read and kept by their verbs',
  },
  {
    module: 'lib/inventory/report-data.ts',
    names: /./,
    by: /^lib\/start\/report\.ts$/,
    reason: 'it takes no permit: the report is for whoever has the database file',
  },
]

/** Packages that lead to the database or the network by themselves. */
const RESERVED_PACKAGES: { specifier: RegExp; by: RegExp; reason: string }[] = [
  {
    specifier: /^(@libsql\/|libsql$|better-sqlite3$|node:sqlite$|pg$)/,
    by: /^lib\/db\//,
    reason: 'only lib/db opens databases',
  },
  {
    specifier: /^((node:)?(http|https|http2|net|tls|dgram)$|undici$)/,
    by: /^lib\/(aws|proxy|lifetime|probe)\//,
    reason: 'requests leave through lib/aws and lib/probe',
  },
]

export function reservedImportViolations(files: SourceFile[]): Violation[] {
  const known = byPath(files)
  return files.flatMap((file) => {
    const place = placeOf(file)
    if (place === 'tests' || place === 'sandbox' || place === 'configuration') return []
    return [...importViolations(file, known), ...passedOn(file, known)]
  })
}

function importViolations(file: SourceFile, known: ReadonlyMap<string, SourceFile>): Violation[] {
  return file.imports.flatMap(({ specifier, names, isTypeOnly, line }) => {
    if (isTypeOnly) return []
    const reason = problemOf(file, specifier) ?? ruleFor(file, specifier, names, known)?.reason
    return reason ? [{ path: file.path, line, message: `imports ${names.join(', ')}: ${reason}` }] : []
  })
}

/** What a specifier says by itself. Programs open what they need. */
function problemOf(file: SourceFile, specifier: string): string | undefined {
  if (typeof placeOf(file) !== 'number') return undefined
  if (specifier === UNREADABLE) return 'nobody can tell which module this is before it runs'
  return RESERVED_PACKAGES.find((each) => each.specifier.test(specifier) && !each.by.test(file.path))?.reason
}

function ruleFor(
  { path: from }: Pick<SourceFile, 'path'>,
  specifier: string,
  names: readonly string[],
  known: ReadonlyMap<string, SourceFile>,
): Reserved | undefined {
  const path = resolveImport(from, specifier, known)?.path
  return RESERVED.find((each) => each.module === path && !each.by.test(from) && reaches(names, each.names))
}

/** A namespace or a re-export of everything takes the reserved names along. */
const reaches = (names: readonly string[], reserved: RegExp) =>
  names.some((name) => name === '*' || reserved.test(name))

/** Who may have a reserved name may not give it to others: `export { it } from`, `export { it }`, `export const x = it`. */
function passedOn(file: SourceFile, known: ReadonlyMap<string, SourceFile>): Violation[] {
  const isReserved = (specifier: unknown, name: string) =>
    RESERVED.some(
      ({ module, names }) =>
        module === resolveImport(file.path, nodeName(specifier) ?? '', known)?.path && reaches([name], names),
    )
  const own = new Set<string>()
  for (const node of file.body.filter(({ type }) => type === 'ImportDeclaration'))
    for (const each of node.specifiers as SyntaxNode[])
      if (isReserved(node.source, nodeName(each.imported) ?? '*')) own.add(nodeName(each.local) ?? '')
  const isGiven = (node: SyntaxNode) =>
    node.source
      ? namesGiven(node).some((name) => isReserved(node.source, name))
      : namesGiven(node).some((name) => own.has(name))
  return file.body
    .filter((node) => node.type.startsWith('Export') && node.exportKind !== 'type' && isGiven(node))
    .map((node) => ({
      path: file.path,
      line: lineOf(file.code, node),
      message: 'passes on what is in few hands',
    }))
}

/** What an export gives, by the names that this file (or the module it is from) has for it. */
function namesGiven(node: SyntaxNode): string[] {
  if (node.type === 'ExportAllDeclaration') return ['*']
  const { declaration, specifiers = [] } = node as {
    declaration?: SyntaxNode | null
    specifiers?: SyntaxNode[]
  }
  const values = (declaration?.declarations ?? []) as SyntaxNode[]
  const named = [...specifiers.map(({ local }) => local), ...values.map(({ init }) => init), declaration]
  return named.flatMap((each) => nodeName(each) ?? [])
}
