import 'server-only'
import { assertCovers, assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { inBond } from '@/lib/db/in-scope'
import type { Transaction } from '@/lib/db/port'
import type { ProtectionRow } from '@/lib/db/request-tables'
import { fail } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { appendEvent } from '@/lib/journal/journal'
import { PROTECTION_STREAM, type ProtectionEvent } from '@/lib/protection/protection-events'
import type { Protection } from '@/lib/protection/schema'

const protectionOfRow = ({ reason, set_at, set_by_name }: ProtectionRow): Protection => ({
  reason,
  setAt: set_at,
  setBy: set_by_name,
})

const rowOf = (db: Transaction, identity: FunctionUrlIdentity): Promise<ProtectionRow | undefined> =>
  db.selectFrom('protections').selectAll().where('key', '=', identityKey(identity)).executeTakeFirst()

/**
 * The mark of a function URL that the permit covers. Within a transaction it is as it is when that is written.
 * @throws {PermitError}
 */
export async function protectionOf(
  permit: Permit,
  identity: FunctionUrlIdentity,
  transaction?: Transaction,
): Promise<Protection | undefined> {
  assertCovers(permit, identity)
  const row = await rowOf(transaction ?? (await database()).db, identity)
  return row && protectionOfRow(row)
}

/** The marks in what the permit is for, and in the scope of its holder. */
export async function protectionsInSight(
  permit: Permit,
): Promise<(FunctionUrlIdentity & { protection: Protection })[]> {
  assertOperation(permit, 'protection:read')
  const { db } = await database()
  const rows = await db
    .selectFrom('protections')
    .selectAll()
    .where(inBond(bondOf(permit), 'protections'))
    .orderBy('key')
    .execute()
  return rows.map((row) => ({
    ...{ account: row.account, region: row.region, functionName: row.function_name },
    qualifier: row.qualifier,
    protection: protectionOfRow(row),
  }))
}

/** Sets the mark, or gives it another reason: in the record and in its table at once. @throws {FailureError} `record-unavailable` */
export async function writeProtection(
  permit: Permit,
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
  reason: string,
): Promise<void> {
  const identity = { account, region, functionName, qualifier }
  const { actor, context } = permit
  const told = {
    reason,
    set_at: context.now().toISOString(),
    set_by_id: actor.id,
    set_by_name: actor.name,
  }
  const key = identityKey(identity)
  await record(permit, identity, { type: 'protection-set', reason }, async (transaction) => {
    await transaction
      .insertInto('protections')
      .values({ key, account, region, function_name: functionName, qualifier, ...told })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(told))
      .execute()
  })
}

/** Takes the mark away. @throws {FailureError} `changed-elsewhere` where it is gone, `record-unavailable` */
export async function removeProtectionRow(
  permit: Permit,
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
): Promise<void> {
  const identity = { account, region, functionName, qualifier }
  const { reason = '' } = (await protectionOf(permit, identity)) ?? {}
  await record(permit, identity, { type: 'protection-removed', reason }, async (transaction) => {
    const removed = await transaction
      .deleteFrom('protections')
      .where('key', '=', identityKey(identity))
      .executeTakeFirst()
    if (removed.numDeletedRows === 0n)
      fail('changed-elsewhere', 'This function URL is not protected any more.')
  })
}

function record(
  permit: Permit,
  identity: FunctionUrlIdentity,
  event: ProtectionEvent,
  also: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  assertCovers(permit, identity)
  const { actor, context } = permit
  const at = context.now().toISOString()
  const entry = { id: identityKey(identity), identity, actor, at, requestId: context.requestId, event }
  return appendEvent(PROTECTION_STREAM, entry, 'disk', also)
}
