import * as z from 'zod/mini'
import type { AccessEffect } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import type { EventStream } from '@/lib/journal/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** A value whose inner shape was checked when it was written and is guarded by the hash chain since. */
const written = <T>() => z.custom<T>((value) => value !== null && typeof value === 'object')

/** Of which request: what Activity says of its steps. */
const named = { request: z.string(), title: z.string() }

/** What was asked for and what its sender saw of it. */
const seen = {
  ...named,
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

/** Each kind is one of `lib/record/event-kinds.ts` too, by which it is said on Activity. */
const requestEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request-sent'), ...seen }),
  z.object({ type: z.literal('request-revised'), ...seen }),
  z.object({ type: z.literal('request-asked-back'), ...named, comment: z.string() }),
  /** Written together with the intent of the change. */
  z.object({
    type: z.literal('request-approved'),
    ...named,
    change: z.string(),
    planHash: z.string(),
    requester: z.object({ id: z.string(), name: z.string() }),
  }),
  z.object({ type: z.literal('request-declined'), ...named, comment: z.string() }),
  z.object({ type: z.literal('request-withdrawn'), ...named }),
  /** By the console: what it is about is gone, or is so already. */
  z.object({ type: z.literal('request-ended'), ...named, reason: z.string() }),
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
