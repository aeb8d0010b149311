import 'server-only'
import { createHash } from 'node:crypto'
import type { JournalEventRow } from '@/lib/db/schema'
import { canonicalJson } from '@/lib/text/canonical-json'

/** What the first event names as the one before it. */
export const GENESIS_HASH = '0'.repeat(64)

/** SHA-256, in hex, over every column of an event, the hash of the event before it included. */
export function eventHash(row: Omit<JournalEventRow, 'hash'>): string {
  const { hash: _, ...covered } = row as JournalEventRow
  return createHash('sha256').update(canonicalJson(covered)).digest('hex')
}

export interface ChainHead {
  position: number
  hash: string
}

/** The first thing wrong with the events that follow `before`, or the head after them. */
export function followChain(
  before: ChainHead,
  rows: readonly JournalEventRow[],
): { ok: true; head: ChainHead } | { ok: false; position: number; reason: string } {
  let head = before
  for (const row of rows) {
    const position = head.position + 1
    const wrong = (reason: string) => ({ ok: false as const, position, reason })
    if (row.position !== position) return wrong(`Event ${position} is missing.`)
    if (row.previous_hash !== head.hash)
      return wrong(`Event ${position} does not follow the event before it.`)
    if (row.hash !== eventHash(row)) return wrong(`Event ${position} was changed after it was written.`)
    head = { position, hash: row.hash }
  }
  return { ok: true, head }
}
