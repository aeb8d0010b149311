type Fields = Record<string, unknown>

/**
 * A draft taken up on newer values: what the person had changed (against `base`, what they began with) wins,
 * everything else is as it is now. Objects are merged member by member, anything else is one value.
 */
export function mergeDraft(base: unknown, draft: unknown, current: unknown): unknown {
  if (isSame(draft, base)) return current
  if (!isFields(draft) || !isFields(current)) return draft
  const from = isFields(base) ? base : {}
  const merged: Fields = { ...current }
  for (const name of new Set([...Object.keys(from), ...Object.keys(draft)]))
    merged[name] = mergeDraft(from[name], draft[name], current[name])
  return merged
}

/** Whether two JSON values are equal; the order of members does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (!isFields(a) || !isFields(b)) return Object.is(a, b)
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => isSame(a[name], b[name]))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
