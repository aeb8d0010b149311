import 'server-only'
import { randomUUID } from 'node:crypto'
import { database } from '@/lib/db/database'

/** What of one person's requests counts when the next one is to begin. */
export interface Sendings {
  underWay: number
  /** Begun within so many milliseconds as were asked for. */
  lately: number
}

/**
 * Notes that a person begins a request, unless `mayBegin` finds that others are enough; counted by the database's clock,
 * over all processes. Places are forgotten after `forgottenAfter` milliseconds, given back or not. Answers the place's id.
 */
export async function putSendingPlace(
  actorId: string,
  { lately, forgottenAfter }: { lately: number; forgottenAfter: number },
  mayBegin: (sendings: Sendings) => void,
): Promise<string> {
  const id = randomUUID()
  const { immediately, now } = await database()
  await immediately(async (transaction) => {
    await transaction.deleteFrom('sending_places').where('begun_at', '<=', now(-forgottenAfter)).execute()
    const rows = await transaction
      .selectFrom('sending_places')
      .select(['under_way', (row) => row('begun_at', '>', now(-lately)).as('isLate')])
      .where('actor_id', '=', actorId)
      // A clock that was put back keeps nobody out.
      .where('begun_at', '<=', now())
      .execute()
    mayBegin({
      underWay: rows.filter(({ under_way }) => under_way === 1).length,
      lately: rows.filter(({ isLate }) => Boolean(isLate)).length,
    })
    await transaction
      .insertInto('sending_places')
      .values({ id, actor_id: actorId, begun_at: now(), under_way: 1 })
      .execute()
  }, 'process')
  return id
}

/** The request is over; it goes on to count as one that was begun. */
export async function endSendingPlace(id: string): Promise<void> {
  const { immediately } = await database()
  await immediately(async (transaction) => {
    await transaction.updateTable('sending_places').set({ under_way: 0 }).where('id', '=', id).execute()
  }, 'process')
}
