import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSourceFile, type SourceFile } from './source-file'

export const PROJECT_ROOT = path.join(import.meta.dirname, '../..')

const SOURCE_FOLDERS = ['app', 'components', 'lib', 'e2e']

/** Made by tools or by running the console; git ignores them. */
const NOT_OURS =
  /^(node_modules|\.git|\.next|\.builds|\.data|test-results|playwright-report|coverage|next-env\.d\.ts|\.DS_Store|.*\.tsbuildinfo)$/

/** The names at the top of the checkout. */
export function topLevelNames(): string[] {
  return readdirSync(PROJECT_ROOT).filter((name) => !NOT_OURS.test(name))
}

/** Every file of the source folders, whatever its kind, from the project's root with forward slashes. */
export function projectPaths(): string[] {
  const folders = topLevelNames().filter((name) => SOURCE_FOLDERS.includes(name))
  return folders.flatMap(walk).sort()
}

/** Every TypeScript file of the project, parsed. */
export function readProject(): SourceFile[] {
  const atRoot = topLevelNames().filter((name) => /\.ts$/.test(name))
  const paths = [...projectPaths().filter((each) => /\.tsx?$/.test(each)), ...atRoot]
  return paths.map((each) => parseSourceFile(each, readFileSync(path.join(PROJECT_ROOT, each), 'utf8')))
}

/** The project file that an import means, by path; undefined for packages and for files that are not there. */
export function resolveImport(
  from: string,
  specifier: string,
  files: ReadonlyMap<string, SourceFile>,
): SourceFile | undefined {
  const target = importTarget(from, specifier)
  if (target === undefined) return undefined
  const candidates = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`, `${target}/index.tsx`]
  for (const candidate of candidates) {
    const file = files.get(candidate)
    if (file) return file
  }
  return undefined
}

/**
 * The project path that an import is written for (without knowing whether it exists); undefined for packages. However
 * it is spelled: `@/lib/a/../b` is `lib/b`, and the bundler takes `./b.js` for `b.ts`.
 */
function importTarget(from: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '').replace(/\.js$/, '')
  if (plain.startsWith('@/')) return path.posix.join(plain.slice(2))
  return plain.startsWith('.') ? path.posix.join(path.posix.dirname(from), plain) : undefined
}

export function byPath(files: SourceFile[]): ReadonlyMap<string, SourceFile> {
  return new Map(files.map((file) => [file.path, file]))
}

function walk(folder: string): string[] {
  const absolute = path.join(PROJECT_ROOT, folder)
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.test(entry.name)) return []
    const child = `${folder}/${entry.name}`
    return entry.isDirectory() ? walk(child) : [child]
  })
}
