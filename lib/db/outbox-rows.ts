import 'server-only'
import { database } from '@/lib/db/database'
import type { Transaction } from '@/lib/db/port'
import type { OutboxRow } from '@/lib/db/request-tables'

/** What is told stays for so long after it was sent, so that the settings can say so; in milliseconds. */
const KEPT_FOR = 7 * 24 * 3_600_000

/** Puts a message down beside what it tells of, in the same transaction: it is neither lost nor told of nothing. */
export async function putIntoOutbox(
  transaction: Transaction,
  { id, body, at }: { id: string; body: string; at: string },
): Promise<void> {
  const row = { id, body, created_at: at, next_at: at, attempts: 0, sent_at: null, failure: null }
  await transaction.insertInto('webhook_outbox').values(row).execute()
}

/** Messages whose time has come, the oldest first. */
export async function dueMessages(now: string, count: number): Promise<OutboxRow[]> {
  const { db } = await database()
  return db
    .selectFrom('webhook_outbox')
    .selectAll()
    .where('sent_at', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('created_at')
    .limit(count)
    .execute()
}

/** What became of a message: sent, or when it is tried again; a `next_at` that never comes gives it up. */
export async function noteDelivery(
  id: string,
  told: Pick<OutboxRow, 'attempts' | 'next_at' | 'sent_at' | 'failure'>,
): Promise<void> {
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction.updateTable('webhook_outbox').set(told).where('id', '=', id).execute()
  })
}

/** Forgets what was sent long ago. */
export async function tidyOutbox(now: Date): Promise<void> {
  const { immediately } = await database()
  const before = new Date(now.getTime() - KEPT_FOR).toISOString()
  await immediately(async (transaction) => {
    await transaction.deleteFrom('webhook_outbox').where('sent_at', '<', before).execute()
  }, 'process')
}

/** How many messages wait, when one was last sent, and why the one tried last was not. */
export async function outboxState(): Promise<{ waiting: number; sentAt?: string; failure?: string }> {
  const { db } = await database()
  const [counts, failed] = await Promise.all([
    db
      .selectFrom('webhook_outbox')
      .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('sent_at').as('sent')])
      .select(({ fn }) => fn.max('sent_at').as('last'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('webhook_outbox')
      .select('failure')
      .where('sent_at', 'is', null)
      .where('failure', 'is not', null)
      .orderBy('next_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  return {
    waiting: Number(counts.all) - Number(counts.sent),
    ...(counts.last && { sentAt: counts.last }),
    ...(failed?.failure && { failure: failed.failure }),
  }
}
