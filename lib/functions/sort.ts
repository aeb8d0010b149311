import { runtimeOf } from '@/lib/functions/runtime'
import type { FunctionFacts } from '@/lib/functions/schema'

/** The orders that a finished list can be put in; without one it is by target, then as AWS gave it. */
export const FUNCTION_SORTS = ['name', 'modified', 'runtime'] as const
export type FunctionSort = (typeof FUNCTION_SORTS)[number]

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const COMPARE: Record<FunctionSort, (one: FunctionFacts, other: FunctionFacts) => number> = {
  name: (one, other) => collator.compare(one.functionName, other.functionName),
  // AWS writes every LastModified in UTC and in one form, so that text order is time order.
  modified: (one, other) => compareText(other.LastModified, one.LastModified),
  runtime: (one, other) => collator.compare(runtimeOf(one), runtimeOf(other)),
}

/** Sorted copy: names and runtimes from A to Z, last modified newest first; equals keep their order. */
export function sortFunctions(functions: FunctionFacts[], sort: FunctionSort | null): FunctionFacts[] {
  return sort === null ? functions : [...functions].sort(COMPARE[sort])
}

function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
