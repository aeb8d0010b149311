import type { JournalEventRow } from '@/lib/db/tables'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { EventStream, NewEvent, RecordedActor, StreamKind } from '@/lib/journal/schema'
import { canonicalJson } from '@/lib/text/canonical-json'

/** An event with everything that is known of it: what its text says, and the hash covers. */
export interface StoredEvent {
  stream: StreamKind
  id: string
  seq: number
  at: string
  actor: RecordedActor
  requestId?: string
  identity?: Partial<FunctionUrlIdentity>
  /** The story of the same kind that this one takes up again. */
  follows?: string
  /** The story of another kind that this one is a part of. */
  partOf?: string
  /** Of the body. */
  version: number
  event: { type: string }
}

/** The columns by which events are found. They say what the text says; a later one is `null` for earlier events. */
export type IndexColumns = Omit<JournalEventRow, 'position' | 'text' | 'previous_hash' | 'hash'>

/** The event as the journal keeps it. */
export function storedEvent<Event extends { type: string }>(
  stream: EventStream<Event>,
  { id, at, actor, requestId, identity, event }: NewEvent<Event>,
  seq: number,
): StoredEvent {
  const follows = stream.follows?.(event) ?? undefined
  const partOf = stream.partOf?.(event) ?? undefined
  return {
    stream: stream.kind,
    id,
    seq,
    at,
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    requestId,
    identity,
    follows,
    partOf,
    version: stream.version,
    event: stream.parse(event),
  }
}

export const storedText = (event: StoredEvent): string => canonicalJson(event)

/** What was written by `storedText`. @throws {SyntaxError} where a text is none. */
export const parseText = (text: string): StoredEvent => JSON.parse(text) as StoredEvent

export function columnsOf({ stream, id, seq, at, actor, ...rest }: StoredEvent): IndexColumns {
  const { requestId, identity, follows, partOf, event } = rest
  return {
    stream_kind: stream,
    stream_id: id,
    seq,
    at,
    type: event.type,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_kind: actor.kind,
    request_id: requestId ?? null,
    account: identity?.account ?? null,
    region: identity?.region ?? null,
    function_name: identity?.functionName ?? null,
    qualifier: identity?.qualifier ?? null,
    follows_id: follows ?? null,
    part_of: partOf ?? null,
  }
}
