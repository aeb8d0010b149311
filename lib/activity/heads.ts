import 'server-only'
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ActivityFilter, Gap } from '@/lib/activity/schema'
import { maySee } from '@/lib/auth/judge'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { earliestOf, kindsOfTopic } from '@/lib/changes/changes-filter'
import { CHANGE_TOPICS, type ChangeTopic } from '@/lib/changes/filter-words'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { JournalEventRow, Tables } from '@/lib/db/tables'
import { contains, matchesExactly } from '@/lib/db/text-match'
import { type ChainHead, GENESIS } from '@/lib/journal/chain'
import { CANNOT_READ, recorded } from '@/lib/journal/recorded'
import type { EventGroup } from '@/lib/record/event-groups'
import { kindsOf } from '@/lib/record/event-kinds'

type Condition = RawBuilder<SqlBool>
type Events = SelectQueryBuilder<Tables & { event: JournalEventRow }, 'event', JournalEventRow>

/**
 * The events that the permit's holder may know of: of AWS by their scope; a bulk change through any of its items; of
 * people and rules with the right to it, or when they are named themselves.
 * @throws {PermitError} for a permit that is not for looking into the journal.
 */
function visibleEvents(permit: Permit): Condition {
  assertOperation(permit, 'change:list')
  const bond = bondOf(permit)
  const people = maySee(permit, 'record:read-people', {}) ? sql`1 = 1` : namesHolder(permit)
  return sql`(case
    when event.stream_kind = 'bulk' then exists (
      select 1 from bulk_items where bulk_items.bulk_id = event.stream_id and ${inBond(bond, 'bulk_items')})
    when event.account is not null then ${inBond(bond, 'event')}
    else ${people} end)`
}

/** As who did it or whom it was done to: quotes in what others typed are escaped, so that nothing typed looks like this. */
function namesHolder({ actor }: Permit): Condition {
  const isDoer = sql<SqlBool>`event.actor_kind = ${actor.kind} and event.actor_id = ${actor.id}`
  if (!/^[\w.:@-]+$/.test(actor.id)) return isDoer
  return sql`(${isDoer} or ${matchesExactly('event.text', `*"id":"${actor.id}"*`)})`
}

/** Where an entry of Activity begins: the first event of a story, or an event that is none. */
const BEGINS = sql<SqlBool>`(event.seq = 1 or event.stream_kind in ('event', 'mute', 'setting', 'request', 'protection'))`

export interface HeadsQuery {
  filter: ActivityFilter
  /** Only what stands before this position. */
  before?: number
  limit: number
}

/**
 * Events at which entries begin, the last first. All that is looked for is among them; what cannot be told by the
 * database alone (`isExact`) is looked through by whoever asks.
 */
export async function headsOf(
  permit: Permit,
  { filter, before, limit }: HeadsQuery,
): Promise<JournalEventRow[]> {
  const conditions = conditionsOf(permit, filter)
  return recorded(CANNOT_READ, async () => {
    const heads = await begunWhere(conditions)
    const page = before === undefined ? heads : heads.where('event.position', '<', before)
    return page.orderBy('event.position', 'desc').limit(limit).execute()
  })
}

/** One event, where it may be seen. */
export async function eventRow(permit: Permit, position: number): Promise<JournalEventRow | undefined> {
  const isVisible = visibleEvents(permit)
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    return db
      .selectFrom('journal_events as event')
      .selectAll('event')
      .where('event.position', '=', position)
      .where(isVisible)
      .executeTakeFirst()
  })
}

const EXPORTED_AT_ONCE = 500

/** Events that may be seen, of any kind, the first one first: after a position, up to another one. */
export async function eventsAfter(permit: Permit, after: number, last: number): Promise<JournalEventRow[]> {
  const isVisible = visibleEvents(permit)
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    return db
      .selectFrom('journal_events as event')
      .selectAll('event')
      .where('event.position', '>', after)
      .where('event.position', '<=', last)
      .where(isVisible)
      .orderBy('event.position')
      .limit(EXPORTED_AT_ONCE)
      .execute()
  })
}

/** The last event of the chain, as far as a head tells: nothing of what it says. */
export async function lastEvent(permit: Permit): Promise<ChainHead> {
  assertOperation(permit, 'change:list')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const head = await db.selectFrom('journal_head').select(['position', 'hash']).executeTakeFirst()
    return head ? { position: Number(head.position), hash: head.hash } : GENESIS
  })
}

/** How many entries there are of what is looked for; only where the database can tell it alone. */
export async function countHeads(permit: Permit, filter: ActivityFilter): Promise<number | undefined> {
  if (!isExact(filter)) return undefined
  const conditions = conditionsOf(permit, filter)
  return recorded(CANNOT_READ, async () => {
    const heads = await begunWhere(conditions)
    const { entries } = await heads
      .clearSelect()
      .select(({ fn }) => fn.countAll().as('entries'))
      .executeTakeFirstOrThrow()
    return Number(entries)
  })
}

/** Whether the conditions of the query are the whole filter. */
const isExact = ({ search, who, what, outcome }: ActivityFilter): boolean =>
  !search && !who && (outcome === undefined || outcome === 'refused') && !isChangeTopic(what)

const isChangeTopic = (what: string | undefined): what is ChangeTopic =>
  CHANGE_TOPICS.some((topic) => topic === what)

