import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** One kind of story that the journal keeps; whoever tells it hands this over, so that the journal knows none of them. */
export interface EventStream<Event extends { type: string }> {
  /** Version of the events' bodies; raised when a body changes, so that old entries stay readable. */
  version: number
  /** The type of the event that begins a story; it stands once, and first. */
  first: Event['type']
  /** The types of events that end one. */
  endings: readonly Event['type'][]
  /** Reads an event back; throws where it is none. */
  parse: (value: unknown) => Event
  /** The story that this event's story takes up again. */
  follows: (event: Event) => string | null
}

/** Something that happened, of which change, when, by whom. */
export interface NewEvent<Event> {
  changeId: string
  /** The name of who acts. */
  actor: string
  /** ISO 8601 in UTC. */
  at: string
  identity: FunctionUrlIdentity
  event: Event
}

/** An event as it stands in the journal. */
export interface JournalRecord<Event> extends NewEvent<Event> {
  /** 1, 2, 3 … within the change. */
  seq: number
}
