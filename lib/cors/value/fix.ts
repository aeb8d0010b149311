/** A cure that one press applies: the entry it belongs to is replaced by `values`. */
export interface Fix {
  /** What pressing it does, as an imperative: "Remove the slash". */
  label: string
  /** What stands in place of the entry; none removes it, several split it. */
  values: readonly string[]
}

/** What is wrong with one entry of a list, in whole sentences that say what to do. */
export interface Diagnosis<Problem extends string> {
  problem: Problem
  message: string
  /** Only where there is exactly one cure. */
  fix?: Fix
}

/** The list with the entry at `index` replaced by the fix; values that the list has already are left out. */
export function applyFix(
  list: readonly string[],
  index: number,
  fix: Fix,
  keyOf: (value: string) => string = (value) => value,
): string[] {
  const others = new Set(list.filter((_, at) => at !== index).map(keyOf))
  const fresh: string[] = []
  for (const value of fix.values) {
    if (others.has(keyOf(value))) continue
    others.add(keyOf(value))
    fresh.push(value)
  }
  return [...list.slice(0, index), ...fresh, ...list.slice(index + 1)]
}
