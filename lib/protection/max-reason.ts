/** How many characters a reason may have. */
export const MAX_REASON = 300
