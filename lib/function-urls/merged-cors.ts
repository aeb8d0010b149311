import { CORS_LISTS, CORS_MEMBERS, type CorsList } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { storedCors } from '@/lib/function-urls/settings'

/**
 * Two people's edits of the same CORS settings in one value: entry by entry in lists, member by member elsewhere. What
 * both changed in one place is as `mine` has it, since that is what is under review. `{}` where nothing is set.
 */
export function mergedCors(base: Cors | undefined, mine: Cors | undefined, theirs: Cors | undefined): Cors {
  const [from, ours, others] = [base, mine, theirs].map((cors) => storedCors(cors) ?? {})
  const merged: Cors = {}
  for (const member of CORS_MEMBERS) {
    const value = isList(member)
      ? mergedList(from?.[member], ours?.[member], others?.[member])
      : isSame(ours?.[member], from?.[member])
        ? others?.[member]
        : ours?.[member]
    if (value !== undefined) Object.assign(merged, { [member]: value })
  }
  return merged
}

const isList = (member: keyof Cors): member is CorsList => CORS_LISTS.some((list) => list === member)

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What they have, without what I removed, with what I added. */
function mergedList(
  base: string[] = [],
  mine: string[] | undefined,
  theirs: string[] | undefined,
): string[] | undefined {
  if (mine === undefined && theirs === undefined) return undefined
  const kept = (theirs ?? []).filter((entry) => mine?.includes(entry) || !base.includes(entry))
  const added = (mine ?? []).filter((entry) => !base.includes(entry) && !kept.includes(entry))
  const merged = [...kept, ...added]
  return merged.length === 0 && (mine === undefined || theirs === undefined) ? undefined : merged
}
