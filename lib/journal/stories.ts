import 'server-only'
import type { ExpressionBuilder } from 'kysely'
import type { Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { JournalEventRow, Tables } from '@/lib/db/tables'
import { fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type Breach, ownProblem } from '@/lib/journal/chain'
import { parseText } from '@/lib/journal/event-text'
import { inSight } from '@/lib/journal/in-sight'
import { CANNOT_READ, recorded } from '@/lib/journal/recorded'
import type { EventStream, JournalRecord, UnreadableStory } from '@/lib/journal/schema'
import { doubt } from '@/lib/journal/watch'

/**
 * All events of one story in order; none when there are none that the permit is for.
 * @throws {FailureError} `record-tampered` when one of them cannot be read.
 */
export async function eventsOf<Event extends { type: string }>(
  permit: Permit,
  stream: EventStream<Event>,
  id: string,
): Promise<JournalRecord<Event>[]> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const rows = await db
      .selectFrom('journal_events')
      .selectAll()
      .where('stream_kind', '=', stream.kind)
      .where('stream_id', '=', id)
      .where(isInSight)
      .orderBy('seq')
      .execute()
    return rows.map((row) => {
      const found = recordOf(stream, row)
      if ('reason' in found)
        fail('record-tampered', `This entry cannot be read (position ${found.position}). ${found.reason}`)
      return found
    })
  })
}

/** The event of a row, told by its text alone, or why it is not to be believed. */
export function recordOf<Event extends { type: string }>(
  stream: EventStream<Event>,
  row: JournalEventRow,
): JournalRecord<Event> | Breach {
  const { position } = row
  const reason = ownProblem(row)
  if (reason) {
    doubt(position)
    return { position, reason }
  }
  try {
    const { version, event, id, seq, at, actor, requestId, identity } = parseText(row.text)
    if (version > stream.version)
      return { position, reason: `Event ${position} was written by a newer version of the console.` }
    return { id, seq, at, actor, requestId, identity, event: stream.parse(event) }
  } catch {
    return { position, reason: `Event ${position} says nothing that the console knows.` }
  }
}

export interface StreamQuery {
  /** Whatever part of the identity is given narrows the list. */
  identity?: Partial<FunctionUrlIdentity>
  /** Only stories begun before this one: the last id of the page before. */
  before?: string
  limit: number
  /** Leaves out those that are a part of another story, which is shown in their place. */
  withoutParts?: boolean
}

/** A story with all its events, and the one that takes it up again. */
export interface Story<Event> {
  id: string
  records: JournalRecord<Event>[]
  followedBy?: string
}

/** Stories with their events, the one begun last first, in one query; one that cannot be read as that. @throws {FailureError} */
export async function listStories<Event extends { type: string }>(
  permit: Permit,
  stream: EventStream<Event>,
  { identity = {}, before, limit, withoutParts }: StreamQuery,
): Promise<(Story<Event> | UnreadableStory)[]> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    let page = db
      .selectFrom('journal_events')
      .select(['stream_id', 'position as begun_at'])
      .where('stream_kind', '=', stream.kind)
      .where('seq', '=', 1)
      .where(isInSight)
    if (identity.account) page = page.where('account', '=', identity.account)
    if (identity.region) page = page.where('region', '=', identity.region)
    if (identity.functionName) page = page.where('function_name', '=', identity.functionName)
    if (identity.qualifier) page = page.where('qualifier', '=', identity.qualifier)
    if (withoutParts) page = page.where('part_of', 'is', null)
    if (before !== undefined)
      page = page.where('position', '<', (inner) =>
        inner
          .selectFrom('journal_events as cursor')
          .select('cursor.position')
          .where('cursor.stream_kind', '=', stream.kind)
          .where('cursor.stream_id', '=', before)
          .where('cursor.seq', '=', 1),
      )
    const rows = await db
      .with('page', () => page.orderBy('position', 'desc').limit(limit))
      .selectFrom('page')
      .innerJoin('journal_events as event', (join) =>
        join.onRef('event.stream_id', '=', 'page.stream_id').on('event.stream_kind', '=', stream.kind),
      )
      .selectAll('event')
      .select(lastFollower(permit, stream.kind))
      .orderBy('page.begun_at', 'desc')
      .orderBy('event.seq')
      .execute()
    return storiesIn(stream, rows)
  })
}

