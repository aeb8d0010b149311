import * as z from 'zod/mini'
import { ACTIVITY_OUTCOMES, ACTIVITY_TOPICS } from '@/lib/activity/filter-words'
import type { BulkLine } from '@/lib/bulk/schema'
import type { ChangeProgress, UnreadableChange } from '@/lib/changes/change'
import { CHANGE_PERIODS } from '@/lib/changes/filter-words'
import {
  accountSchema,
  type FunctionUrlIdentity,
  functionNameSchema,
  qualifierSchema,
  regionSchema,
} from '@/lib/identity/schema'
import type { EventGroup } from '@/lib/record/event-groups'

const text = z.optional(z.string().check(z.maxLength(200, 'Search for at most 200 characters.')))
const day = z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written 2026-11-28.')))

/** What of the record is looked for. */
export const activityFilterSchema = z.object({
  account: z.optional(accountSchema),
  region: z.optional(regionSchema),
  functionName: z.optional(functionNameSchema),
  qualifier: z.optional(qualifierSchema),
  /** Part of a function URL's name, of a change's title or of what an event says. */
  search: text,
  /** Part of the name of whoever did it, or of whom it was done to. */
  who: text,
  what: z.optional(z.enum(ACTIVITY_TOPICS)),
  outcome: z.optional(z.enum(ACTIVITY_OUTCOMES)),
  period: z.optional(z.enum(CHANGE_PERIODS)),
  /** The first and the last day, both included, in UTC. */
  since: day,
  until: day,
})

export type ActivityFilter = z.infer<typeof activityFilterSchema>

/** Something of the journal, where it stands: for a story where it begins. */
interface Placed {
  position: number
}

export interface ChangeEntry extends Placed {
  change: ChangeProgress | UnreadableChange
}

export interface BulkEntry extends Placed {
  bulk: BulkLine
}

/** An event about people and rules, or one of another kind that is told in a sentence. */
export interface EventEntry extends Placed {
  /** ISO 8601 in UTC. */
  at: string
  by: string
  kind: string
  /** One sentence without its full stop. */
  says: string
  group: EventGroup | 'change' | 'bulk' | 'sending'
  /** Somebody was refused something, or something is wrong. */
  isWarning: boolean
  about: Partial<FunctionUrlIdentity>
}

/** An event that cannot be read: it is not what was written, or says nothing that this console knows. */
export interface UnreadableEntry extends Placed {
  reason: string
}

/** Entries of all members together are a page, by position; those of people are of the right to see them, or one's own. */
export interface ActivityPage {
  changes: ChangeEntry[]
  bulks: BulkEntry[]
  events: EventEntry[]
  people: EventEntry[]
  own: EventEntry[]
  unreadable: UnreadableEntry[]
  /** On the way from this page to the next. */
  gaps: Gap[]
  /** Of the first page, where it can be told. */
  total?: number
  /** Where it goes on: the `before` of the next page. */
  next?: number
}

export type ActivityEntry = ChangeEntry | BulkEntry | EventEntry | UnreadableEntry

/** Events that are missing in the chain, the first and the last. */
export interface Gap {
  from: number
  to: number
}

/** One event with its place in the chain. */
export interface EventDetails {
  entry: EventEntry | UnreadableEntry
  requestId?: string
  hash: string
  previousHash: string
  /** What the hash covers. */
  text: string
  /** The change or bulk change that it is a part of. */
  story?: { kind: 'change' | 'bulk'; id: string }
}
