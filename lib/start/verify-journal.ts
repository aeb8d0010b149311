import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { ExportAbout } from '@/lib/activity/export'
import { type ExportVerdict, verifyExport } from '@/lib/activity/verify-export'
import { DatabaseError } from '@/lib/db/database-error'
import { type RecordedAcknowledgement, readAcknowledgements } from '@/lib/journal/acknowledged'
import type { Breach } from '@/lib/journal/chain'
import { isSigned, type KeptHeads, readHeads } from '@/lib/journal/kept-heads'
import { walkJournal } from '@/lib/journal/walk'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'
import { openInUse, recordVerdict } from './database-in-use'

/**
 * `npm run verify-journal [-- --database FILE --heads FILE --head FILE --export FILE]`: walks the whole chain of a record (of
 * DATABASE_URL where it is set and no file is named), of a running console too, compares it with the heads that were kept outside (CONSOLE_JOURNAL_KEY tells whether they are signed), and
 * prints the verdict. `--head` is one that somebody downloaded from Activity and kept. `--export` checks an export as JSON
 * lines against itself instead, and against the record where `--database` names it too. Ends with 1 when the record or
 * the export is not what the console wrote, or cannot be read.
 */
async function main(): Promise<number> {
  const file = { type: 'string' } as const
  const { values } = parseArgs({ options: { database: file, heads: file, head: file, export: file } })
  const { CONSOLE_DATABASE, CONSOLE_JOURNAL_HEAD, CONSOLE_JOURNAL_KEY } = process.env
  const database = path.resolve(values.database || CONSOLE_DATABASE || '.data/console.db')
  const heads = path.resolve(values.heads || CONSOLE_JOURNAL_HEAD || `${database}.heads`)
  if (values.export) return verifyExported(values.export, values.database)
  const port = await openInUse(values.database)
  try {
    const kept = await withHead(await readHeads(heads, CONSOLE_JOURNAL_KEY || undefined), values.head)
    const walk = await walkJournal(port.db, { kept })
    for (const line of recordVerdict(walk)) console.log(line)
    for (const each of await readAcknowledgements(port.db)) console.log(acknowledgementText(each))
    console.log(keptVerdict(kept, !!CONSOLE_JOURNAL_KEY))
    return walk.breaches.length > 0 ? 1 : 0
  } finally {
    await port.db.destroy()
  }
}

/** The heads of the file, and the one that somebody kept. @throws what reading it answers. */
async function withHead(kept: KeptHeads, file: string | undefined): Promise<KeptHeads> {
  if (!file) return kept
  await access(file)
  const { hashes, problem } = await readHeads(file, process.env.CONSOLE_JOURNAL_KEY || undefined)
  if (hashes.size === 0 && !problem) return { ...kept, problem: `${file} is no head of a record.` }
  const all = new Map(kept.hashes)
  for (const [position, hash] of hashes) {
    const other = all.get(position)
    all.set(position, other === undefined || other === hash ? hash : 'two different hashes')
  }
  return { hashes: all, problem: kept.problem ?? problem }
}

/** An export against itself, and against a record where one is named. */
async function verifyExported(file: string, database: string | undefined): Promise<number> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  const verdict = await verifyExport(lines)
  const problems = [
    ...verdict.problems,
    ...(isForged(verdict.about) ? ['Its head was not signed with this key.'] : []),
    ...(database ? await differences(verdict, path.resolve(database)) : []),
  ]
  const { events, gaps, last, about } = verdict
  console.log(
    problems.length > 0
      ? `export: BROKEN (${counted(problems.length, 'place')} in all)`
      : `export: whole as far as it goes, ${counted(events, 'event')}; last ${last.position} ${last.hash}`,
  )
  for (const line of [...problems, ...gaps]) console.log(`  ${visibleText(line)}`)
  if (about) console.log(`made ${visibleText(`${about.exportedAt} by ${about.by}`)}; ${headVerdict(about)}`)
  return problems.length > 0 ? 1 : 0
}

function headVerdict({ head, isWhole }: ExportAbout): string {
  const what = isWhole ? 'an export of everything' : 'an export of a part'
  if (!head.signature) return `${what}; its head is not signed`
  return `${what}; its head is signed${process.env.CONSOLE_JOURNAL_KEY ? '' : ', which was not checked (no CONSOLE_JOURNAL_KEY)'}`
}

function isForged(about: ExportAbout | undefined): boolean {
  const key = process.env.CONSOLE_JOURNAL_KEY
  return key !== undefined && key !== '' && about?.head.signature !== undefined && !isSigned(about.head, key)
}

async function differences({ hashes }: ExportVerdict, database: string): Promise<string[]> {
  const port = await openInUse(database)
  try {
    const rows = await port.db.selectFrom('journal_events').select(['position', 'hash']).execute()
    const own = new Map(rows.map(({ position, hash }) => [Number(position), hash]))
    return [...hashes].flatMap(([position, hash]) =>
      own.get(position) === hash ? [] : [`Event ${position} is not the one of the record.`],
    )
  } finally {
    await port.db.destroy()
  }
}

function acknowledgementText(each: RecordedAcknowledgement | Breach): string {
  if (!('found' in each)) return `event ${each.position} acknowledges something that cannot be read`
  const { position, at, by, found, places, hash } = each
  return visibleText(
    `event ${position}: ${by} acknowledged at ${at} ${counted(places, 'place')} from event ${found.position} on (${found.reason} Last hash then: ${hash})`,
  )
}

function keptVerdict({ hashes, problem }: KeptHeads, isSigned: boolean): string {
  if (problem) return `heads: ${problem}`
  if (hashes.size === 0) return 'heads: none were kept outside, so that a tail cut off in order does not show'
  return `heads: ${hashes.size} compared, ${isSigned ? 'all signed with the key' : 'their signatures not checked (no CONSOLE_JOURNAL_KEY)'}`
}

try {
  process.exitCode = await main()
} catch (error) {
  const isExpected = error instanceof DatabaseError || (error instanceof Error && 'code' in error)
  if (!isExpected) throw error
  console.error((error as Error).message)
  process.exitCode = 1
}
