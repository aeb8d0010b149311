import { comparableCors } from '@/lib/changes/plan/state-difference'
import { CORS_MEMBERS } from '@/lib/cors/value/cors'
import { CORS_LABELS } from '@/lib/cors/value/difference'
import type { Cors } from '@/lib/cors/value/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { visibleText } from '@/lib/text/visible-text'

/** One setting before and after, as texts to compare; "—" for what is not set. */
export interface DifferenceRow {
  label: string
  before: string
  after: string
  isChanged: boolean
}

/** Stands for what is not set. */
export const ABSENT = '—'

/** The settings of a function URL that a change touches, side by side. */
export function differenceRows(before: QualifierState, after: QualifierState): DifferenceRow[] {
  const [a, b] = [before.config, after.config]
  if (!a && !b) return []
  const address = b ? b.FunctionUrl || 'a new address, given by AWS' : 'lost for ever'
  const rows = [
    row('Function URL', a?.FunctionUrl, address),
    row('Auth type', a?.AuthType, b?.AuthType),
    row('Invoke mode', a?.InvokeMode, b?.InvokeMode),
    ...corsRows(a?.Cors, b?.Cors),
  ]
  return rows.filter(({ isChanged }) => isChanged)
}

/** Every member of CORS side by side, values in the order they are stored; one row alone where CORS is off on both sides. */
export function corsRows(before: Cors | undefined, after: Cors | undefined): DifferenceRow[] {
  const [a, b] = [comparableCors(before), comparableCors(after)]
  if (a === undefined && b === undefined) return [row('CORS', 'not configured', 'not configured')]
  const members = CORS_MEMBERS.map((member) => ({
    label: CORS_LABELS[member],
    before: textOf(before?.[member]),
    after: textOf(after?.[member]),
    isChanged: textOf(a?.[member]) !== textOf(b?.[member]),
  }))
  const isSwitched = (a === undefined) !== (b === undefined)
  const word = (cors: Cors | undefined) => (cors ? 'configured' : 'not configured')
  return isSwitched ? [row('CORS', word(a), word(b)), ...members] : members
}

function row(label: string, before: string = ABSENT, after: string = ABSENT): DifferenceRow {
  return { label, before, after, isChanged: before !== after }
}

function textOf(value: Cors[keyof Cors]): string {
  if (value === undefined) return ABSENT
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return `${value} s`
  return value.length === 0 ? 'empty list' : value.map(visibleText).join('\n')
}
