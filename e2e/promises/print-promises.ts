import { readFileSync, writeFileSync } from 'node:fs'
import { BEGIN, END, filesByPromise, lastRuns, lastShown, PROMISES_FILE, promiseTable } from './promise-table'
import { PROMISES } from './promises'

/**
 * `npm run promises`: each promise of the console, the tests and proofs that name it, and what they counted when they ran
 * last. `-- --write` puts the table into e2e/promises/promises.md. A promise that no test names is a gap.
 */
const files = filesByPromise()
console.log(promiseTable(files, lastShown(), lastRuns()))
const gaps = PROMISES.filter(({ id }) => !files.has(id)).map(({ id }) => id)
console.log(gaps.length === 0 ? '\nNo gap.' : `\nGaps: ${gaps.join(', ')}`)
if (process.argv.includes('--write')) {
  const text = readFileSync(PROMISES_FILE, 'utf8')
  const [before = '', rest = ''] = text.split(BEGIN)
  const [, after = ''] = rest.split(END)
  const table = promiseTable(files, lastShown())
  writeFileSync(PROMISES_FILE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`)
}
