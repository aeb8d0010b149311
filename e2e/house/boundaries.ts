import { isBehindVerbs, isBrowserModule, isBrowserVerb, isServerOnly, PURE_ROOMS, placeOf } from './floors'
import { byPath, resolveImport } from './project'
import type { Import, SourceFile, Violation } from './source-file'

type Place = ReturnType<typeof placeOf>

/** Arrows point down: what stands on a floor imports from its own floor or a lower one, and never a program. */
export function arrowViolations(files: SourceFile[]): Violation[] {
  return eachImport(files, (from, to, { line, isTypeOnly }) => {
    // What a query answers is the type of what the verb gives; nothing of that reaches the browser.
    const isBrowser = isBrowserModule(from.path) || placeOf(from) === 3
    if (isTypeOnly && isBrowser && placeOf(to) === 2) return undefined
    const reason = forbiddenArrow(from, placeOf(from), to, placeOf(to))
    return reason ? { path: from.path, line, message: `imports ${to.path}: ${reason}` } : undefined
  })
}

/** A server module of a room that is rules through and through, or one that the browser could take along. */
export function serverOnlyViolations(files: SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const violation = { path: file.path, line: 1 }
    const room = file.path.split('/')[1] ?? ''
    if (
      file.path.startsWith('lib/') &&
      PURE_ROOMS.includes(room) &&
      isServerOnly(file) &&
      placeOf(file) !== 'tests'
    )
      return [{ ...violation, message: `lib/${room} holds pure rules: no server-only module in it` }]
    if (/^lib\/.*\/read\.ts$/.test(file.path) && !isServerOnly(file))
      return [{ ...violation, message: "a read verb runs on the server: import 'server-only'" }]
    if (file.path === 'lib/env.ts' && !isServerOnly(file))
      return [{ ...violation, message: "only the server knows the environment: import 'server-only'" }]
    return []
  })
}

/** What verbs take of the SDK as a value: commands. Clients, credentials and signers are for lib/aws alone. */
const SDK_COMMAND = /Command$/

/** AWS is reached in one way: clients and credentials come from lib/aws, SDK shapes stop at the verb. */
export function vendorViolations(files: SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const place = placeOf(file)
    if (place === 'tests' || place === 'sandbox' || file.path.startsWith('lib/aws/')) return []
    const fromSdk = file.imports.filter(({ specifier }) => /^@(aws-sdk|smithy)\//.test(specifier))
    return fromSdk.flatMap(({ names, isTypeOnly, line, specifier }) => {
      if (place !== 1 && place !== 2)
        return [{ path: file.path, line, message: `imports ${specifier}: AWS SDK shapes stop at the verb` }]
      const others = names.filter((name) => !SDK_COMMAND.test(name))
      if (isTypeOnly || others.length === 0) return []
      return [
        { path: file.path, line, message: `imports ${others.join(', ')}: only lib/aws makes SDK clients` },
      ]
    })
  })
}

/** One dialect of schemas: that of `zod` brings every check and every message along to the page that has one of them. */
export function dialectViolations(files: SourceFile[]): Violation[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => /^zod(\/|$)/.test(specifier) && specifier !== 'zod/mini')
      .map(({ specifier, line }) => ({
        path,
        line,
        message: `imports ${specifier}: schemas are of zod/mini`,
      })),
  )
}

function forbiddenArrow(from: SourceFile, origin: Place, to: SourceFile, place: Place): string | undefined {
  if (origin === 'tests' || origin === 'configuration') return undefined
  if (place === 'tests') return origin === 'start' ? undefined : 'a test is nobody else’s module'
  if (place === 'start') return origin === 'start' ? undefined : 'start commands are programs of their own'
  if (place === 'sandbox')
    return origin === 'sandbox' || origin === 'start' ? undefined : 'the sandbox is a program of its own'
  if (origin === 'sandbox')
    return place === 0 ? undefined : 'the sandbox knows nothing of the console but schemas'
  if (origin === 'start' || typeof origin !== 'number' || typeof place !== 'number') return undefined
  if (place > origin) return `floor ${origin} does not know floor ${place}`
  if (origin === 3 && (place === 1 || (place === 2 && !isBrowserVerb(to.path))))
    return 'components know queries and actions, nothing else of the server'
  if (isBrowserModule(from.path) && place !== 0 && !isBrowserModule(to.path)) return 'it runs in the browser'
  if (origin === 4 && isBehindVerbs(to.path) && from.path !== 'instrumentation.ts' && place !== 0)
    return 'pages and handlers go through a verb'
  return undefined
}

function eachImport(
  files: SourceFile[],
  judge: (from: SourceFile, to: SourceFile, found: Import) => Violation | undefined,
): Violation[] {
  const known = byPath(files)
  return files.flatMap((file) =>
    file.imports.flatMap((found) => {
      const to = resolveImport(file.path, found.specifier, known)
      return (to && judge(file, to, found)) ?? []
    }),
  )
}
