import * as z from 'zod/mini'
import type { EventStream } from '@/lib/journal/schema'

const count = z.int().check(z.nonnegative())

const bulkEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('bulk-accepted'),
    title: z.string(),
    /** What is done, and to which selection. */
    action: z.unknown(),
    selection: z.string(),
    items: count,
    /** SHA-256 over the plans of its items, which were confirmed together. */
    reviewHash: z.string(),
    /** What was typed. */
    confirmation: z.nullable(z.string()),
    /** The bulk change that it takes back, or whose rest it takes up. */
    follows: z.nullable(z.string()),
  }),
  z.object({ type: z.literal('bulk-stopped') }),
  z.object({ type: z.literal('bulk-resumed') }),
  z.object({ type: z.literal('bulk-retried'), items: count }),
  z.object({ type: z.literal('bulk-ended'), counts: z.record(z.string(), count) }),
])

export type BulkEvent = z.infer<typeof bulkEventSchema>

/** Bulk changes, as the journal keeps them; each item is a change, whose intent names the bulk change. */
export const BULK_STREAM: EventStream<BulkEvent> = {
  kind: 'bulk',
  version: 1,
  first: 'bulk-accepted',
  endings: ['bulk-ended'],
  parse: (value) => bulkEventSchema.parse(value),
  follows: (event) => (event.type === 'bulk-accepted' ? event.follows : null),
}
