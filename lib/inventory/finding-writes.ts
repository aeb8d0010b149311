import 'server-only'
import type { Kysely, Selectable } from 'kysely'
import type { FindingMuteRow, IndexFindingRow } from '@/lib/db/finding-tables'
import type { Tables } from '@/lib/db/tables'
import { env } from '@/lib/env'
import { judgeState } from '@/lib/findings/judge-state'
import type { Part } from '@/lib/findings/rule'
import { HIGH_RANK, severityOfRank, severityRank } from '@/lib/findings/severity'
import { ruleOf } from '@/lib/findings/table'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionIdentity } from '@/lib/identity/schema'
import type { Subject } from '@/lib/inventory/finding-states'
import { functionOf } from '@/lib/inventory/function-columns'
import { tellWebhook } from '@/lib/webhook/tell'

type Transaction = Kysely<Tables>
type FindingRow = Selectable<IndexFindingRow>

/** Behind every severity: sorts last. */
const NO_FINDING = 9

/** What a reading that failed leaves unknown; what this console does not read yet is told by the rules' page. */
const READ_PARTS: readonly Part[] = ['function URL', 'policy', 'alias', 'concurrency', 'runtime']

/** What an endpoint's row says of its findings. */
export interface FindingTally {
  finding_rank: number
  finding_count: number
  unjudged: string
}

/**
 * Judges every subject of a function and writes what was found, in the transaction that has just changed it. What a
 * rule cannot know any more stays as it was found; only what is surely absent goes. Answers each subject's tally.
 */
export async function writeFindings(
  transaction: Transaction,
  identity: FunctionIdentity,
  subjects: readonly Subject[],
  at: string,
): Promise<Map<string, FindingTally>> {
  const of = functionOf(identity)
  const before = await transaction
    .selectFrom('index_findings')
    .selectAll()
    .where((eb) => eb.and(of))
    .execute()
  const mutes = await transaction
    .selectFrom('finding_mutes')
    .selectAll()
    .where((eb) => eb.and(of))
    .where('until', '>', at)
    .execute()
  const judged = subjects.map((subject) => ({ subject, ...rowsOf(subject, before, mutes, at) }))
  const rows = judged.flatMap((each) => each.rows)
  const gone = before.filter((row) => !rows.some(({ key, rule }) => key === row.key && rule === row.rule))
  for (const { key, rule } of gone)
    await transaction.deleteFrom('index_findings').where('key', '=', key).where('rule', '=', rule).execute()
  if (rows.length > 0)
    await transaction
      .insertInto('index_findings')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['key', 'rule']).doUpdateSet(({ ref }) => ({
          severity_rank: ref('excluded.severity_rank'),
          has_url: ref('excluded.has_url'),
          evidence: ref('excluded.evidence'),
          last_seen: ref('excluded.last_seen'),
          muted_until: ref('excluded.muted_until'),
        })),
      )
      .execute()
  await tellOfNew(transaction, of, rows, before, at)
  return new Map(
    judged.map(({ subject, rows: own, unjudged }) => [subject.key, { ...tallyOf(own), unjudged }]),
  )
}

/** The webhook is told of what is new and severe; of nothing while an account and region is read for the first time. */
async function tellOfNew(
  transaction: Transaction,
  { account, region }: { account: string; region: string },
  rows: readonly FindingRow[],
  before: readonly FindingRow[],
  at: string,
): Promise<void> {
  const isKnown = ({ key, rule }: FindingRow) => before.some((row) => row.key === key && row.rule === rule)
  const fresh = rows.filter(
    (row) => row.severity_rank <= HIGH_RANK && row.muted_until === null && !isKnown(row),
  )
  if (fresh.length === 0 || !env().webhook) return
  const target = await transaction
    .selectFrom('index_targets')
    .select('completed_at')
    .where('account', '=', account)
    .where('region', '=', region)
    .executeTakeFirst()
  if (!target?.completed_at) return
  for (const { rule, severity_rank, function_name: functionName, qualifier } of fresh) {
    const functionUrl = { account, region, functionName, qualifier }
    const severity = severityOfRank(severity_rank)
    const title = ruleOf(rule)?.title ?? rule
    const finding = { rule, title, severity, path: functionUrlPath(functionUrl), functionUrl }
    await tellWebhook(transaction, at, { event: 'finding.new', finding })
  }
}

function rowsOf(
  { key, qualifier, endpoint, state }: Subject,
  before: readonly FindingRow[],
  mutes: readonly Selectable<FindingMuteRow>[],
  at: string,
): { rows: FindingRow[]; unjudged: string } {
  const { found, unknown } = judgeState(state)
  const { account, region, functionName } = state.access.identity
  const known = before.filter((row) => row.key === key)
  const foundNow = found.map(
    ({ rule, text }): FindingRow => ({
      ...{ key, rule: rule.id, account, region, function_name: functionName, qualifier },
      severity_rank: severityRank(rule.severity),
      has_url: endpoint ? 1 : 0,
      evidence: JSON.stringify(text),
      first_seen: known.find((row) => row.rule === rule.id)?.first_seen ?? at,
      last_seen: at,
      muted_until: mutes.find((mute) => mute.key === key && mute.rule === rule.id)?.until ?? null,
    }),
  )
  const kept = known.filter((row) => unknown.some(({ rule }) => rule.id === row.rule))
  const parts = READ_PARTS.filter((part) => unknown.some((each) => each.part === part))
  return { rows: [...foundNow, ...kept], unjudged: parts.join() }
}

function tallyOf(
  rows: readonly Pick<FindingRow, 'muted_until' | 'severity_rank'>[],
): Omit<FindingTally, 'unjudged'> {
  const open = rows.filter(({ muted_until }) => muted_until === null)
  return {
    finding_rank: Math.min(NO_FINDING, ...open.map(({ severity_rank }) => severity_rank)),
    finding_count: open.length,
  }
}

/** Writes what the rows of one qualifier's findings come to beside its URL: after a mute, or when one has ended. */
export async function tallyAgain(transaction: Transaction, key: string): Promise<void> {
  const rows = await transaction
    .selectFrom('index_findings')
    .select(['muted_until', 'severity_rank'])
    .where('key', '=', key)
    .execute()
  await transaction.updateTable('index_endpoints').set(tallyOf(rows)).where('key', '=', key).execute()
}
