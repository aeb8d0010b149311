import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { DatabasePort } from '@/lib/db/port'
import type { Tables } from '@/lib/db/tables'
import { singleton } from '@/lib/process/singleton'

export interface LeaseRequest {
  /** What is held, for instance `identityKey` of a function. */
  key: string
  /** Who holds it: one id for each holder, not for each process. */
  owner: string
  /** How long it holds without being renewed. */
  ttlMs: number
}

/** Somebody else's lease, as it was when this process first saw it like that. */
interface Seen {
  /** Owner and time of the last renewal: changes whenever its holder gives a sign of life. */
  sign: string
  /** By the one clock that never jumps. */
  since: number
}

const sightings = () => singleton('lease-sightings', () => new Map<string, Seen>())

const signOf = (row: Pick<Tables['leases'], 'owner' | 'expires_at'>) => `${row.owner} ${row.expires_at}`

/** How long this process has seen somebody else's lease without a sign of life; in milliseconds. */
function silenceOf(key: string, sign: string): number {
  const known = sightings().get(key)
  if (known?.sign === sign) return performance.now() - known.since
  sightings().set(key, { sign, since: performance.now() })
  return 0
}

/**
 * Takes the lease, or prolongs the owner's own; `false` while somebody else has it. A lease is over when it was given
 * back, or when this process has watched it for `ttlMs` without seeing it renewed. No clock of the day is compared:
 * one that jumps forward would end the lease of a holder who lives, and one that jumps back keep that of a dead one.
 */
export async function acquireLease({ key, owner, ttlMs }: LeaseRequest): Promise<boolean> {
  const isTaken = await written(async (transaction, { now }) => {
    const row = await transaction.selectFrom('leases').selectAll().where('key', '=', key).executeTakeFirst()
    if (row && row.owner !== owner && silenceOf(key, signOf(row)) < ttlMs) return false
    const times = { acquired_at: now(), expires_at: now(ttlMs) }
    await transaction
      .insertInto('leases')
      .values({ key, owner, ...times })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ owner, ...times }))
      .execute()
    return true
  })
  if (isTaken) sightings().delete(key)
  return isTaken
}

/**
 * Looks at all leases, so that this process has watched those of dead holders for long enough when somebody wants
 * one, and forgets what is not there any more.
 */
export async function watchLeases(): Promise<void> {
  const { db } = await database()
  const rows = await db.selectFrom('leases').select(['key', 'owner', 'expires_at']).execute()
  const there = new Set(rows.map(({ key }) => key))
  for (const row of rows) silenceOf(row.key, signOf(row))
  for (const key of sightings().keys()) if (!there.has(key)) sightings().delete(key)
}

/** Prolongs a lease that is still the owner's; `false` when it was lost. */
export async function renewLease({ key, owner, ttlMs }: LeaseRequest): Promise<boolean> {
  const result = await written((transaction, { now }) =>
    transaction
      .updateTable('leases')
      .set({ expires_at: now(ttlMs) })
      .where('key', '=', key)
      .where('owner', '=', owner)
      .executeTakeFirst(),
  )
  return Number(result.numUpdatedRows) === 1
}

/** Gives the lease back; somebody else's stays untouched. */
export async function releaseLease({ key, owner }: { key: string; owner: string }): Promise<void> {
  await written((transaction) =>
    transaction.deleteFrom('leases').where('key', '=', key).where('owner', '=', owner).execute(),
  )
}

export interface HeldLease {
  owner: string
  expiresAt: string
}

/** The lease on `key`, renewed lately or not; `undefined` when nobody has one. */
export async function leaseOf(key: string): Promise<HeldLease | undefined> {
  const { db } = await database()
  const row = await db.selectFrom('leases').selectAll().where('key', '=', key).executeTakeFirst()
  return row && { owner: row.owner, expiresAt: row.expires_at }
}

/** Who held a lease when the computer went off does not matter any more: nothing waits for the disk. */
async function written<T>(work: (transaction: Kysely<Tables>, port: DatabasePort) => Promise<T>): Promise<T> {
  const port = await database()
  return port.immediately((transaction) => work(transaction, port), 'process')
}
