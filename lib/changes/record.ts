import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { Actor } from '@/lib/auth/context'
import type { JournalEvent } from '@/lib/changes/change-events'
import { appendChangeEvent, type NewChangeEvent } from '@/lib/changes/change-journal'
import type { Transaction } from '@/lib/db/port'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { NeverBegunError } from '@/lib/journal/append'
import { tokensIn, withoutTokens } from '@/lib/permissions/without-tokens'
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

/** How long what could not be written waits for the next try, which nobody has to ask for; in milliseconds. */
const RETRY_AFTER = 1_000
/** How often it is tried while the console is being stopped. */
const RETRY_WHILE_STOPPING = 100

interface Pending {
  /** Events that happened and are not written yet, oldest first. */
  events: NewChangeEvent[]
  /** The one writer at work: two would write the first event twice and drop the second. */
  writing?: Promise<void>
  /** The last attempt to write failed. */
  isStuck: boolean
  /** The next attempt. */
  timer?: ReturnType<typeof setTimeout>
}

/**
 * What could not be written is kept in memory, shown with its change, written as soon as the database takes it,
 * and until then no further change is accepted.
 */
const pending = singleton<Pending>('pending-records', () => ({ events: [], isStuck: false }))

/** Writes an event that must stand in the journal before anything else happens, and in the same transaction what goes with it. */
export async function recordBefore(
  of: RecordOf,
  event: JournalEvent,
  also?: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  await completeRecords()
  await appendChangeEvent(entryOf(of, event), also)
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
      await appendChangeEvent(next).catch((error: unknown) => dropForeign(error, next))
      pending.events.shift()
    }
    pending.isStuck = false
  } catch (error) {
    pending.isStuck = true
    tryAgainLater()
    throw error
  } finally {
    pending.writing = undefined
  }
}

/** What belongs to a journal that is not here any more can never be written into this one. @throws every other error. */
function dropForeign(error: unknown, { id, event }: NewChangeEvent): void {
  const cause = error instanceof FailureError ? error.cause : undefined
  if (!(cause instanceof NeverBegunError)) throw error
  logLine({ level: 'error', event: 'journal.lost', changeId: id, type: event.type })
}

function tryAgainLater(): void {
  pending.timer ??= setTimeout(() => {
    pending.timer = undefined
    void completeRecords().catch(() => undefined)
  }, RETRY_AFTER).unref()
}

/**
 * Writes what could not be written before, again and again until it stands there or the signal is aborted: for a
 * console that is being stopped. What is lost all the same is told to the log, and the next process asks AWS.
 */
export async function lastRecords(signal: AbortSignal): Promise<void> {
  while (pending.events.length > 0 && !signal.aborted) {
    await completeRecords().catch(() =>
      wait(RETRY_WHILE_STOPPING, undefined, { signal }).catch(() => undefined),
    )
  }
  for (const { id, event } of pending.events)
    logLine({ level: 'error', event: 'journal.lost', changeId: id, type: event.type })
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

/** How many events happened and are not written yet. */
export const unwrittenEvents = (): number => pending.events.length

/** The events of a change that could not be written yet; none while they are merely on their way. */
export function pendingEventsOf(changeId: string): NewChangeEvent[] {
  return pending.isStuck ? pending.events.filter((event) => event.id === changeId) : []
}
