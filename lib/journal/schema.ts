import type { JournalEvent } from '@/lib/changes/change-events'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Something that happened, of which change, when, by whom. */
export interface NewEvent {
  changeId: string
  /** The name of who acts. */
  actor: string
  /** ISO 8601 in UTC. */
  at: string
  identity: FunctionUrlIdentity
  event: JournalEvent
}

/** An event as it stands in the journal. */
export interface JournalRecord extends NewEvent {
  /** 1, 2, 3 … within the change. */
  seq: number
}
