import 'server-only'
import * as z from 'zod/mini'
import { entriesAt } from '@/lib/activity/entries'
import { csvHead, csvOf, exportedEvent } from '@/lib/activity/exported-event'
import { eventsAfter, headsOf, lastEvent } from '@/lib/activity/heads'
import { type ActivityFilter, activityFilterSchema } from '@/lib/activity/schema'
import { maySee } from '@/lib/auth/judge'
import { bondOf, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { JournalEventRow } from '@/lib/db/tables'
import type { Download } from '@/lib/doorways/download'
import { type SignedHead, signedHead } from '@/lib/journal/kept-heads'

/** The first line of an export as JSON lines: what it is of, and the head of the chain when it was made. */
export interface ExportAbout {
  export: 'record'
  exportedAt: string
  by: string
  filter: ActivityFilter
  /** Nothing was looked for, and nothing held back: every event of the chain up to the head is in it. */
  isWhole: boolean
  head: SignedHead
}

/**
 * Every event of what is looked for as a file, the first one first, each with its place in the chain and its hash, so
 * that it can be checked (`npm run verify-journal -- --export`). Of a change these are all its events.
 */
export const exportActivity = verb({
  name: 'exportActivity',
  input: z.object({ format: z.enum(['csv', 'jsonl']), ...activityFilterSchema.shape }),
  operation: 'change:list',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input: { format, ...filter } }): Promise<Download> => {
    const about = await aboutOf(permit, filter)
    const events = eventsOf(permit, about)
    return {
      fileName: `record-${about.exportedAt.slice(0, 10)}-to-event-${about.head.position}.${format}`,
      mediaType:
        format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8',
      parts: format === 'csv' ? csvParts(events) : jsonParts(about, events),
    }
  },
})

async function aboutOf(permit: Permit, filter: ActivityFilter): Promise<ExportAbout> {
  const exportedAt = permit.context.now().toISOString()
  const seesAll = bondOf(permit).scope === 'everything' && maySee(permit, 'record:read-people', {})
  return {
    export: 'record',
    exportedAt,
    by: permit.actor.name,
    filter,
    isWhole: seesAll && isOpen(filter),
    head: signedHead(await lastEvent(permit), exportedAt),
  }
}

const isOpen = (filter: ActivityFilter) => Object.values(filter).every((value) => !value)

/** A page at a time, up to the head that the file names. */
async function* eventsOf(permit: Permit, { filter, head }: ExportAbout): AsyncGenerator<JournalEventRow[]> {
  const isWanted = isOpen(filter) ? () => true : await wantedBy(permit, filter)
  for (let after = 0; ; ) {
    const rows = await eventsAfter(permit, after, head.position)
    const last = rows.at(-1)
    if (!last) return
    yield rows.filter(isWanted)
    after = last.position
  }
}

const AT_ONCE = 200

/** Which events are of an entry that is looked for: all of a story, others by themselves. */
async function wantedBy(permit: Permit, filter: ActivityFilter): Promise<(row: JournalEventRow) => boolean> {
  const wanted = new Set<string>()
  for (let before: number | undefined; ; ) {
    const heads = await headsOf(permit, { filter, before, limit: AT_ONCE })
    const found = new Set((await entriesAt(permit, heads, filter)).map(({ position }) => position))
    for (const head of heads) if (found.has(head.position)) wanted.add(storyKey(head))
    before = heads.at(-1)?.position
    if (heads.length < AT_ONCE) break
  }
  return (row) => wanted.has(storyKey(row))
}

const STORIES = ['change', 'bulk', 'sending']

const storyKey = ({ stream_kind, stream_id, position }: JournalEventRow): string =>
  STORIES.includes(stream_kind) ? `${stream_kind} ${stream_id}` : String(position)

async function* csvParts(pages: AsyncIterable<JournalEventRow[]>): AsyncGenerator<string> {
  yield csvHead()
  for await (const rows of pages) yield rows.map((row) => csvOf(exportedEvent(row))).join('')
}

async function* jsonParts(
  about: ExportAbout,
  pages: AsyncIterable<JournalEventRow[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(about)}\n`
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(exportedEvent(row))}\n`).join('')
}

/**
 * The head of the chain as a small file, for whoever keeps it where nobody of this console can write: what is cut off
 * later shows (`npm run verify-journal -- --head`).
 */
export const exportHead = verb({
  name: 'exportHead',
  input: z.object({}),
  operation: 'change:list',
  resource: () => ({}),
  sight: 'everybody',
  work: async ({ permit }): Promise<Download> => {
    const head = signedHead(await lastEvent(permit), permit.context.now().toISOString())
    return {
      fileName: `record-head-${head.position}.json`,
      mediaType: 'application/json; charset=utf-8',
      parts: onePart(`${JSON.stringify(head)}\n`),
    }
  },
})

async function* onePart(text: string): AsyncGenerator<string> {
  yield text
}
