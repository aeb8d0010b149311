/** What findings can be put together by. */
export const GROUPINGS = ['rule', 'account', 'age'] as const
export type Grouping = (typeof GROUPINGS)[number]
