import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { append } from '@/lib/journal/append'
import { keepHead } from '@/lib/journal/kept-heads'
import { CANNOT_WRITE, recorded } from '@/lib/journal/recorded'
import type { EventStream, NewEvent, RecordedActor } from '@/lib/journal/schema'
import { parseEvent, type RecordEvent } from '@/lib/record/event-kinds'

/** Who did it, for which request of the console, and when. */
export interface RecordedBy {
  actor: RecordedActor
  requestId?: string
  /** ISO 8601 in UTC. */
  at: string
}

/** Of a permit: its holder, its request, now. */
export const recordedBy = ({ actor, context }: Permit): RecordedBy => ({
  actor,
  requestId: context.requestId,
  at: context.now().toISOString(),
})

/** What it is about, as far as it is about something in AWS: who may see that may see the event. */
type About = Partial<FunctionUrlIdentity>

/** How an event stands in the journal: its kind is its type. */
type StoredRecordEvent = { type: RecordEvent['kind'] }

export const RECORD_STREAM: EventStream<StoredRecordEvent> = {
  kind: 'event',
  version: 1,
  endings: [],
  parse: (value) => storedOf(readEvent(value)),
}

/** An event of people and rules, of its text in the journal. @throws where it is none. */
export function readEvent(value: unknown): RecordEvent {
  const { type } = value as { type?: unknown }
  return parseEvent(String(type), value)
}

const storedOf = ({ kind, ...fields }: RecordEvent): StoredRecordEvent => ({ type: kind, ...fields })

/** No text of an event is longer: what others typed must not fill the record. */
const LONGEST = 2_000

function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  if (Array.isArray(value)) return value.map(cut)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]))
}

function entryOf(by: RecordedBy, event: RecordEvent, about?: About): NewEvent<StoredRecordEvent> {
  const { account, region, functionName, qualifier } = about ?? {}
  const { actor, requestId, at } = by
  const identity = about && { account, region, functionName, qualifier }
  return { id: randomUUID(), actor, requestId, at, identity, event: storedOf(cut(event) as RecordEvent) }
}

/**
 * Writes that somebody did something. When this returns it stands in the record; where it cannot be written it
 * throws, and what was to be done must not be done: call it before that, or use `recordTogether`.
 * @throws {FailureError} `record-unavailable`
 */
export async function recordEvent(by: RecordedBy, event: RecordEvent, about?: About): Promise<void> {
  await recordTogether(by, event, async () => undefined, about)
}

/**
 * Does something in the database and writes it into the record in one transaction: both or neither. `work` may run
 * again where the connection was lost, as any work of `immediately`.
 * @throws {FailureError} `record-unavailable`, and what the work throws.
 */
export async function recordTogether<T>(
  by: RecordedBy,
  event: RecordEvent,
  work: (transaction: Kysely<Tables>) => Promise<T>,
  about?: About,
): Promise<T> {
  // One id for all attempts: an event that stands there already is not written twice.
  const entry = entryOf(by, event, about)
  const { head, done } = await recorded(CANNOT_WRITE, async () =>
    (await database()).immediately(async (transaction) => ({
      head: await append(transaction, RECORD_STREAM, entry),
      done: await work(transaction),
    })),
  )
  await keepHead(head)
  return done
}

/**
 * The same inside a transaction of `immediately` that the caller has, for several events at once or where what
 * happened is known only within. Wrap that transaction in `recorded(CANNOT_WRITE, …)`, so that it fails as the
 * record does. It throws what the database throws.
 */
export async function recordWith(
  transaction: Kysely<Tables>,
  by: RecordedBy,
  event: RecordEvent,
  about?: About,
): Promise<void> {
  await append(transaction, RECORD_STREAM, entryOf(by, event, about))
}
