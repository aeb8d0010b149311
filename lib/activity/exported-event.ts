import 'server-only'
import { eventAt } from '@/lib/activity/event-entry'
import type { JournalEventRow } from '@/lib/db/tables'
import { csvLine } from '@/lib/text/csv'
import { visibleText } from '@/lib/text/visible-text'

/** An event in an export: its place in the chain, what the hash covers, and for people who, when and what. */
export interface ExportedEvent {
  position: number
  at: string
  who: string
  kind: string
  says: string
  account: string | null
  region: string | null
  functionName: string | null
  qualifier: string | null
  requestId: string | null
  previousHash: string
  /** SHA-256, in hex, over the hash before, a line feed and the text. */
  hash: string
  text: string
}

export function exportedEvent(row: JournalEventRow): ExportedEvent {
  const entry = eventAt(row)
  return {
    position: row.position,
    at: row.at,
    who: row.actor_name,
    kind: row.type,
    says: 'reason' in entry ? `This event cannot be read. ${entry.reason}` : entry.says,
    account: row.account,
    region: row.region,
    functionName: row.function_name,
    qualifier: row.qualifier,
    requestId: row.request_id,
    previousHash: row.previous_hash,
    hash: row.hash,
    text: row.text,
  }
}

const COLUMNS: [string, (event: ExportedEvent) => string | number | null][] = [
  ['Position', ({ position }) => position],
  ['Time (UTC)', ({ at }) => at],
  ['Who', ({ who }) => who],
  ['Kind', ({ kind }) => kind],
  ['What', ({ says }) => says],
  ['Account', ({ account }) => account],
  ['Region', ({ region }) => region],
  ['Function', ({ functionName }) => functionName],
  ['Qualifier', ({ qualifier }) => qualifier],
  ['Request id', ({ requestId }) => requestId],
  ['Hash', ({ hash }) => hash],
  ['Hash before', ({ previousHash }) => previousHash],
]

export const csvHead = (): string => csvLine(COLUMNS.map(([head]) => head))

/** Characters that nobody sees are written as their codes, so that no line of the file looks like another one. */
export const csvOf = (event: ExportedEvent): string =>
  csvLine(
    COLUMNS.map(([, of]) => of(event) ?? '').map((cell) =>
      typeof cell === 'string' ? visibleText(cell) : cell,
    ),
  )
