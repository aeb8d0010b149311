const listFormat = new Intl.ListFormat('en', { type: 'conjunction' })

/** "auth type and CORS" */
export const listed = (parts: readonly string[]): string => listFormat.format(parts)
