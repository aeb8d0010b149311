import type { AccessEffect, Change, ReviewedChange, Warning } from '@/lib/changes/change'
import { type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { accessEffect } from '@/lib/changes/plan/access-effect'
import type { Result } from '@/lib/failures/result'
import { type AccountMark, typedName } from '@/lib/identity/account-mark'
import { functionUrlName } from '@/lib/identity/names'
import { counted, formatNumber } from '@/lib/text/counted'
import type { Traffic } from '@/lib/traffic/schema'

interface Circumstances {
  account: Pick<AccountMark, 'name' | 'isProduction'>
  /** Left out where nobody loses access. */
  traffic?: Result<Traffic>
}

/**
 * Whether the requests of a function URL have to be read before this change is reviewed: somebody loses access.
 * A deletion and an emergency stop are confirmed by typing anyway, and wait for no metrics.
 */
export const cutsOff = ({ before, after }: Pick<Change, 'before' | 'after'>): boolean =>
  before.config !== null &&
  after.config !== null &&
  before.concurrency === undefined &&
  accessEffect(before, after).loses.length > 0

/**
 * A change as it is put before a person: who loses and who gains access, and how carefully it is asked for. Opening a
 * URL to the internet, and cutting off the callers of a URL that is in use or may be, are confirmed as a deletion is.
 */
export function reviewOf(change: Change, { account, traffic }: Circumstances): ReviewedChange {
  const { request, calls } = change
  const effect = accessEffect(change.before, change.after)
  const isCutOff = traffic !== undefined && !isUnused(traffic)
  const opening = effect.isOpening ? openingLabel(change) : undefined
  const closing = isCutOff ? closingLabel(effect) : undefined
  const isTyped = (opening !== undefined && account.isProduction) || closing !== undefined
  const wanted = change.confirmation ?? (isTyped ? functionUrlName(request.identity) : null)
  return {
    ...change,
    warnings: isCutOff ? [trafficWarning(traffic), ...change.warnings] : change.warnings,
    confirmation: wanted === null ? null : typedName(request.identity, account.name, wanted),
    effect,
    traffic,
    danger: calls.map(dangerOf).find((label) => label !== undefined) ?? opening ?? closing,
  }
}

/** Not known is not unused. */
const isUnused = (traffic: Result<Traffic>) =>
  traffic.ok && traffic.value.lastDay === 0 && traffic.value.last30Days === 0

const openingLabel = ({ before }: Change) =>
  before.config ? 'Open to the internet' : 'Create and open to the internet'

const closingLabel = ({ loses }: AccessEffect) =>
  loses.some((phrase) => phrase.startsWith('everyone on the internet'))
    ? 'Close to the internet'
    : 'Remove access'

function trafficWarning(traffic: Result<Traffic>): Warning {
  const message = traffic.ok
    ? `This cuts off callers of a function URL in use: ${counted(traffic.value.lastDay, 'request')} in the last day, ${formatNumber(traffic.value.last30Days)} in the last 30 days. Whose they are, CloudWatch does not say.`
    : `This cuts off callers, and whether the function URL is in use is not known: ${traffic.failure.message}`
  return { id: 'cuts-off-traffic', tone: 'bad', message }
}

function dangerOf<Name extends CallOperation>({ operation, input }: Call<Name>): string | undefined {
  return OPERATIONS[operation].danger?.(input)
}
