import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import { PROMISES_RESULTS, type Shown } from './promise'
import { PROMISES } from './promises'

/** Between these lines of promises.md stands what `npm run promises -- --write` has written. */
export const BEGIN = '<!-- written by npm run promises -- --write -->'
export const END = '<!-- end -->'
export const PROMISES_FILE = path.join(import.meta.dirname, 'promises.md')

const ROOMS = ['lib', 'e2e', 'components']
const NAMED = /^\s*promise\('([SR]\d+)'/gm
export const GAP = '**gap: no test names it**'

/** Which files show which promise, by the calls in their text. */
export function filesByPromise(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of ROOMS.flatMap(testsIn))
    for (const id of new Set(
      [...readFileSync(path.join(PROJECT_ROOT, file), 'utf8').matchAll(NAMED)].map(idOf),
    ))
      found.set(id, [...(found.get(id) ?? []), file])
  return found
}

const idOf = ([, id = '']: RegExpMatchArray) => id

function testsIn(room: string): string[] {
  return readdirSync(path.join(PROJECT_ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('node_modules'))
    .map((name) => path.posix.join(room, name.replaceAll(path.sep, '/')))
    .filter((name) => /\.(test|spec)\.tsx?$/.test(name) || /^e2e\/(proof|measure)\/.*\.ts$/.test(name))
    .sort()
}

/** What the last runs have counted. */
export function lastShown(folder = process.env.PROMISES_DIR || PROMISES_RESULTS): Shown[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): Shown => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
}

/** How the last run of a file's tests ended, as the reports of Vitest and Playwright say. */
export function lastRuns(): Map<string, string> {
  const results = path.join(PROJECT_ROOT, 'test-results')
  const runs = new Map<string, boolean[]>()
  const note = (file: string, isPassed: boolean) => runs.set(file, [...(runs.get(file) ?? []), isPassed])
  for (const { name, assertionResults } of reportIn(results, 'unit.json')?.testResults ?? [])
    for (const { status } of assertionResults) note(path.relative(PROJECT_ROOT, name), status === 'passed')
  for (const suite of reportIn(results, 'e2e.json')?.suites ?? [])
    for (const spec of specsOf(suite)) note(`e2e/${path.basename(spec.file)}`, spec.ok)
  return new Map([...runs].map(([file, ends]) => [file, sentenceOf(ends)]))
}

function sentenceOf(ends: readonly boolean[]): string {
  const failed = ends.filter((isPassed) => !isPassed).length
  return failed === 0 ? `${ends.length} passed` : `${failed} of ${ends.length} FAILED`
}

interface Spec {
  file: string
  ok: boolean
}
interface Suite {
  specs?: Spec[]
  suites?: Suite[]
}
interface Report {
  testResults?: { name: string; assertionResults: { status: string }[] }[]
  suites?: Suite[]
}

const specsOf = ({ specs = [], suites = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)]

function reportIn(folder: string, name: string): Report | undefined {
  const file = path.join(folder, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** The whole table as Markdown: each promise, the files that show it, and what they have counted. */
export function promiseTable(
  files: ReadonlyMap<string, string[]>,
  shown: readonly Shown[],
  runs: ReadonlyMap<string, string> = new Map(),
): string {
  const rows = PROMISES.map(({ id, title, text }) => {
    const own = files.get(id) ?? []
    const lines = own.map((file) => {
      const counts = shown.filter((each) => each.id === id && each.file === file).map(countsOf)
      const told = [...counts, runs.get(file)].filter(Boolean).join('; ')
      return `\`${file}\`${told ? `: ${told}` : ''}`
    })
    return `| ${id} | ${title}: ${text} | ${own.length > 0 ? lines.join('<br>') : GAP} |`
  })
  return ['| id | promise | shown by, and what was counted last |', '| --- | --- | --- |', ...rows].join('\n')
}

const countsOf = ({ counts }: Shown): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en-GB')} ${spelled(what)}`)
    .join(', ')

/** `rawRequests` reads “raw requests”. */
const spelled = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
