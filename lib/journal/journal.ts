import 'server-only'
import type { Kysely } from 'kysely'
import type { Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { type Durability, immediately } from '@/lib/db/immediately'
import type { JournalEventRow, Tables } from '@/lib/db/schema'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type ChainHead, eventHash, followChain, GENESIS_HASH } from '@/lib/journal/chain'
import { inSight } from '@/lib/journal/in-sight'
import type { EventStream, JournalRecord, NewEvent } from '@/lib/journal/schema'
import { canonicalJson } from '@/lib/text/canonical-json'

/** The change was begun before: the same id again is the same change. */
export class DuplicateChangeError extends Error {
  constructor(readonly changeId: string) {
    super(`The change ${changeId} is in the journal already.`)
    this.name = 'DuplicateChangeError'
  }
}

/**
 * Appends an event; when this returns, it is on the disk, unless `survives` says that it need not wait for that.
 * @throws {DuplicateChangeError} a second intent of one change.
 * @throws {FailureError} `record-unavailable` when it cannot be written.
 */
export async function appendEvent<Event extends { type: string }>(
  stream: EventStream<Event>,
  entry: NewEvent<Event>,
  survives: Durability = 'disk',
): Promise<void> {
  await recorded('The journal cannot be written, so nothing may be changed.', () =>
    immediately(database(), (transaction) => append(transaction, stream, entry), survives),
  )
}

async function append<Event extends { type: string }>(
  db: Kysely<Tables>,
  stream: EventStream<Event>,
  entry: NewEvent<Event>,
): Promise<void> {
  const { changeId, event, identity } = entry
  const last = await db
    .selectFrom('journal_events')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('change_id', '=', changeId)
    .executeTakeFirst()
  const seq = Number(last?.seq ?? 0) + 1
  if (event.type === stream.first && seq > 1) throw new DuplicateChangeError(changeId)
  if (event.type !== stream.first && seq === 1) throw new Error(`The change ${changeId} was never begun.`)
  const head = await headOf(db)
  const { type, ...body } = stream.parse(event)
  const row = {
    position: head.position + 1,
    change_id: changeId,
    seq,
    at: entry.at,
    type,
    schema_version: stream.version,
    actor: entry.actor,
    account: identity.account,
    region: identity.region,
    function_name: identity.functionName,
    qualifier: identity.qualifier,
    follows_change_id: stream.follows(event),
    body: canonicalJson(body),
    previous_hash: head.hash,
  }
  const hash = eventHash(row)
  await db
    .insertInto('journal_events')
    .values({ ...row, hash })
    .execute()
  await db
    .insertInto('journal_head')
    .values({ id: 1, position: row.position, hash })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ position: row.position, hash }))
    .execute()
}

async function headOf(db: Kysely<Tables>): Promise<ChainHead> {
  const head = await db.selectFrom('journal_head').select(['position', 'hash']).executeTakeFirst()
  return head ?? { position: 0, hash: GENESIS_HASH }
}

/** All events of one change in order; none when there are none that the permit is for. @throws {FailureError} */
export async function eventsOf<Event extends { type: string }>(
  permit: Permit,
  stream: EventStream<Event>,
  changeId: string,
): Promise<JournalRecord<Event>[]> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    const rows = await database()
      .selectFrom('journal_events')
      .selectAll()
      .where('change_id', '=', changeId)
      .where(isInSight)
      .orderBy('seq')
      .execute()
    return rows.map((row) => recordOf(stream, row))
  })
}

const CANNOT_READ = 'The journal cannot be read.'

function recordOf<Event extends { type: string }>(
  stream: EventStream<Event>,
  row: JournalEventRow,
): JournalRecord<Event> {
  if (row.schema_version > stream.version)
    throw new Error(`Event ${row.position} was written by a newer version of the console.`)
  return {
    changeId: row.change_id,
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    identity: identityOf(row),
    event: stream.parse({ ...JSON.parse(row.body), type: row.type }),
  }
}

const identityOf = (row: JournalEventRow): FunctionUrlIdentity => ({
  account: row.account,
  region: row.region,
  functionName: row.function_name,
  qualifier: row.qualifier,
})

export interface StreamQuery {
  /** Whatever part of the identity is given narrows the list. */
  identity?: Partial<FunctionUrlIdentity>
  /** Only changes begun before this one: the last id of the page before. */
  before?: string
  limit: number
}

