import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'

/** In milliseconds. */
const WINDOW = 15 * 60_000

/** How many checks a bucket may have in 15 minutes. */
export const CHECKS_OF_ACCOUNT = 5
export const CHECKS_OF_ADDRESS = 50

export interface Bucket {
  name: string
  most: number
}

/**
 * Takes one check out of each bucket, or none and answers no where one of them is empty. One transaction: of many
 * guesses at once, in whichever process, no more get through than there may.
 */
export async function takeChecks(buckets: readonly Bucket[], now: Date): Promise<boolean> {
  const { db, immediately } = await database()
  const since = new Date(now.getTime() - WINDOW).toISOString()
  // A flood of guesses must not keep everybody else from writing.
  if (!(await isRoomIn(db, buckets, since))) return false
  return immediately(async (transaction) => {
    if (!(await isRoomIn(transaction, buckets, since))) return false
    await transaction.deleteFrom('sign_in_attempts').where('at', '<=', since).execute()
    const at = now.toISOString()
    for (const { name } of buckets)
      await transaction
        .insertInto('sign_in_attempts')
        .values({ id: randomUUID(), bucket: name, at })
        .execute()
    return true
  }, 'process')
}

async function isRoomIn(db: Kysely<Tables>, buckets: readonly Bucket[], since: string): Promise<boolean> {
  for (const { name, most } of buckets) {
    const { count } = await db
      .selectFrom('sign_in_attempts')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('bucket', '=', name)
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
    if (Number(count) >= most) return false
  }
  return true
}

/** Whoever got in was no guesser: their bucket is full again. */
export async function forgetChecks(name: string): Promise<void> {
  const { db } = await database()
  await db.deleteFrom('sign_in_attempts').where('bucket', '=', name).execute()
}
