import { byPath, resolveImport } from './project'
import type { SourceFile } from './source-file'

/**
 * Rings of files that import each other, each as the files in the order in which they do.
 * Imports that are types only do not count: nothing of them is left when the modules are loaded.
 */
export function importCycles(files: SourceFile[]): string[][] {
  const known = byPath(files)
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap(({ specifier, isTypeOnly }) => {
        const to = isTypeOnly ? undefined : resolveImport(file.path, specifier, known)
        return to ? [to.path] : []
      }),
    ]),
  )
  return cyclesOf(graph)
}

/** One cycle for every edge that leads back into the path being walked (depth-first search). */
function cyclesOf(graph: ReadonlyMap<string, string[]>): string[][] {
  const cycles: string[][] = []
  const isDone = new Set<string>()
  const trail: string[] = []
  const visit = (node: string): void => {
    const seenAt = trail.indexOf(node)
    if (seenAt >= 0) cycles.push(trail.slice(seenAt))
    if (seenAt >= 0 || isDone.has(node)) return
    trail.push(node)
    for (const next of graph.get(node) ?? []) visit(next)
    trail.pop()
    isDone.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return cycles
}
