import 'server-only'
import { createHash } from 'node:crypto'
import type { JournalEventRow } from '@/lib/db/tables'
import { columnsOf, parseText } from '@/lib/journal/event-text'
import { counted } from '@/lib/text/counted'

/** What the first event names as the one before it. */
export const GENESIS_HASH = '0'.repeat(64)

export interface ChainHead {
  position: number
  hash: string
}

export const GENESIS: ChainHead = { position: 0, hash: GENESIS_HASH }

/** Where the journal stops being what was written, and a sentence that says why. */
export interface Breach {
  position: number
  reason: string
}

/**
 * SHA-256, in hex, over the hash of the event before and the text of this one, and nothing else: columns are an index
 * over the text, so that one more of them changes no hash.
 */
export function eventHash(previousHash: string, text: string): string {
  return createHash('sha256').update(previousHash).update('\n').update(text).digest('hex')
}

/** What is wrong with an event by itself: its text or its index is not what was written. */
export function ownProblem(row: JournalEventRow): string | undefined {
  if (row.hash !== eventHash(row.previous_hash, row.text))
    return `Event ${row.position} was changed after it was written.`
  const column = differingColumn(row)
  return column && `The index of event ${row.position} says something else than the event (${column}).`
}

function differingColumn(row: JournalEventRow): string | undefined {
  try {
    const columns = Object.entries(columnsOf(parseText(row.text)))
    return columns.find(([name, value]) => (row[name as keyof JournalEventRow] ?? null) !== value)?.[0]
  } catch {
    return 'text'
  }
}

/** What is wrong with the place of an event in the chain. */
export function linkProblem(before: ChainHead, row: JournalEventRow): Breach | undefined {
  const position = before.position + 1
  if (row.position !== position) return { position, reason: missing(position, row.position - 1) }
  if (row.previous_hash === before.hash) return undefined
  return { position, reason: `Event ${position} does not follow the event before it.` }
}

/** What is wrong at the end: the last event is not the one that the console noted as its last. */
export function endProblem(last: ChainHead, noted: ChainHead): Breach | undefined {
  if (noted.position > last.position) return cutOff(last.position, noted.position)
  if (noted.position < last.position)
    return {
      position: noted.position + 1,
      reason: 'There are events that the console did not write as its last.',
    }
  if (noted.hash === last.hash) return undefined
  return { position: last.position, reason: `Event ${last.position} is not the one that was written last.` }
}

/** A tail that is not there any more: how far it reached at least, and how that is known where the file does not say. */
export function cutOff(last: number, furthest: number, evidence?: string): Breach {
  const lost = furthest - last
  const count = `${evidence ? 'at least ' : ''}${counted(lost, 'event')}`
  const reason = `The end was cut off after event ${last}: ${count} missing, up to event ${furthest}.`
  return { position: last + 1, reason: evidence ? `${reason} ${evidence}` : reason }
}

const missing = (from: number, to: number) =>
  to > from ? `Events ${from} to ${to} are missing.` : `Event ${from} is missing.`
