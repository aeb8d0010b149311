import { applyFix } from '@/lib/cors/fix'
import type { CorsIssue } from '@/lib/cors/issues'

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
