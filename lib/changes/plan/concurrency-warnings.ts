import type { Warning } from '@/lib/changes/change'
import { MIN_UNRESERVED, poolRefusal } from '@/lib/changes/plan/concurrency-pool'
import type { Result } from '@/lib/failures/result'
import type { ConcurrencyPool } from '@/lib/functions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { listed } from '@/lib/text/listed'

/** What hangs on the function beside the state that is written; each part as far as it could be read. */
export interface ConcurrencyEvidence {
  /** Qualifiers that have a function URL. */
  urls: Result<string[]>
  aliases: Result<string[]>
  /** Read only where something is to be reserved. */
  pool?: Result<ConcurrencyPool>
}

/** What a person should know before the reserved concurrency changes: who else is meant, and whether AWS takes it. */
export function concurrencyWarnings(
  before: QualifierState,
  after: QualifierState,
  evidence: ConcurrencyEvidence | undefined,
): Warning[] {
  const { concurrency } = after
  if (concurrency === undefined || concurrency === before.concurrency || !evidence) return []
  if (concurrency === 0) return [...stops(evidence), ...givesBack(before.concurrency)]
  return [
    ...(before.concurrency === 0 ? letsIn(evidence) : []),
    ...(concurrency === null ? [] : poolWarnings(concurrency, before.concurrency ?? 0, evidence.pool)),
  ]
}

function stops(evidence: ConcurrencyEvidence): Warning[] {
  return [
    {
      id: 'stops-every-call',
      tone: 'bad',
      message: `Every call of this function gets 429: through ${reach(evidence)}`,
    },
  ]
}

function letsIn(evidence: ConcurrencyEvidence): Warning[] {
  return [
    {
      id: 'lets-calls-in',
      tone: 'warn',
      message: `Everyone who could call this function before can call it again: through ${reach(evidence)}`,
    },
  ]
}

/** Names beyond these would bury the rest of the review. */
const MAX_NAMED = 10

/** "its function URLs on $LATEST and live, its alias live, every version, and direct invocations. …" */
function reach({ urls, aliases }: ConcurrencyEvidence): string {
  const ways = [
    named('its function URL on', 'its function URLs on', urls),
    named('its alias', 'its aliases', aliases),
    'every version',
    'direct invocations',
  ].filter((way) => way !== undefined)
  return `${listed(ways)}. Event source mappings, schedules and other triggers count too; they can’t be listed here.`
}

function named(one: string, many: string, names: Result<string[]>): string | undefined {
  if (!names.ok) return `${many} … (could not be listed: ${names.failure.message.replace(/\.$/, '')})`
  const { length } = names.value
  if (length === 0) return undefined
  const shown = names.value.slice(0, MAX_NAMED)
  const all = length > MAX_NAMED ? [...shown, `${length - MAX_NAMED} more`] : shown
  return `${length === 1 ? one : many} ${listed(all)}`
}

/** What was reserved is anybody's while calls are stopped. */
function givesBack(was: number | null | undefined): Warning[] {
  if (!was) return []
  const message = `The ${was} reserved now go back to the account’s pool. If others reserve them meanwhile, AWS refuses to reserve ${was} for this function again.`
  return [{ id: 'gives-back-reservation', tone: 'warn', message }]
}

function poolWarnings(wanted: number, was: number, pool: ConcurrencyEvidence['pool']): Warning[] {
  if (!pool?.ok) {
    const why = pool ? ` ${pool.failure.message}` : ''
    const message = `Whether the account has ${wanted} to reserve can’t be checked.${why} AWS refuses what leaves fewer than ${MIN_UNRESERVED} unreserved.`
    return [{ id: 'pool-unknown', tone: 'warn', message }]
  }
  const message = poolRefusal(wanted, was, pool.value)
  return message ? [{ id: 'pool-too-small', tone: 'bad', message, isRefusal: true }] : []
}
