import 'server-only'
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { JournalEventRow, Tables } from '@/lib/db/tables'
import { isAcknowledgement } from '@/lib/journal/acknowledgement'
import {
  type Breach,
  type ChainHead,
  cutOff,
  endProblem,
  GENESIS,
  GENESIS_HASH,
  linkProblem,
  ownProblem,
} from '@/lib/journal/chain'
import { parseText } from '@/lib/journal/event-text'
import type { KeptHeads } from '@/lib/journal/kept-heads'

/** What a walk along the whole chain found. */
export interface Walk {
  events: number
  /** The last event found. */
  head: ChainHead
  /** SHA-256 over everything found, also over what is wrong with it: two journals with one digest are the same. */
  digest: string
  /** Nobody has acknowledged these; in order. */
  breaches: Breach[]
  /** How many acknowledgements stand in the chain. */
  acknowledged: number
  /** The hash at the position that was asked for. */
  hashAt?: string
}

interface WalkOptions {
  /** Heads that were kept outside the file: no acknowledgement inside it excuses one of them. */
  kept?: KeptHeads
  /** A position whose hash is wanted. */
  hashAt?: number
}

const PAGE = 500

/** Walks the whole journal, a page at a time, from its first event to the last one that stands there when it begins. */
export async function walkJournal(db: Kysely<Tables>, options: WalkOptions = {}): Promise<Walk> {
  const { last, noted } = await endOf(db)
  const walk: Walk = { events: 0, head: GENESIS, digest: GENESIS_HASH, breaches: [], acknowledged: 0 }
  const outside: Breach[] = []
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await pageAfter(db, after, last)
    for (const row of rows) {
      visit(walk, row)
      if (row.position === options.hashAt) walk.hashAt = row.hash
      const keptHash = options.kept?.hashes.get(row.position)
      if (keptHash !== undefined && keptHash !== row.hash) outside.push(notTheKept(row.position))
    }
    const next = rows.at(-1)?.position
    if (next === undefined) break
    after = next
  }
  const end = endProblem(walk.head, noted)
  if (end) walk.breaches.push(end)
  walk.breaches.push(...outside, ...missingKept(walk.head, noted, options.kept))
  walk.breaches.sort((a, b) => a.position - b.position)
  return walk
}

function visit(walk: Walk, row: JournalEventRow): void {
  const link = linkProblem(walk.head, row)
  if (link) walk.breaches.push(link)
  const problem = ownProblem(row)
  if (problem) walk.breaches.push({ position: row.position, reason: problem })
  else if (acknowledges(row, walk.digest)) {
    walk.breaches = []
    walk.acknowledged++
  }
  const { position, previous_hash, hash, text } = row
  walk.digest = createHash('sha256')
    .update(JSON.stringify([walk.digest, position, previous_hash, hash, text, problem ?? '']))
    .digest('hex')
  walk.head = { position, hash }
  walk.events++
}

/** Whether somebody acknowledged exactly what was found before this event. */
function acknowledges(row: JournalEventRow, found: string): boolean {
  if (row.stream_kind !== 'setting') return false
  const { event } = parseText(row.text)
  return isAcknowledgement(event) && event.digest === found
}

/** In one statement, so that a writer at the same time comes before both or after both. */
async function endOf(db: Kysely<Tables>): Promise<{ last: number; noted: ChainHead }> {
  const { last, position, hash } = await db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('journal_events')
        .select(({ fn }) => fn.max('position').as('last'))
        .as('last'),
      selectFrom('journal_head').select('position').limit(1).as('position'),
      selectFrom('journal_head').select('hash').limit(1).as('hash'),
    ])
    .executeTakeFirstOrThrow()
  const noted = position === null || hash === null ? GENESIS : { position: Number(position), hash }
  return { last: Number(last ?? 0), noted }
}

const pageAfter = (db: Kysely<Tables>, after: number, last: number): Promise<JournalEventRow[]> =>
  db
    .selectFrom('journal_events')
    .selectAll()
    .where('position', '>', after)
    .where('position', '<=', last)
    .orderBy('position')
    .limit(PAGE)
    .execute()

const notTheKept = (position: number): Breach => ({
  position,
  reason: `Event ${position} is not the one whose hash was kept outside the file.`,
})

function missingKept({ position }: ChainHead, noted: ChainHead, kept?: KeptHeads): Breach[] {
  const furthest = Math.max(0, ...(kept?.hashes.keys() ?? []))
  const lost: Breach[] = kept?.problem ? [{ position: position + 1, reason: kept.problem }] : []
  // What the file itself notes as its last event is said already.
  if (furthest <= Math.max(position, noted.position)) return lost
  return [...lost, cutOff(position, furthest, `The hash of event ${furthest} was kept outside the file.`)]
}

/**
 * Whether the journal still goes on from a head that was checked before: that event is unchanged, those after it
 * follow, and the last is the one that the console noted. The new head, or what is wrong.
 */
export async function followTail(db: Kysely<Tables>, checked: ChainHead): Promise<ChainHead | Breach> {
  const { last, noted } = await endOf(db)
  const [first, ...rows] = await db
    .selectFrom('journal_events')
    .selectAll()
    .where('position', '>=', checked.position)
    .where('position', '<=', last)
    .orderBy('position')
    .execute()
    .then((found) => (checked.position === 0 ? [undefined, ...found] : found))
  const changed = checked.position > 0 && checkedProblem(checked, first)
  if (changed) return { position: Math.min(checked.position, last + 1), reason: changed }
  let head = checked
  for (const row of rows) {
    if (!row) continue
    const link = linkProblem(head, row)
    if (link) return link
    const reason = ownProblem(row)
    if (reason) return { position: row.position, reason }
    head = { position: row.position, hash: row.hash }
  }
  return endProblem(head, noted) ?? head
}

function checkedProblem(checked: ChainHead, row: JournalEventRow | undefined): string | undefined {
  if (row?.position !== checked.position)
    return `Event ${checked.position}, which this process has seen, is missing.`
  if (row.hash !== checked.hash) return `Event ${checked.position} is another one than this process has seen.`
  return ownProblem(row)
}
