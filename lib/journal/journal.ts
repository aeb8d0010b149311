import 'server-only'
import { database } from '@/lib/db/database'
import type { Durability, Transaction } from '@/lib/db/port'
import { fail } from '@/lib/failures/result'
import { ACKNOWLEDGEMENT_ID, ACKNOWLEDGEMENTS } from '@/lib/journal/acknowledgement'
import { append } from '@/lib/journal/append'
import { keepHead, keptHeads } from '@/lib/journal/kept-heads'
import { CANNOT_READ, CANNOT_WRITE, recorded } from '@/lib/journal/recorded'
import type { EventStream, NewEvent } from '@/lib/journal/schema'
import { walkJournal } from '@/lib/journal/walk'
import { checkJournal, checkWithin, isFoundWhole, type JournalBreach, mayBegin } from '@/lib/journal/watch'

/**
 * Appends an event; when this returns, it is on the disk, unless `survives` says that it need not wait for that.
 * `also` is done in the same transaction: where it throws, nothing of both is written.
 * No story begins on a journal that was changed outside the console; one that has begun is told to its end.
 * @throws {DuplicateChangeError} a second beginning of one story.
 * @throws {FailureError} `record-unavailable` when it cannot be written, `record-tampered`.
 */
export async function appendEvent<Event extends { type: string }>(
  stream: EventStream<Event>,
  entry: NewEvent<Event>,
  survives: Durability = 'disk',
  also?: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  const isFirst = entry.event.type === stream.first
  const head = await recorded(CANNOT_WRITE, async () => {
    if (isFirst && !(await isFoundWhole())) refuse(await checkJournal())
    const port = await database()
    return port.immediately(async (transaction) => {
      if (isFirst && !(await mayBegin(port, transaction))) return undefined
      const appended = await append(transaction, stream, entry)
      await also?.(transaction)
      return appended
    }, survives)
  })
  // It broke between the check and the lock: the whole walk finds out where.
  if (head === undefined) return refuse(await checkJournal(), 'now')
  if (stream.endings.includes(entry.event.type)) await keepHead(head)
}

function refuse(breach: JournalBreach | undefined, when?: 'now'): void {
  if (breach)
    fail('record-tampered', `The record was changed outside the console, from event ${breach.position} on.`)
  if (when === 'now') fail('busy', 'The record was moving while it was checked.')
}

/** What somebody saw of a breach: only exactly that is acknowledged. */
export interface SeenBreach {
  position: number
  digest: string
}

/**
 * Records that somebody has seen where the journal was changed outside the console; stories may begin again.
 * @throws {FailureError} `changed-elsewhere` when it is not what they saw, `record-unavailable`.
 */
export async function acknowledgeBreach(
  seen: SeenBreach,
  by: Pick<NewEvent<unknown>, 'actor' | 'at' | 'requestId'>,
): Promise<void> {
  const head = await recorded(CANNOT_WRITE, async () => {
    const port = await database()
    return port.immediately(async (transaction) => {
      const { walk, breach } = await checkWithin(port, transaction)
      if (breach?.position !== seen.position || breach.digest !== seen.digest)
        fail('changed-elsewhere', 'The record is not as it was when this was shown.')
      const { position, reason, places, digest } = breach
      const found = { position, reason, places, hash: walk.head.hash, digest }
      const event = { type: 'record-acknowledged' as const, ...found }
      return append(transaction, ACKNOWLEDGEMENTS, { ...by, id: ACKNOWLEDGEMENT_ID, event })
    })
  })
  await keepHead(head, true)
  await checkJournal()
}

export type JournalVerdict = { ok: true; events: number } | { ok: false; position: number; reason: string }

/** Reads the whole journal and tells whether it is as it was written. @throws {FailureError} */
export async function verifyJournal(): Promise<JournalVerdict> {
  return recorded(CANNOT_READ, async () => {
    const { db } = await database()
    const { breaches, events } = await walkJournal(db, { kept: await keptHeads() })
    return breaches[0] ? { ok: false, ...breaches[0] } : { ok: true, events }
  })
}
