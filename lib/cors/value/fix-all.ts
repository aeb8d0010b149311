import { CORS_LISTS } from '@/lib/cors/value/cors'
import { applyFix } from '@/lib/cors/value/fix'
import { headerNameKey } from '@/lib/cors/value/header-name'
import { type CorsIssue, corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'

/** The list with every fix of its entries applied; what becomes the same entry is kept once. */
export function applyEveryFix(
  list: readonly string[],
  issues: readonly CorsIssue[],
  keyOf?: (value: string) => string,
): string[] {
  // From the end, so that the places of those before stay right.
  const fixable = issues
    .flatMap(({ path: [, index], fix }) => (fix && index !== undefined ? [{ index, fix }] : []))
    .sort((a, b) => b.index - a.index)
  return fixable.reduce<string[]>((fixed, { index, fix }) => applyFix(fixed, index, fix, keyOf), [...list])
}

/** A Cors value with every fix of every list applied, or `null` where there is none. */
export function fixEverything(cors: Cors): Cors | null {
  const issues = corsIssues(cors)
  if (!issues.some(({ fix }) => fix)) return null
  const lists = CORS_LISTS.flatMap((member) => {
    const list = cors[member]
    const own = issues.filter(({ path }) => path[0] === member)
    const keyOf = member === 'AllowHeaders' || member === 'ExposeHeaders' ? headerNameKey : undefined
    return list === undefined ? [] : [[member, applyEveryFix(list, own, keyOf)] as const]
  })
  return { ...cors, ...Object.fromEntries(lists) }
}