/** Stories by their ids, in no order that matters; those that the permit is for. @throws {FailureError} */
export async function storiesOf<Event extends { type: string }>(
  permit: Permit,
  stream: EventStream<Event>,
  ids: readonly string[],
): Promise<(Story<Event> | UnreadableStory)[]> {
  const isInSight = inSight(permit, 'event')
  if (ids.length === 0) return []
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const rows = await db
      .selectFrom('journal_events as event')
      .selectAll('event')
      .select(lastFollower(permit, stream.kind))
      .where('event.stream_kind', '=', stream.kind)
      .where('event.stream_id', 'in', ids)
      .where(isInSight)
      .orderBy('event.stream_id')
      .orderBy('event.seq')
      .execute()
    return storiesIn(stream, rows)
  })
}

/** The story that takes an event's story up again, where the permit is for that too. */
function lastFollower(permit: Permit, kind: string) {
  const isFollowerInSight = inSight(permit, 'follower')
  return ({ selectFrom }: ExpressionBuilder<Tables & { event: JournalEventRow }, 'event'>) =>
    selectFrom('journal_events as follower')
      .select('follower.stream_id')
      .where('follower.stream_kind', '=', kind)
      .whereRef('follower.follows_id', '=', 'event.stream_id')
      .where(isFollowerInSight)
      .orderBy('follower.position', 'desc')
      .limit(1)
      .as('followed_by')
}

type StoryRow = JournalEventRow & { followed_by: string | null }

/** The stories of rows that stand in order, story by story. */
function storiesIn<Event extends { type: string }>(
  stream: EventStream<Event>,
  rows: readonly StoryRow[],
): (Story<Event> | UnreadableStory)[] {
  const byId = new Map<string, StoryRow[]>()
  for (const row of rows) byId.set(row.stream_id, [...(byId.get(row.stream_id) ?? []), row])
  return [...byId].map(([id, own]) => storyOf(stream, id, own))
}

function storyOf<Event extends { type: string }>(
  stream: EventStream<Event>,
  id: string,
  rows: readonly StoryRow[],
): Story<Event> | UnreadableStory {
  const records: JournalRecord<Event>[] = []
  for (const row of rows) {
    const found = recordOf(stream, row)
    if ('reason' in found) return { id, ...found }
    records.push(found)
  }
  return { id, records, followedBy: rows[0]?.followed_by ?? undefined }
}

/**
 * Stories of what the permit is for that have a beginning but no ending, oldest first.
 * @throws {FailureError}
 */
export async function unfinishedStories(
  permit: Permit,
  { kind, first = '', endings }: Pick<EventStream<{ type: string }>, 'kind' | 'first' | 'endings'>,
): Promise<{ id: string; identity: Partial<FunctionUrlIdentity> }[]> {
  const isInSight = inSight(permit, 'begun')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const rows = await db
      .selectFrom('journal_events as begun')
      .select(['begun.stream_id', 'begun.account', 'begun.region', 'begun.function_name', 'begun.qualifier'])
      .where('begun.stream_kind', '=', kind)
      .where('begun.type', '=', first)
      .where(isInSight)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('journal_events as ended')
              .select('ended.position')
              .where('ended.stream_kind', '=', kind)
              .whereRef('ended.stream_id', '=', 'begun.stream_id')
              .where('ended.type', 'in', endings),
          ),
        ),
      )
      .orderBy('begun.position')
      .execute()
    return rows.map(({ stream_id: id, account, region, function_name, qualifier }) => ({
      id,
      identity: {
        account: account ?? undefined,
        region: region ?? undefined,
        functionName: function_name ?? undefined,
        qualifier: qualifier ?? undefined,
      },
    }))
  })
}

/** The latest story of the kind that takes this one up again. @throws {FailureError} */
export async function followerOf(
  permit: Permit,
  { kind }: Pick<EventStream<never>, 'kind'>,
  id: string,
): Promise<string | undefined> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const row = await db
      .selectFrom('journal_events')
      .select('stream_id')
      .where('stream_kind', '=', kind)
      .where('follows_id', '=', id)
      .where(isInSight)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.stream_id
  })
}
