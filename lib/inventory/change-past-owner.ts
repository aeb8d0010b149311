import 'server-only'
import type { Kysely } from 'kysely'
import type { Tables } from '@/lib/db/tables'
import { type FindingState, known, unknown } from '@/lib/findings/state'
import type { Owner } from '@/lib/owner/owner-of'
import { TOOL_DETAILS } from '@/lib/owner/tools'

interface Place {
  account: string
  region: string
  function_name: string
}

/** What CloudTrail says of a change, as far as it is asked for here (`lib/outside/schema.ts`). */
interface Told {
  who: { name: string }
  via?: string
  error?: object
}

/** Of a function's changes only so many are looked through; deployments of its tool stand between the others. */
const LOOKED_THROUGH = 50

/** The last change of a function that its tool did not make, as far as CloudTrail has told. */
export async function changePast(
  db: Kysely<Tables>,
  { account, region, function_name }: Place,
  { tool }: Owner,
): Promise<FindingState['outsideChange']> {
  const target = await db
    .selectFrom('index_targets')
    .select(['trail_to', 'trail_failure'])
    .where((eb) => eb.and({ account, region }))
    .executeTakeFirst()
  const changes = await db
    .selectFrom('outside_events')
    .select(['at', 'told'])
    .where((eb) => eb.and({ account, region, function_name }))
    .orderBy('at', 'desc')
    .limit(LOOKED_THROUGH)
    .execute()
  const past = changes
    .map(({ at, told }) => ({ at, told: JSON.parse(told) as Told }))
    .find(({ told }) => told.error === undefined && !isOfTool(told, tool))
  if (past) return known({ at: past.at, by: past.told.who.name })
  return target?.trail_to ? known(null) : unknown('CloudTrail was not read yet.')
}

/** Most of these tools call AWS through CloudFormation. */
const isOfTool = ({ who, via }: Told, tool: Owner['tool']): boolean =>
  [who.name, via].some((by) => by === 'CloudFormation' || by === TOOL_DETAILS[tool].label) ||
  (tool === 'sst' && via === 'Pulumi')
