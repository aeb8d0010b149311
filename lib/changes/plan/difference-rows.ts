import { comparableCors } from '@/lib/changes/plan/state-difference'
import type { QualifierState } from '@/lib/changes/schema'
import type { Cors } from '@/lib/cors/schema'

/** One setting before and after, as texts to compare; "—" for what is not set. */
export interface DifferenceRow {
  label: string
  before: string
  after: string
  isChanged: boolean
}

const ABSENT = '—'

/** The settings of a function URL side by side; without `all` only those that change. */
export function differenceRows(before: QualifierState, after: QualifierState, all = false): DifferenceRow[] {
  const [a, b] = [before.config, after.config]
  const rows = [
    row(
      'Function URL',
      a ? a.FunctionUrl : ABSENT,
      b ? b.FunctionUrl || 'a new address, given by AWS' : 'lost for ever',
    ),
    row('Auth type', a?.AuthType, b?.AuthType),
    row('Invoke mode', a?.InvokeMode, b?.InvokeMode),
    ...corsRows(a?.Cors, b?.Cors),
  ]
  if (!a && !b) return []
  return all ? rows : rows.filter(({ isChanged }) => isChanged)
}

function corsRows(before: Cors | undefined, after: Cors | undefined): DifferenceRow[] {
  const [a, b] = [comparableCors(before), comparableCors(after)]
  if (a === undefined && b === undefined) return [row('CORS', 'not configured', 'not configured')]
  const rows = [
    row('Allow origins', list(a?.AllowOrigins), list(b?.AllowOrigins)),
    row('Allow methods', list(a?.AllowMethods), list(b?.AllowMethods)),
    row('Allow headers', list(a?.AllowHeaders), list(b?.AllowHeaders)),
    row('Expose headers', list(a?.ExposeHeaders), list(b?.ExposeHeaders)),
    row('Allow credentials', flag(a?.AllowCredentials), flag(b?.AllowCredentials)),
    row('Max age', seconds(a?.MaxAge), seconds(b?.MaxAge)),
  ]
  const isSwitched = (a === undefined) !== (b === undefined)
  return isSwitched
    ? [row('CORS', a ? 'configured' : 'not configured', b ? 'configured' : 'not configured'), ...rows]
    : rows
}

function row(label: string, before: string = ABSENT, after: string = ABSENT): DifferenceRow {
  return { label, before, after, isChanged: before !== after }
}

const list = (values: string[] | undefined) =>
  values === undefined ? undefined : values.length === 0 ? 'empty list' : values.join('\n')

const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no')

const seconds = (value: number | undefined) => (value === undefined ? undefined : `${value} s`)
