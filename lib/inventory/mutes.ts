import 'server-only'
import type { Kysely } from 'kysely'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { tallyAgain } from '@/lib/inventory/finding-writes'
import { MUTE_STREAM, type MuteEvent } from '@/lib/inventory/mute-events'
import { appendEvent } from '@/lib/journal/journal'

interface Muted {
  rule: string
  reason: string
  /** ISO 8601, in UTC. */
  until: string
}

/**
 * Mutes one finding until then. It stands in the journal first.
 * @throws {FailureError} `record-unavailable` when it cannot be written there: then nothing is muted.
 */
export async function writeMute(
  permit: Permit,
  identity: FunctionUrlIdentity,
  { rule, reason, until }: Muted,
): Promise<void> {
  const key = identityKey(identity)
  await record(permit, identity, rule, { type: 'finding-muted', rule, reason, until })
  const { account, region, functionName: function_name, qualifier } = identity
  const { actor, context } = permit
  const told = {
    reason,
    until,
    author_id: actor.id,
    author_name: actor.name,
    muted_at: context.now().toISOString(),
  }
  await (await database()).immediately(async (transaction) => {
    await transaction
      .insertInto('finding_mutes')
      .values({ key, rule, account, region, function_name, qualifier, ...told })
      .onConflict((conflict) => conflict.columns(['key', 'rule']).doUpdateSet(told))
      .execute()
    await setMuted(transaction, key, rule, until)
  }, 'disk')
}

/** The finding counts again. @throws {FailureError} `record-unavailable` */
export async function removeMute(permit: Permit, identity: FunctionUrlIdentity, rule: string): Promise<void> {
  const key = identityKey(identity)
  await record(permit, identity, rule, { type: 'finding-unmuted', rule })
  await (await database()).immediately(async (transaction) => {
    await transaction.deleteFrom('finding_mutes').where('key', '=', key).where('rule', '=', rule).execute()
    await setMuted(transaction, key, rule, null)
  }, 'disk')
}

function record(
  permit: Permit,
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
  rule: string,
  event: MuteEvent,
): Promise<void> {
  const identity = { account, region, functionName, qualifier }
  assertCovers(permit, identity)
  return appendEvent(MUTE_STREAM, {
    id: `${identityKey(identity)} ${rule}`,
    actor: permit.actor,
    requestId: permit.context.requestId,
    at: permit.context.now().toISOString(),
    identity,
    event,
  })
}

async function setMuted(
  transaction: Kysely<Tables>,
  key: string,
  rule: string,
  muted_until: string | null,
): Promise<void> {
  await transaction
    .updateTable('index_findings')
    .set({ muted_until })
    .where('key', '=', key)
    .where('rule', '=', rule)
    .execute()
  await tallyAgain(transaction, key)
}

/** Mutes whose last day is over end: their findings count again. Answers how many; asked again and again. */
export async function endMutes(now: string): Promise<number> {
  const { db, immediately } = await database()
  const ended = await db
    .selectFrom('index_findings')
    .select(['key', 'rule'])
    .where('muted_until', '<=', now)
    .execute()
  if (ended.length > 0)
    await immediately(async (transaction) => {
      for (const { key, rule } of ended) await setMuted(transaction, key, rule, null)
    }, 'process')
  return ended.length
}
