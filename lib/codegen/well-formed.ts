/**
 * The value with every half of a character (a lone surrogate) replaced by U+FFFD: no file in UTF-8 can hold one.
 * Names of members are kept, as they are AWS's own but for condition keys.
 */
export function wellFormed<T>(value: T): T {
  return mapped(value) as T
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(mapped)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each)]))
}
