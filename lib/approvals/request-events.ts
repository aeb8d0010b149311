import * as z from 'zod/mini'
import type { AccessEffect } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import type { EventStream } from '@/lib/journal/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** A value whose inner shape was checked when it was written and is guarded by the hash chain since. */
const written = <T>() => z.custom<T>((value) => value !== null && typeof value === 'object')

/** What was asked for and what its sender saw of it. */
const seen = {
  plan: z.object({
    title: z.string(),
    request: written<ChangeRequest>(),
    before: written<QualifierState>(),
    after: written<QualifierState>(),
    calls: z.array(written<Call>()),
    effect: written<AccessEffect>(),
    planHash: z.string(),
    readAt: z.string(),
  }),
  comment: z.string(),
}

const requestEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request-sent'), ...seen }),
  z.object({ type: z.literal('request-revised'), ...seen }),
  z.object({ type: z.literal('request-asked-back'), comment: z.string() }),
  /** Written together with the intent of the change. */
  z.object({ type: z.literal('request-approved'), changeId: z.string(), planHash: z.string() }),
  z.object({ type: z.literal('request-declined'), comment: z.string() }),
  z.object({ type: z.literal('request-withdrawn') }),
  /** By the console: what it is about is gone, or is so already. */
  z.object({ type: z.literal('request-ended'), reason: z.string() }),
])

export type RequestEvent = z.infer<typeof requestEventSchema>

/** Requests for changes, as the journal keeps them. */
export const REQUEST_STREAM: EventStream<RequestEvent> = {
  kind: 'request',
  version: 1,
  first: 'request-sent',
  endings: ['request-approved', 'request-declined', 'request-withdrawn', 'request-ended'],
  parse: (value) => requestEventSchema.parse(value),
}
