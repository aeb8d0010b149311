import 'server-only'
import { sql } from 'kysely'
import { changesUnderWay } from '@/lib/changes/apply'
import { unwrittenEvents } from '@/lib/changes/record'
import { database } from '@/lib/db/database'
import type { DatabasePort } from '@/lib/db/port'
import { recordHealth } from '@/lib/record/health'
import type { Gauge } from '@/lib/telemetry/metrics'

/** What is asked for when the metrics are read: counts over everything, without names. @throws {DatabaseError} */
export async function consoleGauges(): Promise<Gauge[]> {
  const port = await database()
  const { state } = recordHealth()
  return [
    {
      name: 'console_changes_under_way',
      help: 'Changes that this process is making',
      values: changesUnderWay(),
    },
    {
      name: 'console_record_unwritten_events',
      help: 'Events that happened and could not be written yet',
      values: unwrittenEvents(),
    },
    {
      name: 'console_record',
      help: 'What is known of the record',
      values: { label: 'state', of: { unchecked: 0, whole: 0, tampered: 0, [state]: 1 } },
    },
    { name: 'console_record_events', help: 'Events in the record', values: await recordedEvents(port) },
    ...(await sweepGauges(port)),
    ...poolGauges(port),
  ]
}

async function recordedEvents({ db }: DatabasePort): Promise<number> {
  const head = await db.selectFrom('journal_head').select('position').executeTakeFirst()
  return head?.position ?? 0
}

/** How far the reading of AWS is, all accounts and regions together. */
async function sweepGauges({ db }: DatabasePort): Promise<Gauge[]> {
  const targets = await db
    .selectFrom('index_targets')
    .select(({ fn }) => ['phase', fn.countAll<number>().as('count'), fn.min('completed_at').as('oldest')])
    .groupBy('phase')
    .execute()
  const functions = await db
    .selectFrom('index_functions as f')
    .innerJoin('index_targets as t', (join) =>
      join.onRef('t.account', '=', 'f.account').onRef('t.region', '=', 'f.region'),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('known'),
      sql<number>`coalesce(sum(case when f.asked_in = t.sweep then 1 else 0 end), 0)`.as('read'),
      sql<number>`coalesce(sum(case when f.failure is not null then 1 else 0 end), 0)`.as('failed'),
    ])
    .executeTakeFirstOrThrow()
  const oldest = targets.map((each) => each.oldest).filter((time) => time !== null)
  const ages = oldest.map((time) => (Date.now() - Date.parse(time)) / 1_000)
  return [
    {
      name: 'console_sweep_targets',
      help: 'Accounts and regions by how far their reading is',
      values: { label: 'phase', of: Object.fromEntries(targets.map(({ phase, count }) => [phase, count])) },
    },
    {
      name: 'console_sweep_functions',
      help: 'Functions of the present reading: known, read, not readable',
      values: { label: 'state', of: { ...functions } },
    },
    {
      name: 'console_sweep_oldest_seconds',
      help: 'Age of the oldest complete reading; 0 where there is none',
      values: Math.max(0, ...ages),
    },
  ]
}

function poolGauges({ connections }: DatabasePort): Gauge[] {
  if (!connections) return []
  const values = { label: 'state', of: { ...connections() } }
  return [{ name: 'console_database_connections', help: 'Connections to PostgreSQL', values }]
}
