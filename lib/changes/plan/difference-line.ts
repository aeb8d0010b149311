import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { stateRows } from '@/lib/changes/plan/state-rows'
import { corsSummary } from '@/lib/cors/value/summary'
import type { DifferenceRow } from '@/lib/function-urls/setting-differences'
import { ABSENT } from '@/lib/function-urls/settings'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { counted } from '@/lib/text/counted'

/** More would not fit on a line of a list. */
const MAX_PARTS = 4
const MAX_ENTRIES = 2

/** What a change changes, on one line: `Auth type NONE → AWS_IAM · 2 statements removed`. */
export function differenceLine(before: QualifierState, after: QualifierState): string {
  const parts = [...settingParts(before, after), ...statementParts(before, after)]
  const more = parts.length - MAX_PARTS
  return (more > 0 ? [...parts.slice(0, MAX_PARTS), `${more} more`] : parts).join(' · ')
}

function settingParts(before: QualifierState, after: QualifierState): string[] {
  const isSwap = before.config && after.config
  const whole = isSwap ? undefined : (after.config ?? before.config)
  if (whole) return [whole.AuthType, whole.InvokeMode, `CORS ${corsSummary(whole.Cors)}`]
  return stateRows(before, after)
    .filter(({ isChanged }) => isChanged)
    .map(partOf)
}

function partOf({ label, before, after }: DifferenceRow): string {
  const [was, becomes] = [entriesOf(before), entriesOf(after)]
  if (was.length <= 1 && becomes.length <= 1)
    return `${label} ${entryOrNotSet(was)} → ${entryOrNotSet(becomes)}`
  const added = becomes.filter((entry) => !was.includes(entry)).map((entry) => `+${entry}`)
  const removed = was.filter((entry) => !becomes.includes(entry)).map((entry) => `−${entry}`)
  const entries = [...added, ...removed]
  const more = entries.length - MAX_ENTRIES
  return `${label} ${entries.slice(0, MAX_ENTRIES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const entriesOf = (text: string) => (text === ABSENT ? [] : text.split('\n'))
const entryOrNotSet = ([entry]: string[]) => entry ?? 'not set'

function statementParts(before: QualifierState, after: QualifierState): string[] {
  const [was, becomes] = [statementsOf(before), statementsOf(after)]
  const added = statementsMissingFrom(was, becomes).length
  const removed = statementsMissingFrom(becomes, was).length
  return [
    added > 0 && `${counted(added, 'statement')} added`,
    removed > 0 && `${counted(removed, 'statement')} removed`,
  ].filter((part) => typeof part === 'string')
}
