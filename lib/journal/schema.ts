import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** What the journal tells of; each kind of stream has a schema of its own, and the journal knows none of them. */
export type StreamKind =
  | 'change'
  | 'bulk'
  | 'sign-in'
  | 'request'
  | 'protection'
  | 'sending'
  | 'setting'
  | 'mute'
  | 'event'

/** One kind of story that the journal keeps; whoever tells it hands this over. */
export interface EventStream<Event extends { type: string }> {
  kind: StreamKind
  /** Version of the events' bodies; raised when a body changes, so that old entries stay readable. */
  version: number
  /** The type of the event that begins a story, where a story has a beginning: it stands once, and first. */
  first?: Event['type']
  /** The types of events that end one: after each the head of the chain is kept outside the file. */
  endings: readonly Event['type'][]
  /** Reads an event back; throws where it is none. */
  parse: (value: unknown) => Event
  /** The story that this event's story takes up again. */
  follows?: (event: Event) => string | null
  /** The story of another kind that this event's story is a part of. */
  partOf?: (event: Event) => string | null
}

/** Who acted, as it stands in the journal: the name is for people, kind and id tell one from another. */
export interface RecordedActor {
  kind: string
  id: string
  name: string
}

/** Something that happened, in which story, when, by whom. */
export interface NewEvent<Event> {
  /** Of the story: the change, the session, the setting. */
  id: string
  actor: RecordedActor
  /** ISO 8601 in UTC. */
  at: string
  /** The request of the console that it was written for. */
  requestId?: string
  /** What it is about, as far as it is about something in AWS. */
  identity?: Partial<FunctionUrlIdentity>
  event: Event
}

/** An event as it stands in the journal. */
export interface JournalRecord<Event> extends NewEvent<Event> {
  /** 1, 2, 3 … within the story. */
  seq: number
}

/** A story of which an entry cannot be read: it was changed after it was written, or is of a newer version. */
export interface UnreadableStory {
  id: string
  /** Of the entry, in the whole journal. */
  position: number
  reason: string
}
