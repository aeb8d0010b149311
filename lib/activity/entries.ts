import 'server-only'
import { eventAt } from '@/lib/activity/event-entry'
import type {
  ActivityFilter,
  BulkEntry,
  ChangeEntry,
  EventEntry,
  UnreadableEntry,
} from '@/lib/activity/schema'
import type { Permit } from '@/lib/auth/permit'
import { listBulks } from '@/lib/bulk/read'
import { CHANGE_STREAM } from '@/lib/changes/change-events'
import { isLookedFor } from '@/lib/changes/changes-filter'
import { CHANGE_OUTCOMES, CHANGE_TOPICS } from '@/lib/changes/filter-words'
import { listedChange } from '@/lib/changes/read'
import type { JournalEventRow } from '@/lib/db/tables'
import { parseText } from '@/lib/journal/event-text'
import { storiesOf } from '@/lib/journal/stories'

export type Entry = ChangeEntry | BulkEntry | EventEntry | UnreadableEntry

/** The entries that begin at these events, in their order; of what is looked for. */
export async function entriesAt(
  permit: Permit,
  heads: readonly JournalEventRow[],
  filter: ActivityFilter,
): Promise<Entry[]> {
  const [changes, bulks] = await Promise.all([changesAt(permit, heads), bulksAt(permit, heads)])
  return heads.flatMap((head) => {
    const entry = entryAt(head, changes, bulks)
    return entry && isWanted(entry, head, filter) ? [entry] : []
  })
}

const idsOf = (heads: readonly JournalEventRow[], kind: string) =>
  heads.flatMap(({ stream_kind, stream_id }) => (stream_kind === kind ? [stream_id] : []))

type Changes = ReadonlyMap<string, ChangeEntry['change']>
type Bulks = ReadonlyMap<string, BulkEntry['bulk']>

async function changesAt(permit: Permit, heads: readonly JournalEventRow[]): Promise<Changes> {
  const stories = await storiesOf(permit, CHANGE_STREAM, idsOf(heads, 'change'))
  return new Map(stories.map((story) => [story.id, listedChange(story)]))
}

async function bulksAt(permit: Permit, heads: readonly JournalEventRow[]): Promise<Bulks> {
  const ids = idsOf(heads, 'bulk')
  if (ids.length === 0) return new Map()
  const { bulks } = await listBulks.within(permit, { ids })
  return new Map(bulks.map((bulk) => [bulk.bulkId, bulk]))
}

function entryAt(head: JournalEventRow, changes: Changes, bulks: Bulks): Entry | undefined {
  const { position, stream_kind, stream_id } = head
  const change = stream_kind === 'change' ? changes.get(stream_id) : undefined
  if (change) return { position, change }
  const bulk = stream_kind === 'bulk' ? bulks.get(stream_id) : undefined
  return bulk ? { position, bulk } : eventAt(head)
}

/** What the database could not tell. */
function isWanted(entry: Entry, { text }: JournalEventRow, filter: ActivityFilter): boolean {
  const { search, who, what, outcome } = filter
  // What cannot be read is shown as long as nothing is looked for in it.
  if ('reason' in entry) return !search && !who
  if ('bulk' in entry) return includes(entry.bulk.title, search) && includes(entry.bulk.actor.name, who)
  if ('says' in entry)
    return (
      includes(`${entry.says} ${nameOf(entry.about)}`, search) &&
      (includes(entry.by, who) || isTold(text, who))
    )
  if ('reason' in entry.change) return !search && !who && !what && !outcome
  const { change } = entry
  return (
    isLookedFor(change, {
      who,
      what: within(CHANGE_TOPICS, what),
      outcome: within(CHANGE_OUTCOMES, outcome),
    }) && includes(`${change.title} ${nameOf(change.request.identity)}`, search)
  )
}

const within = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
  words.find((each) => each === word)

const nameOf = ({ functionName = '', qualifier = '' }: EventEntry['about']) => `${functionName}:${qualifier}`

const includes = (whole: string, part = '') => whole.toLowerCase().includes(part.trim().toLowerCase())

/** Whether an event names somebody like this: as a person, a holder or a token, or by the name that was typed. */
function isTold(text: string, who = ''): boolean {
  const { event } = parseText(text)
  return Object.entries(event as Record<string, unknown>).some(
    ([member, value]) =>
      (member === 'name' && includes(String(value), who)) ||
      (typeof value === 'object' && value !== null && 'name' in value && includes(String(value.name), who)),
  )
}
