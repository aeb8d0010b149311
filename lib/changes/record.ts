import 'server-only'
import type { Actor } from '@/lib/context'
import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'
import { appendEvent, type NewEvent } from '@/lib/journal/journal'
import type { JournalEvent } from '@/lib/journal/schema'
import { logLine } from '@/lib/log'
import { singleton } from '@/lib/singleton'

/** Whose record an event belongs to. */
export interface RecordOf {
  changeId: string
  actor: Actor
  identity: FunctionUrlIdentity
}

/**
 * Events that happened and could not be written. They are kept in memory, shown with their change, written as
 * soon as the database takes them, and until then no further change is accepted.
 */
const pending = singleton<NewEvent[]>('pending-records', () => [])

/** Writes an event that must stand in the journal before anything else happens. */
export async function recordBefore(of: RecordOf, event: JournalEvent): Promise<void> {
  await completeRecords()
  await appendEvent(entryOf(of, event))
}

/** Writes an event of something that has happened already; it is never lost, only late. */
export async function recordAfter(of: RecordOf, event: JournalEvent): Promise<void> {
  pending.push(entryOf(of, event))
  try {
    await completeRecords()
  } catch {
    logLine({ level: 'error', event: 'journal.incomplete', changeId: of.changeId })
  }
}

/** Writes what could not be written before, in order. @throws FailureError `record-unavailable` while it cannot. */
export async function completeRecords(): Promise<void> {
  while (pending.length > 0) {
    const [next] = pending
    if (!next) return
    await appendEvent(next)
    pending.shift()
  }
}

const entryOf = ({ changeId, actor, identity }: RecordOf, event: JournalEvent): NewEvent => ({
  changeId,
  identity,
  event,
  actor: actor.name,
  at: new Date().toISOString(),
})

/** The events of a change that are not in the journal yet. */
export function pendingEventsOf(changeId: string): NewEvent[] {
  return pending.filter((event) => event.changeId === changeId)
}
