import { CORS_LISTS, CORS_MEMBERS, type CorsList, isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import {
  ABSENT,
  CORS_SETTINGS,
  comparableCors,
  corsSetting,
  URL_SETTINGS,
} from '@/lib/function-urls/settings'
import { canonicalJson } from '@/lib/text/canonical-json'
import { counted } from '@/lib/text/counted'

/** One setting before and after, as texts to compare; "—" for what is not set. */
export interface DifferenceRow {
  label: string
  before: string
  after: string
  isChanged: boolean
}

/** Stands for CORS that is off. */
export const CORS_OFF = 'not configured'

/** The settings of a function URL that differ, side by side. */
export function differenceRows(a: FunctionUrlConfig | null, b: FunctionUrlConfig | null): DifferenceRow[] {
  if (!a && !b) return []
  const address = b ? b.FunctionUrl || 'a new address, given by AWS' : 'permanently deleted'
  const { AuthType, InvokeMode } = URL_SETTINGS
  const rows = [
    differenceRow('Function URL', a?.FunctionUrl, address),
    differenceRow(AuthType.label, AuthType.lines(a?.AuthType), AuthType.lines(b?.AuthType)),
    differenceRow(InvokeMode.label, InvokeMode.lines(a?.InvokeMode), InvokeMode.lines(b?.InvokeMode)),
    ...corsRows(a?.Cors, b?.Cors),
  ]
  return rows.filter(({ isChanged }) => isChanged)
}

/** A row of two texts that are compared as they are. */
export function differenceRow(label: string, before: string = ABSENT, after: string = ABSENT): DifferenceRow {
  return { label, before, after, isChanged: before !== after }
}

/** Every member of CORS side by side, values in the order they are stored; one row alone where CORS is off on both sides. */
export function corsRows(before: Cors | undefined, after: Cors | undefined): DifferenceRow[] {
  const [wasOff, isOff] = [isCorsOff(before), isCorsOff(after)]
  if (wasOff && isOff) return [differenceRow('CORS', CORS_OFF, CORS_OFF)]
  const changed = changedMembers(before, after)
  const members = CORS_MEMBERS.map((member) => ({
    label: CORS_SETTINGS[member].label,
    before: corsSetting(member).lines(before?.[member]),
    after: corsSetting(member).lines(after?.[member]),
    isChanged: changed.includes(member),
  }))
  const word = (off: boolean) => (off ? CORS_OFF : 'configured')
  return wasOff === isOff ? members : [differenceRow('CORS', word(wasOff), word(isOff)), ...members]
}

/** The members in which two values differ as far as a browser or AWS's answer can tell; absent and empty differ. */
function changedMembers(before: Cors | undefined, after: Cors | undefined): (keyof Cors)[] {
  const [a, b] = [comparableCors(before), comparableCors(after)]
  return CORS_MEMBERS.filter(
    (member) => canonicalJson(a?.[member] ?? null) !== canonicalJson(b?.[member] ?? null),
  )
}

/** One member of Cors that differs, ready for a row of a before-and-after table. */
export interface CorsDifference {
  member: keyof Cors
  label: string
  before: string
  after: string
  /** Entries that came and went; both empty for a member that is no list. */
  added: string[]
  removed: string[]
}

/** What differs between two Cors values, member by member. */
export function corsDifferences(before: Cors | undefined, after: Cors | undefined): CorsDifference[] {
  return changedMembers(before, after).map((member) => {
    const setting = corsSetting(member)
    const entries = isList(member) ? entriesBetween(member, before, after) : { added: [], removed: [] }
    const [was, becomes] = [setting.inline(before?.[member]), setting.inline(after?.[member])]
    return { member, label: setting.label, before: was, after: becomes, ...entries }
  })
}

/** How many changes lie between the two: one for switching CORS off, otherwise one per entry or setting. */
export function countCorsChanges(before: Cors | undefined, after: Cors | undefined): number {
  const differences = corsDifferences(before, after)
  if (differences.length > 0 && isCorsOff(after)) return 1
  return differences.reduce((sum, { added, removed }) => sum + Math.max(1, added.length + removed.length), 0)
}

/** "No changes", "1 change", "3 changes". */
export function changesText(count: number): string {
  return count === 0 ? 'No changes' : counted(count, 'change')
}

const isList = (member: keyof Cors): member is CorsList => CORS_LISTS.some((list) => list === member)

function entriesBetween(member: CorsList, before: Cors | undefined, after: Cors | undefined) {
  return {
    added: missingFrom(member, before, after),
    removed: missingFrom(member, after, before),
  }
}

/** Entries of `all` that mean something which none of `others` means, each once. */
function missingFrom(member: CorsList, others: Cors | undefined, all: Cors | undefined): string[] {
  const keyOf = (entry: string) => CORS_SETTINGS[member].comparable([entry]).join()
  const known = new Set((others?.[member] ?? []).map(keyOf))
  return (all?.[member] ?? []).filter((entry) => {
    const isNew = !known.has(keyOf(entry))
    known.add(keyOf(entry))
    return isNew
  })
}
