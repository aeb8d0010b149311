import 'server-only'
import type { Kysely } from 'kysely'
import type { Tables } from '@/lib/db/tables'
import { KnownError } from '@/lib/failures/known-error'
import { type ChainHead, eventHash, GENESIS } from '@/lib/journal/chain'
import { columnsOf, storedEvent, storedText } from '@/lib/journal/event-text'
import type { EventStream, NewEvent } from '@/lib/journal/schema'

/** The story was begun before: the same id again is the same story. */
export class DuplicateChangeError extends KnownError {
  static override readonly errorName = 'DuplicateChangeError'

  constructor(readonly changeId: string) {
    super(`The change ${changeId} is in the record already.`)
  }
}

/** The journal does not hold the beginning: it is another one than the story began in. */
export class NeverBegunError extends KnownError {
  static override readonly errorName = 'NeverBegunError'

  constructor(changeId: string) {
    super(`The story ${changeId} was never begun in this journal.`)
  }
}

/** Writes an event as the last of the chain, in a transaction that has the write lock. The new head. */
export async function append<Event extends { type: string }>(
  db: Kysely<Tables>,
  stream: EventStream<Event>,
  entry: NewEvent<Event>,
): Promise<ChainHead> {
  const { id, event } = entry
  const { seq, before, last } = await endsOf(db, stream.kind, id)
  if (event.type === stream.first && seq > 1) throw new DuplicateChangeError(id)
  if (stream.first && event.type !== stream.first && seq === 1) throw new NeverBegunError(id)
  // Written before, by a COMMIT whose answer was lost: it stands there once, however often it is tried again.
  if (last && event.type !== stream.first && last.text === storedText(storedEvent(stream, entry, seq - 1)))
    return last.head
  const stored = storedEvent(stream, entry, seq)
  const text = storedText(stored)
  const head = { position: before.position + 1, hash: eventHash(before.hash, text) }
  await db
    .insertInto('journal_events')
    .values({ ...columnsOf(stored), ...head, text, previous_hash: before.hash })
    .execute()
  await db
    .insertInto('journal_head')
    .values({ id: 1, ...head })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(head))
    .execute()
  return head
}

interface Ends {
  /** The place of the next event in its story. */
  seq: number
  /** What the console noted as its last event; the last one there where that says more. Neither hides what is missing. */
  before: ChainHead
  /** The last event of the story. */
  last?: { text: string; head: ChainHead }
}

/** In one statement, since this is done three times for every change. */
async function endsOf(db: Kysely<Tables>, kind: string, id: string): Promise<Ends> {
  const own = db
    .selectFrom('journal_events')
    .where('stream_kind', '=', kind)
    .where('stream_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
  const found = await db
    .selectNoFrom(({ selectFrom }) => [
      own.select('seq').as('seq'),
      own.select('text').as('text'),
      own.select('position').as('position'),
      own.select('hash').as('hash'),
      selectFrom('journal_head').select('position').limit(1).as('notedPosition'),
      selectFrom('journal_head').select('hash').limit(1).as('notedHash'),
      selectFrom('journal_events').select('position').orderBy('position', 'desc').limit(1).as('lastPosition'),
      selectFrom('journal_events').select('hash').orderBy('position', 'desc').limit(1).as('lastHash'),
    ])
    .executeTakeFirstOrThrow()
  const noted = headOf(found.notedPosition, found.notedHash)
  const end = headOf(found.lastPosition, found.lastHash)
  const before = end && end.position > (noted?.position ?? 0) ? end : (noted ?? GENESIS)
  const { seq, text } = found
  const head = headOf(found.position, found.hash)
  return { seq: Number(seq ?? 0) + 1, before, last: head && text !== null ? { text, head } : undefined }
}

const headOf = (position: number | null, hash: string | null): ChainHead | undefined =>
  position === null || hash === null ? undefined : { position: Number(position), hash }
