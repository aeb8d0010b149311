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
  const { seq, before } = await endsOf(db, stream.kind, id)
  if (event.type === stream.first && seq > 1) throw new DuplicateChangeError(id)
  if (stream.first && event.type !== stream.first && seq === 1) throw new NeverBegunError(id)
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
}

/** In one statement, since this is done three times for every change. */
async function endsOf(db: Kysely<Tables>, kind: string, id: string): Promise<Ends> {
  const found = await db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('journal_events')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .where('stream_kind', '=', kind)
        .where('stream_id', '=', id)
        .as('seq'),
      selectFrom('journal_head').select('position').limit(1).as('notedPosition'),
      selectFrom('journal_head').select('hash').limit(1).as('notedHash'),
      selectFrom('journal_events').select('position').orderBy('position', 'desc').limit(1).as('lastPosition'),
      selectFrom('journal_events').select('hash').orderBy('position', 'desc').limit(1).as('lastHash'),
    ])
    .executeTakeFirstOrThrow()
  const noted = headOf(found.notedPosition, found.notedHash)
  const last = headOf(found.lastPosition, found.lastHash)
  const before = last && last.position > (noted?.position ?? 0) ? last : (noted ?? GENESIS)
  return { seq: Number(found.seq ?? 0) + 1, before }
}

const headOf = (position: number | null, hash: string | null): ChainHead | undefined =>
  position === null || hash === null ? undefined : { position: Number(position), hash }
