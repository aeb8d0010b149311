import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { database } from '@/lib/db/database'
import { MIGRATION_TABLE, MIGRATIONS } from '@/lib/db/migrations'
import { singleton } from '@/lib/process/singleton'

/** Why nothing can be served from the database now. */
export type Unready = 'database-away' | 'database-not-migrated'

/** A probe is answered before those who ask give it up; in milliseconds. */
const ANSWER_WITHIN = 2_000
/** Whoever asks more often gets the same answer: strangers may ask. In milliseconds. */
const HOLDS_FOR = 1_000

const last = singleton<{ asked?: Promise<Unready | undefined>; at: number }>('readiness', () => ({ at: 0 }))

/** Whether the database is there in this build's shape; what is missing, where it is not. */
export function databaseReadiness(): Promise<Unready | undefined> {
  const now = performance.now()
  if (!last.asked || now - last.at > HOLDS_FOR) Object.assign(last, { at: now, asked: look() })
  return last.asked as Promise<Unready | undefined>
}

async function look(): Promise<Unready | undefined> {
  const late = new AbortController()
  const gaveUp = wait(ANSWER_WITHIN, 'database-away' as const, { signal: late.signal, ref: false })
  try {
    return await Promise.race([missing(), gaveUp])
  } catch {
    return 'database-away'
  } finally {
    late.abort()
    gaveUp.catch(() => undefined)
  }
}

async function missing(): Promise<Unready | undefined> {
  const { db } = await database()
  const steps = await db
    .withTables<{ [MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .execute()
  const done = new Set(steps.map(({ name }) => name))
  // A newer build may have gone further: while consoles are exchanged one by one, both are ready.
  return Object.keys(MIGRATIONS).every((name) => done.has(name)) ? undefined : 'database-not-migrated'
}
