import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROJECT_ROOT } from '@/lib/start/project-root'

export type PromiseId = `${'S' | 'R'}${number}`

/** Numbers by what they count: `{ payloads: 2000, actions: 11, effects: 0 }`. */
export type Counts = Readonly<Record<string, number>>

/** What one place in a test has shown, as it stands in the results folder. */
export interface Shown {
  id: PromiseId
  /** Relative to the project. */
  file: string
  counts: Counts
  /** ISO 8601 in UTC. */
  at: string
}

/** Where the counts of the last runs lie; PROMISES_DIR names another folder. */
export const PROMISES_RESULTS = path.join(PROJECT_ROOT, 'test-results/promises')

/**
 * Says that the test or proof around it shows a promise, with what it counted: at its end, when everything held.
 * `npm run promises` finds the call in the file's text, and the counts in the results.
 */
export function promise(id: PromiseId, counts: Counts = {}): void {
  const file = path.relative(PROJECT_ROOT, callerOf(new Error().stack ?? ''))
  const shown: Shown = { id, file, counts, at: new Date().toISOString() }
  const folder = process.env.PROMISES_DIR || PROMISES_RESULTS
  mkdirSync(folder, { recursive: true })
  const name = [id, file, ...Object.keys(counts)].join(' ').replace(/[^\w.-]+/g, '_')
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(shown))
}

/** The first file of a stack that is not this one. */
function callerOf(stack: string): string {
  const files = [...stack.matchAll(/(?:file:\/\/)?\/[^\s():]+/g)].map(([file]) =>
    file.startsWith('file:') ? fileURLToPath(file) : file,
  )
  const own = path.join(import.meta.dirname, 'promise.ts')
  return files.find((file) => file !== own) ?? own
}
