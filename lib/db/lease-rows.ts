import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import { immediately } from '@/lib/db/immediately'
import type { LeaseRow, Tables } from '@/lib/db/schema'

export interface LeaseRequest {
  /** What is held, for instance `identityKey` of a function. */
  key: string
  /** Who holds it: one id for each holder, not for each process. */
  owner: string
  ttlMs: number
  now: Date
}

/**
 * Takes the lease, or prolongs the owner's own; `false` while somebody else's has not expired.
 * One statement, so that it holds between processes.
 */
export async function acquireLease({ key, owner, ttlMs, now }: LeaseRequest): Promise<boolean> {
  const row: LeaseRow = { key, owner, acquired_at: now.toISOString(), expires_at: later(now, ttlMs) }
  const taken = await written((transaction) =>
    transaction
      .insertInto('leases')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ owner, acquired_at: row.acquired_at, expires_at: row.expires_at })
          .where(({ eb, or }) =>
            or([eb('leases.expires_at', '<=', row.acquired_at), eb('leases.owner', '=', owner)]),
          ),
      )
      .returning('owner')
      .executeTakeFirst(),
  )
  return taken !== undefined
}

/** Prolongs a lease that is still the owner's; `false` when it was lost. */
export async function renewLease({ key, owner, ttlMs, now }: LeaseRequest): Promise<boolean> {
  const result = await written((transaction) =>
    transaction
      .updateTable('leases')
      .set({ expires_at: later(now, ttlMs) })
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

/** The lease on `key`, expired or not; `undefined` when nobody has one. */
export async function leaseOf(key: string): Promise<HeldLease | undefined> {
  const row = await database().selectFrom('leases').selectAll().where('key', '=', key).executeTakeFirst()
  return row && { owner: row.owner, expiresAt: row.expires_at }
}

/** Who held a lease when the computer went off does not matter any more: nothing waits for the disk. */
const written = <T>(work: (transaction: Kysely<Tables>) => Promise<T>) =>
  immediately(database(), work, 'process')

const later = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString()
