import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { CHANGE_STREAM, type JournalEvent } from '@/lib/changes/change-events'
import type { Transaction } from '@/lib/db/port'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { appendEvent } from '@/lib/journal/journal'
import type { JournalRecord, NewEvent, UnreadableStory } from '@/lib/journal/schema'
import {
  eventsOf,
  followerOf,
  listStories,
  type Story,
  type StreamQuery,
  unfinishedStories,
} from '@/lib/journal/stories'

/** An event of a change that is not written yet. */
export type NewChangeEvent = NewEvent<JournalEvent>

/** An event of a change as it stands in the journal. */
export type ChangeRecord = JournalRecord<JournalEvent>

/**
 * Appends an event of a change. Only the end of a call does not wait for the disk: the next event takes it along,
 * and after a power cut in between recovery finds it out again from AWS.
 * What goes with it (`also`) is done in the same transaction.
 * @throws {DuplicateChangeError} a second intent of one change.
 * @throws {FailureError} `record-unavailable` when it cannot be written, `record-tampered`.
 */
export const appendChangeEvent = (
  entry: NewChangeEvent,
  also?: (transaction: Transaction) => Promise<void>,
): Promise<void> =>
  appendEvent(CHANGE_STREAM, entry, entry.event.type === 'call-ended' ? 'process' : 'disk', also)

/** All events of one change in order; none when there are none that the permit is for. @throws {FailureError} */
export const eventsOfChange = (permit: Permit, changeId: string): Promise<ChangeRecord[]> =>
  eventsOf(permit, CHANGE_STREAM, changeId)

/** Changes with their events, the one begun last first. @throws {FailureError} */
export const listRecordedChanges = (
  permit: Permit,
  query: StreamQuery,
): Promise<(Story<JournalEvent> | UnreadableStory)[]> => listStories(permit, CHANGE_STREAM, query)

/** Changes of what the permit is for without an outcome, oldest first. @throws {FailureError} */
export async function unfinishedChanges(
  permit: Permit,
): Promise<{ changeId: string; identity: FunctionUrlIdentity }[]> {
  const stories = await unfinishedStories(permit, CHANGE_STREAM)
  // An intent always names a function URL.
  return stories.map(({ id, identity }) => ({ changeId: id, identity: identity as FunctionUrlIdentity }))
}

/** The latest change that finishes, undoes or recreates this one. @throws {FailureError} */
export const followerOfChange = (permit: Permit, changeId: string): Promise<string | undefined> =>
  followerOf(permit, CHANGE_STREAM, changeId)
