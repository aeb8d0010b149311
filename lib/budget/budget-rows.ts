import 'server-only'
import type { Kysely, Selectable } from 'kysely'
import { type Bucket, burstOf, filled, fullBucket, lowered } from '@/lib/budget/bucket'
import { fading, type Share, shareOf, type Want, type Wanted } from '@/lib/budget/share'
import type { BudgetTables } from '@/lib/db/budget-tables'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'

/** What one process wants of one budget now, and what happened to it since it asked last. */
export interface BudgetRequest extends Wanted {
  key: string
  /** Calls a second at most. */
  most: number
  /** Calls that went out without having been asked for here; less than none: granted and not used. */
  spent: number
  /** Whether AWS has refused one. */
  isRefused: boolean
}

/** A share, and between how many processes the budget was lately divided. */
export interface SharedShare extends Share {
  processes: number
}

/** So long a want counts after it was last asked for: whoever waits asks several times a second. */
const WANT_COUNTS = 1_000
/** Who asked so lately may ask again at any moment. */
const PROCESS_COUNTS = 10_000
const KEPT_FOR = 3_600_000

const time = (milliseconds: number) => new Date(milliseconds).toISOString()

/**
 * Takes from several budgets in one transaction, so that all processes on the database have one of each together. By the
 * database's clock; a want that nobody repeats is forgotten.
 */
export async function takeShares(process: string, requests: BudgetRequest[]): Promise<SharedShare[]> {
  const { immediately, now } = await database()
  return immediately(async (transaction) => {
    const { at } = await transaction.selectNoFrom(now().as('at')).executeTakeFirstOrThrow()
    const round = { transaction, process, now: Date.parse(at), rows: await rowsOf(transaction, requests) }
    const shares: SharedShare[] = []
    for (const request of requests) shares.push(await takeOne(round, request))
    await transaction
      .deleteFrom('budget_wants')
      .where('wanted_at', '<', time(round.now - KEPT_FOR))
      .execute()
    return shares
  }, 'process')
}

/** How fast each quota may be asked at present, in calls a second, as it was last written. */
export async function bucketRates(): Promise<{ key: string; rate: number }[]> {
  const { db } = await database()
  return db.selectFrom('budget_buckets').select(['key', 'rate']).execute()
}

interface Round {
  transaction: Kysely<Tables>
  process: string
  now: number
  rows: Awaited<ReturnType<typeof rowsOf>>
}

async function rowsOf(transaction: Kysely<Tables>, requests: BudgetRequest[]) {
  const keys = requests.map(({ key }) => key)
  const buckets = await transaction
    .selectFrom('budget_buckets')
    .selectAll()
    .where('key', 'in', keys)
    .execute()
  const wants = await transaction.selectFrom('budget_wants').selectAll().where('key', 'in', keys).execute()
  return { buckets, wants }
}

async function takeOne(round: Round, request: BudgetRequest): Promise<SharedShare> {
  const { now, process, rows } = round
  const { key, most, people, background } = request
  const known = rows.buckets.find((row) => row.key === key)
  const wants = rows.wants.filter((row) => row.key === key)
  const own = wants.find((row) => row.process === process)
  const served = own ? wantOf(own, now).served : 0
  const others = wants.filter((row) => row.process !== process)
  const since = (row: WantRow) => now - Date.parse(row.wanted_at)
  const asking = others.filter((row) => since(row) < WANT_COUNTS).map((row) => wantOf(row, now))
  const bucket = presentBucket(known ? bucketOf(known) : fullBucket(most, now), request, now)
  const share = shareOf(bucket, { process, people, background, served }, asking)
  await putBucket(round, key, share.bucket)
  await putWant(round, key, { ...share.left, process, served: served + share.calls })
  return { ...share, processes: 1 + others.filter((row) => since(row) < PROCESS_COUNTS).length }
}

/** With what happened since this process asked last. */
function presentBucket(before: Bucket, { most, spent, isRefused }: BudgetRequest, now: number): Bucket {
  const bucket = filled(before, now, most)
  const counted = { ...bucket, calls: Math.min(burstOf(bucket.rate), bucket.calls - spent) }
  return isRefused ? lowered(counted, now) : counted
}

type WantRow = Selectable<BudgetTables['budget_wants']>

const wantOf = ({ process, people, background, served, wanted_at }: WantRow, now: number): Want => ({
  process,
  people,
  background,
  served: fading(served, now - Date.parse(wanted_at)),
})

const bucketOf = ({
  calls,
  rate,
  counted_at,
  lowered_at,
}: Selectable<BudgetTables['budget_buckets']>): Bucket => ({
  calls,
  rate,
  countedAt: Date.parse(counted_at),
  loweredAt: Date.parse(lowered_at),
})

async function putBucket({ transaction }: Round, key: string, bucket: Bucket): Promise<void> {
  const { calls, rate, countedAt, loweredAt } = bucket
  const row = { calls, rate, counted_at: time(countedAt), lowered_at: time(loweredAt) }
  await transaction
    .insertInto('budget_buckets')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}

async function putWant({ transaction, now }: Round, key: string, want: Want): Promise<void> {
  const { process, people, background, served } = want
  const row = { people, background, wanted_at: time(now), served }
  await transaction
    .insertInto('budget_wants')
    .values({ key, process, ...row })
    .onConflict((conflict) => conflict.columns(['key', 'process']).doUpdateSet(row))
    .execute()
}
