import 'server-only'
import { foldRequest } from '@/lib/approvals/fold'
import { REQUEST_STREAM, type RequestEvent } from '@/lib/approvals/request-events'
import type { RequestProgress } from '@/lib/approvals/schema'
import type { Actor } from '@/lib/auth/context'
import { permitWithin } from '@/lib/auth/judge'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { completeRecords } from '@/lib/changes/record'
import type { Transaction } from '@/lib/db/port'
import { requestPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { append } from '@/lib/journal/append'
import { appendEvent } from '@/lib/journal/journal'
import type { NewEvent } from '@/lib/journal/schema'
import { eventsOf } from '@/lib/journal/stories'
import { tellWebhook } from '@/lib/webhook/tell'

/** Of which request, about which function URL. */
interface OfRequest {
  requestId: string
  identity: FunctionUrlIdentity
  /** Who does it, where that is not the permit's holder but the console. */
  actor?: Actor
}

/**
 * Writes a step of a request, and its row in the same transaction: both, or none.
 * @throws {DuplicateChangeError} where it was sent before. @throws {FailureError} `record-unavailable`, `record-tampered`
 */
export async function recordRequest(
  permit: Permit,
  of: OfRequest,
  event: RequestEvent,
  row: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  await completeRecords()
  const entry = entryOf(permit, of, event)
  await appendEvent(REQUEST_STREAM, entry, 'disk', async (transaction) => {
    await row(transaction)
    await told(transaction, entry)
  })
}

/** The same within the transaction that begins the change. */
export async function recordWithin(
  transaction: Transaction,
  permit: Permit,
  of: OfRequest,
  event: RequestEvent,
): Promise<void> {
  const entry = entryOf(permit, of, event)
  await append(transaction, REQUEST_STREAM, entry)
  await told(transaction, entry)
}

/** The webhook is told of a step along with it. */
function told(transaction: Transaction, { id, at, actor, identity, event }: Entry): Promise<void> {
  const request = { id, title: event.title, path: requestPath(id), by: actor.name, functionUrl: identity }
  return tellWebhook(transaction, at, { event: TOLD[event.type], request })
}

const TOLD = {
  'request-sent': 'request.sent',
  'request-revised': 'request.revised',
  'request-asked-back': 'request.asked-back',
  'request-approved': 'request.approved',
  'request-declined': 'request.declined',
  'request-withdrawn': 'request.withdrawn',
  'request-ended': 'request.ended',
} as const

type Entry = NewEvent<RequestEvent> & { identity: FunctionUrlIdentity }

function entryOf(
  permit: Permit,
  { requestId, identity: { account, region, functionName, qualifier }, actor = permit.actor }: OfRequest,
  event: RequestEvent,
): Entry {
  const identity = { account, region, functionName, qualifier }
  assertCovers(permit, identity)
  const { context } = permit
  return {
    ...{ id: requestId, identity, event },
    ...{ actor, at: context.now().toISOString(), requestId: context.requestId },
  }
}

/** A request as its events tell it; none where there are none that the permit's holder may see. @throws {FailureError} */
export async function recordedRequest(
  permit: Permit,
  requestId: string,
): Promise<RequestProgress | undefined> {
  return foldRequest(await eventsOf(permitWithin(permit, 'change:read', {}), REQUEST_STREAM, requestId))
}
