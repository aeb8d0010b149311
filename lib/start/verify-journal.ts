import path from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseError } from '@/lib/db/database-error'
import { type RecordedAcknowledgement, readAcknowledgements } from '@/lib/journal/acknowledged'
import type { Breach } from '@/lib/journal/chain'
import { type KeptHeads, readHeads } from '@/lib/journal/kept-heads'
import { walkJournal } from '@/lib/journal/walk'
import { counted } from '@/lib/text/counted'
import { openInUse, recordVerdict } from './database-in-use'

/**
 * `npm run verify-journal [-- --database FILE --heads FILE]`: walks the whole chain of a record (of
 * DATABASE_URL where it is set and no file is named), of a running console too, compares it with the heads that were kept outside (CONSOLE_JOURNAL_KEY tells whether they are signed), and
 * prints the verdict. Ends with 1 when the record is not what the console wrote, or cannot be read.
 */
async function main(): Promise<number> {
  const options = { database: { type: 'string' }, heads: { type: 'string' } } as const
  const { values } = parseArgs({ options })
  const { CONSOLE_DATABASE, CONSOLE_JOURNAL_HEAD, CONSOLE_JOURNAL_KEY } = process.env
  const database = path.resolve(values.database || CONSOLE_DATABASE || '.data/console.db')
  const heads = path.resolve(values.heads || CONSOLE_JOURNAL_HEAD || `${database}.heads`)
  const port = await openInUse(values.database)
  try {
    const kept = await readHeads(heads, CONSOLE_JOURNAL_KEY || undefined)
    const walk = await walkJournal(port.db, { kept })
    for (const line of recordVerdict(walk)) console.log(line)
    for (const each of await readAcknowledgements(port.db)) console.log(acknowledgementText(each))
    console.log(keptVerdict(kept, !!CONSOLE_JOURNAL_KEY))
    return walk.breaches.length > 0 ? 1 : 0
  } finally {
    await port.db.destroy()
  }
}

function acknowledgementText(each: RecordedAcknowledgement | Breach): string {
  if (!('found' in each)) return `event ${each.position} acknowledges something that cannot be read`
  const { position, at, by, found, places, hash } = each
  return `event ${position}: ${by} acknowledged at ${at} ${counted(places, 'place')} from event ${found.position} on (${found.reason} Last hash then: ${hash})`
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
