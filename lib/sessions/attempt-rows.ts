import 'server-only'
import { randomUUID } from 'node:crypto'
import { database } from '@/lib/db/database'

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
  const { immediately } = await database()
  const since = new Date(now.getTime() - WINDOW).toISOString()
  return immediately(async (transaction) => {
    for (const { name, most } of buckets) {
      const { count } = await transaction
        .selectFrom('sign_in_attempts')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('bucket', '=', name)
        .where('at', '>', since)
        .executeTakeFirstOrThrow()
      if (Number(count) >= most) return false
    }
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

/** Whoever got in was no guesser: their bucket is full again. */
export async function forgetChecks(name: string): Promise<void> {
  const { db } = await database()
  await db.deleteFrom('sign_in_attempts').where('bucket', '=', name).execute()
}
