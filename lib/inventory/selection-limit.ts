/** Rows that are chosen one by one; more are chosen by a query. */
export const MAX_SELECTED = 1_000
