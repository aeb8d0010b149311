import { CORS_LISTS, CORS_MEMBERS, type CorsList, isCorsOff } from '@/lib/cors/value/cors'
import { headerNameKey } from '@/lib/cors/value/header-name'
import { maxAgeText } from '@/lib/cors/value/max-age'
import type { Cors } from '@/lib/cors/value/schema'

/** The members of Cors in the order of the form, called as AWS's documentation calls them for people. */
export const CORS_LABELS = {
  AllowOrigins: 'Allow origins',
  AllowMethods: 'Allow methods',
  AllowHeaders: 'Allow headers',
  ExposeHeaders: 'Expose headers',
  AllowCredentials: 'Allow credentials',
  MaxAge: 'Max age',
} as const satisfies Record<keyof Cors, string>

/** One member that differs, ready for a row of a before-and-after table. */
export interface CorsDifference {
  member: keyof Cors
  label: string
  before: string
  after: string
  /** Entries that came and went; both empty for a member that is no list. */
  added: string[]
  removed: string[]
}

/**
 * The members in which two Cors values differ as far as a browser or AWS's answer can tell: lists are compared
 * as sets, header names without regard to case (AWS stores them in lower case), absent and empty are two things.
 */
export function corsDifferences(before: Cors | undefined, after: Cors | undefined): CorsDifference[] {
  return CORS_MEMBERS.flatMap((member) => differenceOf(member, before ?? {}, after ?? {}))
}

/** How many changes lie between the two: one for switching CORS off, otherwise one per entry or setting. */
export function countCorsChanges(before: Cors | undefined, after: Cors | undefined): number {
  const differences = corsDifferences(before, after)
  if (differences.length > 0 && isCorsOff(after ?? {})) return 1
  return differences.reduce((sum, { added, removed }) => sum + Math.max(1, added.length + removed.length), 0)
}

/** "No changes", "1 change", "3 changes". */
export function changesText(count: number): string {
  if (count === 0) return 'No changes'
  return count === 1 ? '1 change' : `${count.toLocaleString('en')} changes`
}

function differenceOf(member: keyof Cors, before: Cors, after: Cors): CorsDifference[] {
  const { added, removed } = isList(member)
    ? entriesBetween(member, before, after)
    : { added: [], removed: [] }
  const isSame = isList(member)
    ? added.length + removed.length === 0 && (before[member] === undefined) === (after[member] === undefined)
    : before[member] === after[member]
  if (isSame) return []
  return [
    {
      member,
      label: CORS_LABELS[member],
      before: textOf(before[member]),
      after: textOf(after[member]),
      added,
      removed,
    },
  ]
}

const isList = (member: keyof Cors): member is CorsList => CORS_LISTS.some((list) => list === member)

function entriesBetween(member: CorsList, before: Cors, after: Cors): { added: string[]; removed: string[] } {
  const isHeaders = member === 'AllowHeaders' || member === 'ExposeHeaders'
  const keyOf = isHeaders ? headerNameKey : (value: string) => value
  return {
    added: missingFrom(before[member] ?? [], after[member] ?? [], keyOf),
    removed: missingFrom(after[member] ?? [], before[member] ?? [], keyOf),
  }
}

function missingFrom(
  others: readonly string[],
  all: readonly string[],
  keyOf: (value: string) => string,
): string[] {
  const known = new Set(others.map(keyOf))
  return all.filter((value) => {
    const isNew = !known.has(keyOf(value))
    known.add(keyOf(value))
    return isNew
  })
}

/** A member in words; absent and empty are told apart. */
function textOf(value: Cors[keyof Cors]): string {
  if (value === undefined) return 'not set'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return maxAgeText(value)
  return value.length === 0 ? 'empty' : value.join(', ')
}
