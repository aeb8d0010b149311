import * as z from 'zod/mini'
import { FAILURE_CODES } from '@/lib/failures/result'
import type { EventStream } from '@/lib/journal/schema'
import { PROBE_METHODS } from '@/lib/probe/request'

/** What the journal keeps of a request that may have changed something: that it went out and how it ended, no values. */
const sendingEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sending'),
    method: z.enum(PROBE_METHODS),
    mode: z.enum(['unsigned', 'signed', 'browser']),
  }),
  z.object({
    type: z.literal('sending-ended'),
    /** What the function URL answered. */
    status: z.optional(z.int()),
    /** Why there was no answer. */
    failure: z.optional(z.enum(FAILURE_CODES)),
  }),
])

export type SendingEvent = z.infer<typeof sendingEventSchema>

/** A sending is a story of its own in the journal, beside those of changes. */
export const SENDING_STREAM: EventStream<SendingEvent> = {
  kind: 'sending',
  version: 1,
  first: 'sending',
  endings: ['sending-ended'],
  parse: (value) => sendingEventSchema.parse(value),
}
