import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { CANNOT_WRITE, recorded } from '@/lib/journal/recorded'

/** A transaction whose work stands in the record or is not done at all. @throws {FailureError} `record-unavailable` */
export const inRecord = <T>(work: (transaction: Kysely<Tables>) => Promise<T>): Promise<T> =>
  recorded(CANNOT_WRITE, async () => (await database()).immediately(work))
