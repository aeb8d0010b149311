import 'server-only'
import * as z from 'zod/mini'
import { database } from '@/lib/db/database'

/** Somebody who may sign in, and the groups that their provider told last. */
export interface ActivePerson {
  id: string
  name: string
  groups: string[]
}

/** A person by their id, as long as they are let in. */
export async function activePerson(id: string): Promise<ActivePerson | undefined> {
  const { db } = await database()
  const row = await db
    .selectFrom('people')
    .select(['id', 'name', 'groups'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, groups: z.array(z.string()).parse(JSON.parse(row.groups)) }
}
