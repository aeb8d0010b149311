import * as z from 'zod/mini'
import type { Outcome, UndoOutlook } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import type { Failure } from '@/lib/failures/result'
import type { EventStream } from '@/lib/journal/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const callStatus = z.enum(['done', 'failed', 'unknown', 'skipped', 'waiting', 'running'])

const step = z.int().check(z.nonnegative())

/** A value whose inner shape was checked when it was written and is guarded by the hash chain since. */
const written = <T>() => z.custom<T>((value) => value !== null && typeof value === 'object')

const journalEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('intent'),
    title: z.string(),
    request: written<ChangeRequest>(),
    before: written<QualifierState>(),
    after: written<QualifierState>(),
    calls: z.array(written<Call>()),
    planHash: z.string(),
    undo: written<UndoOutlook>(),
    /** The bulk change that this is one item of. */
    bulk: z.optional(z.string()),
    /** The request that somebody sent and that who acts here approved. */
    asked: z.optional(
      z.object({
        requestId: z.string(),
        by: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
      }),
    ),
  }),
  z.object({
    type: z.literal('call-begun'),
    step,
    attempt: z.int().check(z.positive()),
    /** The parameters as sent: a RevisionId that the plan left open is filled in. */
    input: z.unknown(),
  }),
  z.object({
    type: z.literal('call-ended'),
    step,
    status: z.enum(['done', 'failed', 'unknown']),
    requestId: z.optional(z.string()),
    attempts: z.int().check(z.nonnegative()),
    /** How an unclear outcome was settled, in one sentence. */
    note: z.optional(z.string()),
    failure: z.optional(written<Failure>()),
  }),
  z.object({ type: z.literal('outcome'), outcome: written<Outcome>() }),
  z.object({
    type: z.literal('recovery'),
    calls: z.array(z.object({ step, status: callStatus, note: z.optional(z.string()) })),
    outcome: written<Outcome>(),
  }),
])

export type JournalEvent = z.infer<typeof journalEventSchema>

/** Changes, as the journal keeps them. */
export const CHANGE_STREAM: EventStream<JournalEvent> = {
  kind: 'change',
  version: 1,
  first: 'intent',
  endings: ['outcome', 'recovery'],
  parse: (value) => journalEventSchema.parse(value),
  follows: (event) => (event.type === 'intent' ? followedBy(event.request) : null),
  partOf: (event) => (event.type === 'intent' ? (event.bulk ?? null) : null),
}

function followedBy(request: ChangeRequest): string | null {
  if (request.kind === 'finish' || request.kind === 'undo') return request.changeId
  return request.kind === 'create' ? (request.recreates ?? null) : null
}
