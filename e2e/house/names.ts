import type { SourceFile, Violation } from './source-file'

/** What may stand at the top of the repository; a new name is a decision, written down in ARCHITECTURE.md. */
const TOP_LEVEL_NAMES = [
  '.ci',
  '.dockerignore',
  '.editorconfig',
  '.gitattributes',
  '.github',
  '.gitignore',
  '.npmrc',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'Dockerfile',
  'LICENSE',
  'README.md',
  'app',
  'biome.json',
  'components',
  'compose.yaml',
  'e2e',
  'instrumentation-client.ts',
  'instrumentation.ts',
  'lib',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'proxy.ts',
  'public',
  'tailwind.config.ts',
  'tsconfig.json',
  'vitest.config.ts',
]

/** Names that say nothing about what is inside. */
const EMPTY_NAMES = /^(utils?|helpers?|common|misc|shared|managers?|.*-(utils?|helpers?|manager))$/

/** `kebab-case`, with dots for kinds (`list.test.ts`) and Next's brackets and groups (`[functionName]`, `(console)`). */
const SEGMENT = /^(\[[a-zA-Z.]+\]|\([a-z-]+\)|_?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*)$/

export function topLevelViolations(names: string[]): Violation[] {
  return names
    .filter((name) => !TOP_LEVEL_NAMES.includes(name))
    .map((name) => ({ path: name, line: 1, message: 'is not one of the names at the top level' }))
}

/** Files are kebab-case and named for what they export; no barrels, no names that say nothing. */
export function nameViolations(paths: string[]): Violation[] {
  return paths.flatMap((path) => {
    const segments = path.split('/')
    const message = segments.map(problemOfSegment).find(Boolean)
    return message ? [{ path, line: 1, message }] : []
  })
}

/** A file that only passes on what others export is a barrel, whatever its name. */
export function barrelViolations(files: SourceFile[]): Violation[] {
  return files
    .filter(
      ({ body }) => body.length > 0 && body.every((node) => node.type.startsWith('Export') && node.source),
    )
    .map(({ path }) => ({ path, line: 1, message: 'only re-exports: import from the module itself' }))
}

function problemOfSegment(segment: string): string | undefined {
  const stem = segment.replace(/\..*$/, '')
  if (stem === 'index') return 'index files are barrels: name the file for what it exports'
  if (EMPTY_NAMES.test(stem)) return `"${stem}" says nothing about what is inside`
  return SEGMENT.test(segment) ? undefined : `"${segment}" is not kebab-case`
}
