import 'server-only'
import * as z from 'zod/mini'
import { type Entry, entriesAt } from '@/lib/activity/entries'
import { eventAt } from '@/lib/activity/event-entry'
import { countHeads, eventRow, gapsBetween, headsOf, missingTail } from '@/lib/activity/heads'
import {
  type ActivityFilter,
  activityFilterSchema,
  type BulkEntry,
  type ChangeEntry,
  type EventDetails,
  type EventEntry,
  type Gap,
  type UnreadableEntry,
} from '@/lib/activity/schema'
import { maySee } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { eventNotFound } from '@/lib/failures/not-found'

/** How many entries a page holds. */
const PAGE = 50
/** So many events are looked through at a time, and so often, before a search gives back what it has found so far. */
const LOOKED_THROUGH = 200
const ROUNDS = 20

const listSchema = z.object({
  /** Go on below this position. */
  before: z.optional(z.coerce.number().check(z.int(), z.positive())),
  ...activityFilterSchema.shape,
})

/**
 * Everything that the record tells, newest first: changes, bulk changes, and events about people and rules; of what is
 * looked for. Entries of all members together are one page, by position.
 */
export const listActivity = verb({
  name: 'listActivity',
  input: listSchema,
  operation: 'change:list',
  resource: () => ({}),
  work: async ({ permit, input: { before, ...filter } }) => {
    const { entries, next } = await readPage(permit, filter, before)
    const last = before === undefined ? Number.MAX_SAFE_INTEGER : before
    const [total, gaps, tail] = await Promise.all([
      before === undefined ? countHeads(permit, filter) : undefined,
      gapsBetween(permit, next ?? 0, last),
      before === undefined ? missingTail(permit) : [],
    ])
    return { ...sorted(permit, entries), gaps: [...tail, ...gaps] satisfies Gap[], total, next }
  },
  // The query has judged each by its columns; each kind is judged once more by its own right.
  rows: {
    changes: { operation: 'change:read', resource: () => ({}) },
    bulks: { operation: 'bulk:read', resource: () => ({}) },
    events: { operation: 'account:read', resource: ({ about }) => about },
    people: { operation: 'record:read-people', resource: () => ({}) },
    own: { operation: 'self:read', resource: () => ({}) },
    unreadable: { operation: 'record:read', resource: () => ({}) },
  },
})

function sorted(permit: Permit, entries: readonly Entry[]) {
  const seesPeople = maySee(permit, 'record:read-people', {})
  const [changes, bulks, events]: [ChangeEntry[], BulkEntry[], EventEntry[]] = [[], [], []]
  const [people, own, unreadable]: [EventEntry[], EventEntry[], UnreadableEntry[]] = [[], [], []]
  for (const entry of entries) {
    if ('change' in entry) changes.push(entry)
    else if ('bulk' in entry) bulks.push(entry)
    else if ('reason' in entry) unreadable.push(entry)
    else if (entry.about.account) events.push(entry)
    else if (seesPeople) people.push(entry)
    // The query has left out whoever is not named.
    else own.push(entry)
  }
  return {
    changes: new Unjudged(changes),
    bulks: new Unjudged(bulks),
    events: new Unjudged(events),
    people: new Unjudged(people),
    own: new Unjudged(own),
    unreadable: new Unjudged(unreadable),
  }
}

interface Page {
  entries: Entry[]
  /** Where it goes on; absent at the beginning of the record. */
  next?: number
}

/** The entries that are looked for, newest first; `next` is the last position that was looked at. */
async function readPage(permit: Permit, filter: ActivityFilter, before?: number): Promise<Page> {
  const isSearch = Boolean(filter.search || filter.who)
  const limit = isSearch ? LOOKED_THROUGH : PAGE + 1
  const entries: Entry[] = []
  let next = before
  for (let round = 0; round < ROUNDS; round++) {
    const heads = await headsOf(permit, { filter, before: next, limit })
    const found = await entriesAt(permit, heads, filter)
    entries.push(...found)
    if (entries.length > PAGE) return { entries: entries.slice(0, PAGE), next: entries[PAGE - 1]?.position }
    next = heads.at(-1)?.position
    if (heads.length < limit) return { entries }
  }
  return { entries, next }
}

/** One event with its place in the chain. @throws FailureError `not-found` */
export const getEvent = verb({
  name: 'getEvent',
  input: z.object({ position: z.coerce.number().check(z.int(), z.positive()) }),
  operation: 'change:list',
  resource: () => ({}),
  work: async ({ permit, input }): Promise<EventDetails> => {
    const row = await eventRow(permit, input.position)
    if (!row) throw eventNotFound()
    const { stream_kind: kind, stream_id: id } = row
    return {
      entry: eventAt(row),
      requestId: row.request_id ?? undefined,
      hash: row.hash,
      previousHash: row.previous_hash,
      text: row.text,
      ...((kind === 'change' || kind === 'bulk') && { story: { kind, id } }),
    }
  },
})
