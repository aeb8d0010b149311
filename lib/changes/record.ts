import 'server-only'
import type { Actor } from '@/lib/auth/context'
import type { JournalEvent } from '@/lib/changes/change-events'
import { appendChangeEvent, type NewChangeEvent } from '@/lib/changes/change-journal'
import { tokensIn, withoutTokens } from '@/lib/changes/without-tokens'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'

/** Whose record an event belongs to. */
export interface RecordOf {
  changeId: string
  actor: Actor
  identity: FunctionUrlIdentity
  /** The request of the console that it is done for. */
  requestId?: string
  /** Event source tokens of the change: no event of it may repeat one. */
  tokens?: readonly string[]
}

interface Pending {
  /** Events that happened and are not written yet, oldest first. */
  events: NewChangeEvent[]
  /** The one writer at work: two would write the first event twice and drop the second. */
  writing?: Promise<void>
  /** The last attempt to write failed. */
  isStuck: boolean
}

/**
 * What could not be written is kept in memory, shown with its change, written as soon as the database takes it,
 * and until then no further change is accepted.
 */
const pending = singleton<Pending>('pending-records', () => ({ events: [], isStuck: false }))

/** Writes an event that must stand in the journal before anything else happens. */
export async function recordBefore(of: RecordOf, event: JournalEvent): Promise<void> {
  await completeRecords()
  await appendChangeEvent(entryOf(of, event))
}

/** Writes an event of something that has happened already; it is never lost, only late. */
export async function recordAfter(of: RecordOf, event: JournalEvent): Promise<void> {
  pending.events.push(entryOf(of, event))
  try {
    await completeRecords()
  } catch {
    logLine({ level: 'error', event: 'journal.incomplete', changeId: of.changeId })
  }
}

/** Writes what could not be written before, in order. @throws FailureError `record-unavailable` while it cannot. */
export async function completeRecords(): Promise<void> {
  if (pending.events.length === 0) return
  pending.writing ??= writeInOrder()
  await pending.writing
}

async function writeInOrder(): Promise<void> {
  try {
    for (let next = pending.events[0]; next; next = pending.events[0]) {
      await appendChangeEvent(next)
      pending.events.shift()
    }
    pending.isStuck = false
  } catch (error) {
    pending.isStuck = true
    throw error
  } finally {
    pending.writing = undefined
  }
}

const entryOf = (
  { changeId, actor, identity, requestId, tokens }: RecordOf,
  event: JournalEvent,
): NewChangeEvent => ({
  id: changeId,
  identity,
  requestId,
  event: withoutTokens(event, [...(tokens ?? []), ...tokensIn(event)]),
  actor,
  at: new Date().toISOString(),
})

/** The events of a change that could not be written yet; none while they are merely on their way. */
export function pendingEventsOf(changeId: string): NewChangeEvent[] {
  return pending.isStuck ? pending.events.filter((event) => event.id === changeId) : []
}
