import 'server-only'
import { type Kysely, sql } from 'kysely'
import { closeDatabase, database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import type { FindingsReport } from '@/lib/findings/row'
import { unreadSentences } from '@/lib/findings/unread'
import { findingsQuery, rowOf, tallyUnjudged, unreadPolicies } from '@/lib/inventory/finding-rows'

type Read = Omit<FindingsReport, 'accountNames'>

/** Everything that was found, with what could not be read: for the report, a program that nobody's scope narrows. */
export async function readReport(db: Kysely<Tables>, at: string): Promise<Read> {
  const [rows, judged, policies, targets] = await Promise.all([
    findingsQuery(db).execute(),
    db
      .selectFrom('index_endpoints')
      .select(({ fn }) => ['unjudged', fn.countAll<number>().as('count'), fn.min('known_at').as('oldest')])
      .groupBy('unjudged')
      .execute(),
    unreadPolicies(db, sql`1 = 1`),
    readTargets(db),
  ])
  const { urls, oldestAt, unjudged } = tallyUnjudged(judged)
  const problems = unreadSentences({ urls, unjudged, unreadPolicies: policies, targets })
  return { at, oldestAt, urls, rows: rows.map(rowOf), problems }
}

async function readTargets(db: Kysely<Tables>) {
  const targets = await db
    .selectFrom('index_targets')
    .selectAll()
    .orderBy('account')
    .orderBy('region')
    .execute()
  return Promise.all(
    targets.map(async ({ account, region, completed_at, phase, failure }) => ({
      account,
      region,
      isNeverRead: completed_at === null && phase !== 'listing' && phase !== 'reading' && phase !== 'gates',
      isUnfinished: phase !== 'ended',
      failures: await failuresOf(db, account, region),
      failure: failure === null ? undefined : (JSON.parse(failure) as { message: string }),
    })),
  )
}

async function failuresOf(db: Kysely<Tables>, account: string, region: string): Promise<number> {
  const counts = await Promise.all(
    (['index_functions', 'index_policies'] as const).map((table) =>
      db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where((eb) => eb.and({ account, region }))
        .where('failure', 'is not', null)
        .executeTakeFirstOrThrow(),
    ),
  )
  return counts.reduce((sum, { count }) => sum + Number(count), 0)
}

/** The same from the database of this process, which a sweep has just filled; the last thing that it is used for. */
export async function readOwnReport(at: string): Promise<Read> {
  try {
    return await readReport((await database()).db, at)
  } finally {
    await closeDatabase()
  }
}
