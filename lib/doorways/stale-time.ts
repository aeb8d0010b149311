/** How old an answer may be before it is read again, in milliseconds. */
export const STALE = { MINUTE: 60_000, FIVE_MINUTES: 300_000 } as const
