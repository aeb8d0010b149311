import 'server-only'
import type { Kysely } from 'kysely'
import type { DatabasePort } from '@/lib/db/port'
import type { Tables } from '@/lib/db/tables'
import { logLine } from '@/lib/process/log'

/** The row beside what people set: what the last process that found the journal changed has found. */
const NAME = 'journal-doubt'

/**
 * The digest of what one of the processes on this database last found wrong with the journal; `undefined`: none ever did.
 * It is a reason to walk the chain and nothing else, so that whoever writes it from outside gains a walk.
 */
export async function sharedDoubt(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db
    .selectFrom('console_settings')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst()
  return row?.value
}

/** Lets the other processes walk the chain at their next look. Where it cannot be written they find out by themselves. */
export async function shareDoubt({ immediately }: DatabasePort, digest: string): Promise<void> {
  const row = { value: digest, set_at: new Date().toISOString(), set_by: 'system' }
  const put = immediately(async (transaction) => {
    await transaction
      .insertInto('console_settings')
      .values({ name: NAME, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
  }, 'process')
  await put.catch((error: Error) =>
    logLine({ level: 'warn', event: 'journal.doubt-not-shared', reason: error.message }),
  )
}
