import type { SourceFile } from './source-file'

/**
 * The floors of the house (ARCHITECTURE.md), in the one place where they are written down. Arrows point down.
 *
 * 4 app          addresses
 * 3 components   pixels and client state
 * 2 verbs        reads, queries, actions, the executor
 * 1 machinery    AWS, database, journal, rights, environment (server-only)
 * 0 vocabulary   schemas and rules: pure
 */
export type Floor = 0 | 1 | 2 | 3 | 4

/** Programs beside the house: nobody on a floor imports them. */
export type Program = 'sandbox' | 'start' | 'tests' | 'configuration'

/** Rooms whose server modules are machinery; server modules of every other room are verbs. */
const MACHINERY_ROOMS = [
  'aws',
  'auth',
  'budget',
  'db',
  'doorways',
  'failures',
  'journal',
  'process',
  'proxy',
  'record',
  'sessions',
  'telemetry',
  'text',
]

/** Rooms that are rules through and through: nothing in them may become a server module. */
export const PURE_ROOMS = ['cors', 'access', 'findings', 'codegen']

/** What of floor 2 the browser may hold: its own modules, and the names of server actions. */
export const isBrowserVerb = (path: string) => /^lib\/[^/]+\/actions\.ts$/.test(path) || isBrowserModule(path)

/** Modules of lib that run in the browser: how to ask the console's own server, and drafts. */
export const isBrowserModule = (path: string) =>
  /^lib\/([^/]+\/queries\.ts|doorways\/fetch-json\.ts|draft\/.*)$/.test(path)

/** Rooms that only verbs may enter, never a page or a component. */
export const isBehindVerbs = (path: string) => /^lib\/(aws|db|journal)\//.test(path)

export const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path)

/** What only tests import stands in a `fixtures` folder, or is a generator of values for property tests. */
const isTestSupport = (path: string) => /(^|\/)fixtures\/|-arbitraries\.ts$/.test(path)

/** Where a file stands: its floor, or the program beside the house that it belongs to. */
export function placeOf(file: SourceFile): Floor | Program {
  const { path } = file
  if (isTest(path) || path.startsWith('e2e/') || isTestSupport(path)) return 'tests'
  if (path.startsWith('lib/sandbox/')) return 'sandbox'
  if (path.startsWith('lib/start/')) return 'start'
  if (path.startsWith('app/') || /^(proxy|instrumentation)\.ts$/.test(path)) return 4
  if (path.startsWith('components/')) return 3
  return path.startsWith('lib/') ? floorInLib(file) : 'configuration'
}

/**
 * A room of lib often has a pure part and a server part side by side. The file itself says which:
 * with `import 'server-only'` it is machinery or a verb, without it is vocabulary and must be pure.
 */
function floorInLib(file: SourceFile): Floor {
  if (isBrowserModule(file.path) || file.directives.includes('use server')) return 2
  if (!isServerOnly(file)) return 0
  const [, room = '', ...rest] = file.path.split('/')
  return rest.length === 0 || MACHINERY_ROOMS.includes(room) ? 1 : 2
}

export function isServerOnly({ imports }: SourceFile): boolean {
  return imports.some(({ specifier }) => specifier === 'server-only')
}