/** Ids of changes, the one begun last first. @throws {FailureError} */
export async function streamIds(
  permit: Permit,
  { first }: { first: string },
  { identity = {}, before, limit }: StreamQuery,
): Promise<string[]> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    let query = database()
      .selectFrom('journal_events')
      .select('change_id')
      .where('type', '=', first)
      .where(isInSight)
    if (identity.account) query = query.where('account', '=', identity.account)
    if (identity.region) query = query.where('region', '=', identity.region)
    if (identity.functionName) query = query.where('function_name', '=', identity.functionName)
    if (identity.qualifier) query = query.where('qualifier', '=', identity.qualifier)
    if (before !== undefined)
      query = query.where('position', '<', (inner) =>
        inner
          .selectFrom('journal_events as cursor')
          .select('cursor.position')
          .where('cursor.change_id', '=', before)
          .where('cursor.type', '=', first),
      )
    const rows = await query.orderBy('position', 'desc').limit(limit).execute()
    return rows.map((row) => row.change_id)
  })
}

/**
 * Changes of what the permit is for that have a beginning but no ending, oldest first.
 * @throws {FailureError}
 */
export async function unfinishedStreams(
  permit: Permit,
  { first, endings }: { first: string; endings: readonly string[] },
): Promise<{ changeId: string; identity: FunctionUrlIdentity }[]> {
  const isInSight = inSight(permit, 'begun')
  return recorded(CANNOT_READ, async () => {
    const rows = await database()
      .selectFrom('journal_events as begun')
      .selectAll('begun')
      .where('begun.type', '=', first)
      .where(isInSight)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('journal_events as ended')
              .select('ended.position')
              .whereRef('ended.change_id', '=', 'begun.change_id')
              .where('ended.type', 'in', endings),
          ),
        ),
      )
      .orderBy('begun.position')
      .execute()
    return rows.map((row) => ({ changeId: row.change_id, identity: identityOf(row) }))
  })
}

/** The latest change that finishes, undoes or recreates this one. @throws {FailureError} */
export async function followerOf(permit: Permit, changeId: string): Promise<string | undefined> {
  const isInSight = inSight(permit, 'journal_events')
  return recorded(CANNOT_READ, async () => {
    const row = await database()
      .selectFrom('journal_events')
      .select('change_id')
      .where('follows_change_id', '=', changeId)
      .where(isInSight)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.change_id
  })
}

export type JournalVerdict = { ok: true; events: number } | { ok: false; position: number; reason: string }

const PAGE = 1000

/** Reads the whole journal and tells whether it is as it was written. @throws {FailureError} */
export async function verifyJournal(): Promise<JournalVerdict> {
  return recorded(CANNOT_READ, async () => {
    const expected = await headOf(database())
    let head: ChainHead = { position: 0, hash: GENESIS_HASH }
    while (head.position < expected.position) {
      const rows = await database()
        .selectFrom('journal_events')
        .selectAll()
        .where('position', '<=', expected.position)
        .orderBy('position')
        .offset(head.position)
        .limit(PAGE)
        .execute()
      const followed = followChain(head, rows)
      if (!followed.ok) return followed
      if (rows.length === 0)
        return { ok: false, position: head.position + 1, reason: `Event ${head.position + 1} is missing.` }
      head = followed.head
    }
    return endOf(head, expected)
  })
}

async function endOf(head: ChainHead, expected: ChainHead): Promise<JournalVerdict> {
  const { position } = head
  if (head.hash !== expected.hash)
    return { ok: false, position, reason: `Event ${position} is not the one that was written last.` }
  const now = await headOf(database())
  const count = await database()
    .selectFrom('journal_events')
    .select(({ fn }) => fn.countAll().as('count'))
    .where((where) => where.or([where('position', '>', now.position), where('position', '<', 1)]))
    .executeTakeFirst()
  if (Number(count?.count) > 0)
    return {
      ok: false,
      position: now.position + 1,
      reason: 'There are events that the console did not write.',
    }
  return { ok: true, events: position }
}

async function recorded<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DuplicateChangeError || error instanceof FailureError) throw error
    const failure = new FailureError({ code: 'record-unavailable', message: sentence })
    failure.cause = error
    throw failure
  }
}
