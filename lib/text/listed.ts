const conjunction = new Intl.ListFormat('en', { type: 'conjunction' })
const disjunction = new Intl.ListFormat('en', { type: 'disjunction' })

/** "auth type and CORS", "a, b, and c" */
export const listed = (parts: readonly string[]): string => conjunction.format(parts)

/** "a, b, or c" */
export const listedOr = (parts: readonly string[]): string => disjunction.format(parts)
