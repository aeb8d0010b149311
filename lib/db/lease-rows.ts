import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { DatabasePort } from '@/lib/db/port'
import type { Tables } from '@/lib/db/tables'

export interface LeaseRequest {
  /** What is held, for instance `identityKey` of a function. */
  key: string
  /** Who holds it: one id for each holder, not for each process. */
  owner: string
  /** From now on by the database's clock: no process's own clock is asked. */
  ttlMs: number
}

/**
 * Takes the lease, or prolongs the owner's own; `false` while somebody else's has not expired.
 * One statement, so that it holds between processes.
 */
export async function acquireLease({ key, owner, ttlMs }: LeaseRequest): Promise<boolean> {
  const taken = await written((transaction, { now }) => {
    const times = { acquired_at: now(), expires_at: now(ttlMs) }
    return transaction
      .insertInto('leases')
      .values({ key, owner, ...times })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ owner, ...times })
          .where(({ eb, or }) => or([eb('leases.expires_at', '<=', now()), eb('leases.owner', '=', owner)])),
      )
      .returning('owner')
      .executeTakeFirst()
  })
  return taken !== undefined
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

/** The lease on `key`, expired or not; `undefined` when nobody has one. */
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