async function begunWhere(conditions: readonly Condition[]): Promise<Events> {
  const { db } = await database()
  return [BEGINS, ...conditions].reduce<Events>(
    (query, condition) => query.where(condition),
    db.selectFrom('journal_events as event').selectAll('event') as Events,
  )
}

/** Of the filter what the database can tell, and who may see it. */
function conditionsOf(permit: Permit, filter: ActivityFilter): Condition[] {
  const { account, region, functionName, qualifier, since, until, ...rest } = filter
  const named = { account, region, function_name: functionName, qualifier }
  const conditions = Object.entries(named).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(`event.${column}`)} = ${value}`],
  )
  conditions.push(visibleEvents(permit))
  const earliest = earliestOf(rest, permit.context.now())
  if (earliest) conditions.push(sql`event.at >= ${earliest}`)
  if (since) conditions.push(sql`event.at >= ${since}`)
  // Text that begins with the day sorts before this.
  if (until) conditions.push(sql`event.at < ${`${until}U`}`)
  conditions.push(...ofTopic(rest.what), ...ofOutcome(rest.outcome))
  if (rest.who) conditions.push(ofPerson(rest.who))
  if (rest.search) conditions.push(...rest.search.split(/[\s:]+/).flatMap(inTextOfChange))
  // Of everything a bulk change is one line; of one function, or in a search, its items are what is looked for.
  if (Object.values(filter).every((value) => !value)) conditions.push(sql`event.part_of is null`)
  return conditions
}

function ofTopic(what: ActivityFilter['what']): Condition[] {
  if (what === undefined) return []
  if (what === 'changes') return [sql`event.stream_kind in ('change', 'bulk')`]
  if (what === 'bulk' || what === 'sending') return [sql`event.stream_kind = ${what}`]
  if (!isChangeTopic(what)) return [isOneOf('event.type', typesOf(what))]
  const kinds = kindsOfTopic(what).map((kind) => contains('event.text', `"kind":"${kind}"`))
  return [sql`event.stream_kind = 'change'`, sql`(${sql.join(kinds, sql` or `)})`]
}

const typesOf = (group: EventGroup): string[] => [
  ...kindsOf(group),
  ...(group === 'record' ? ['record-acknowledged'] : []),
]

function ofOutcome(outcome: ActivityFilter['outcome']): Condition[] {
  if (outcome === undefined) return []
  if (outcome === 'refused') return [isOneOf('event.type', REFUSALS)]
  const ends = (condition: Condition) => sql<SqlBool>`exists (select 1 from journal_events as ending
    where ending.stream_kind = 'change' and ending.stream_id = event.stream_id
      and ending.type in ('outcome', 'recovery') and ${condition})`
  const isOfChange = sql<SqlBool>`event.stream_kind = 'change'`
  if (outcome === 'under-way') return [isOfChange, sql`not ${ends(sql`1 = 1`)}`]
  return [isOfChange, ends(contains('ending.text', `"verdict":"${outcome}"`))]
}

const REFUSALS = ['sign-in-refused', 'right-refused', 'request-declined']

/** Who did it; in events also whom it was done to. */
const ofPerson = (who: string): Condition =>
  isPlain(who)
    ? sql`(${contains('event.actor_name', who.trim())} or (event.stream_kind = 'event' and ${contains('event.text', who.trim())}))`
    : sql`1 = 1`

/** Sentences are no text of the database: only changes can be left out by it. */
const inTextOfChange = (part: string): Condition[] =>
  part && isPlain(part) ? [sql`(event.stream_kind <> 'change' or ${contains('event.text', part)})`] : []

/** Neither escaped in JSON nor with a lower case that databases do not know. */
const isPlain = (text: string) => /^[ !#-[\]-~]+$/.test(text)

const isOneOf = (column: string, values: readonly string[]): Condition =>
  sql`${sql.ref(column)} in (${sql.join([...values])})`

/** Where events are missing between two positions, whatever of what stands around it may be seen; the last first. */
export async function gapsBetween(permit: Permit, first: number, last: number): Promise<Gap[]> {
  assertOperation(permit, 'change:list')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const rows = await db
      .selectFrom('journal_events as event')
      .select('event.position')
      .select(({ selectFrom }) =>
        selectFrom('journal_events as earlier')
          .select(({ fn }) => fn.max('earlier.position').as('position'))
          .whereRef('earlier.position', '<', 'event.position')
          .as('before'),
      )
      .where('event.position', '>', Math.max(first, 1))
      .where('event.position', '<=', last)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('journal_events as previous')
              .select('previous.position')
              .where('previous.position', '=', sql<number>`event.position - 1`),
          ),
        ),
      )
      .orderBy('event.position', 'desc')
      .limit(MOST_GAPS)
      .execute()
    return rows.map(({ position, before }) => ({ from: Number(before ?? 0) + 1, to: position - 1 }))
  })
}

const MOST_GAPS = 100

/** The last events, where the console noted more than there are. */
export async function missingTail(permit: Permit): Promise<Gap[]> {
  assertOperation(permit, 'change:list')
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const { last, noted } = await db
      .selectNoFrom(({ selectFrom }) => [
        selectFrom('journal_events').select('position').orderBy('position', 'desc').limit(1).as('last'),
        selectFrom('journal_head').select('position').limit(1).as('noted'),
      ])
      .executeTakeFirstOrThrow()
    const [from, to] = [Number(last ?? 0) + 1, Number(noted ?? 0)]
    return to >= from ? [{ from, to }] : []
  })
}
