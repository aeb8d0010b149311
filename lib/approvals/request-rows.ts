import 'server-only'
import { moveOf, type RequestMove } from '@/lib/approvals/fold'
import { type RequestList, type RequestState, UNDECIDED } from '@/lib/approvals/request-states'
import type { RequestLine, RequestsPage, RequestsQuery } from '@/lib/approvals/schema'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { leastFor } from '@/lib/auth/rights'
import { isAtLeast } from '@/lib/auth/roles'
import type { Scope } from '@/lib/auth/scope'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { Transaction } from '@/lib/db/port'
import type { ChangeRequestRow } from '@/lib/db/request-tables'
import { contains } from '@/lib/db/text-match'
import { fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

const PAGE = 50

const identityOfRow = ({ account, region, function_name, qualifier }: ChangeRequestRow) => ({
  ...{ account, region },
  functionName: function_name,
  qualifier,
})

function lineOf(row: ChangeRequestRow): RequestLine {
  return {
    ...identityOfRow(row),
    requestId: row.id,
    title: row.title,
    state: row.state as RequestState,
    requester: { kind: row.requester_kind, id: row.requester_id, name: row.requester_name },
    sentAt: row.sent_at,
    changedAt: row.changed_at,
    ...(row.decider_name === null ? {} : { decidedBy: row.decider_name }),
    ...(row.change_id === null ? {} : { changeId: row.change_id }),
  }
}

export async function insertRequest(transaction: Transaction, row: ChangeRequestRow): Promise<void> {
  await transaction.insertInto('change_requests').values(row).execute()
}

/**
 * Takes a step, if it is one that leads from where the request stands now, and from the revision that was seen.
 * @throws {FailureError} `changed-elsewhere`
 */
export async function moveRequest(
  transaction: Transaction,
  { requestId, revision, move }: { requestId: string; revision: number; move: RequestMove },
  told: Partial<ChangeRequestRow>,
): Promise<void> {
  const { from, to } = moveOf(move)
  const moved = await transaction
    .updateTable('change_requests')
    .set({ ...told, state: to })
    .where('id', '=', requestId)
    .where('revision', '=', revision)
    .where('state', 'in', from)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) fail('changed-elsewhere', await whatBecame(transaction, requestId))
}

/** Who was faster, for who comes second. */
async function whatBecame(transaction: Transaction, requestId: string): Promise<string> {
  const row = await transaction
    .selectFrom('change_requests')
    .select(['state', 'decider_name'])
    .where('id', '=', requestId)
    .executeTakeFirst()
  const by = row?.decider_name ? ` by ${row.decider_name}` : ''
  if (row?.state === 'open') return 'This request was revised since you looked at it.'
  return `This request is ${row?.state === 'asked-back' ? 'asked back' : row?.state}${by} already.`
}

/** The row of a request that the permit's holder may know of. */
async function requestRow(permit: Permit, requestId: string): Promise<RequestLine | undefined> {
  const { db } = await database()
  assertOperation(permit, 'request:read')
  const row = await db
    .selectFrom('change_requests')
    .selectAll()
    .where('id', '=', requestId)
    .where(inBond(bondOf(permit), 'change_requests'))
    .executeTakeFirst()
  return row && lineOf(row)
}

const STATES: Record<RequestList, readonly RequestState[] | undefined> = {
  open: UNDECIDED,
  mine: undefined,
  decided: ['approved', 'declined', 'withdrawn', 'ended'],
  all: undefined,
}

/** Requests in sight, the one sent last first, a page at a time. */
export async function pageOfRequests(permit: Permit, query: RequestsQuery): Promise<RequestsPage> {
  const { list, account, functionName, person, before } = query
  assertOperation(permit, 'request:read')
  const { db } = await database()
  const states = STATES[list]
  let rows = db
    .selectFrom('change_requests')
    .selectAll()
    .where(inBond(bondOf(permit), 'change_requests'))
  if (states) rows = rows.where('state', 'in', states)
  if (list === 'mine') rows = rows.where('requester_id', '=', permit.actor.id)
  if (account !== undefined) rows = rows.where('account', '=', account)
  if (functionName !== undefined) rows = rows.where('function_name', '=', functionName)
  if (person) rows = rows.where(contains('change_requests.requester_name', person))
  const last = before === undefined ? undefined : await requestRow(permit, before)
  if (last)
    rows = rows.where(({ and, or, eb }) =>
      or([
        eb('sent_at', '<', last.sentAt),
        and([eb('sent_at', '=', last.sentAt), eb('id', '<', last.requestId)]),
      ]),
    )
  const found = await rows
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const requests = found.slice(0, PAGE).map(lineOf)
  const next = found.length > PAGE ? requests.at(-1)?.requestId : undefined
  return { requests, ...(next === undefined ? {} : { next }) }
}

/** How many requests of others wait for a decision that the permit's holder may take. */
export async function countWaiting(permit: Permit): Promise<number> {
  assertOperation(permit, 'request:read')
  const bond = bondOf(permit)
  const { db } = await database()
  const { count } = await db
    .selectFrom('change_requests')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'open')
    .where('requester_id', '<>', permit.actor.id)
    .where(inBond(bond, 'change_requests'))
    .where(inBond({ resource: {}, scope: deciding(permit) }, 'change_requests'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where somebody may decide. */
function deciding({ context: { rights } }: Permit): Scope {
  const least = leastFor('request:decide', rights.rules)
  const scopes = rights.grants.filter(({ role }) => isAtLeast(role, least)).map(({ scope }) => scope)
  return scopes.includes('everything')
    ? 'everything'
    : scopes.flatMap((scope) => (scope === 'everything' ? [] : scope))
}

/** Undecided requests that nobody has looked at since then, the oldest first, and each of them only once. */
export async function takeUnwatched(
  permit: Permit,
  { since, now, count }: { since: string; now: string; count: number },
): Promise<{ requestId: string; identity: FunctionUrlIdentity }[]> {
  assertOperation(permit, 'change:apply')
  const { immediately } = await database()
  return immediately(async (transaction) => {
    const rows = await transaction
      .selectFrom('change_requests')
      .selectAll()
      .where('state', 'in', UNDECIDED)
      .where('looked_at', '<', since)
      .orderBy('looked_at')
      .limit(count)
      .execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0)
      await transaction
        .updateTable('change_requests')
        .set({ looked_at: now })
        .where('id', 'in', ids)
        .execute()
    return rows.map((row) => ({ requestId: row.id, identity: identityOfRow(row) }))
  }, 'process')
}
