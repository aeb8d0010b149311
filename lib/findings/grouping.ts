/** What findings can be put together by. */
export const GROUPINGS = ['rule', 'account', 'age'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Which group is open: the one that the address names, none where it names none on purpose, else the first. */
export function openedGroup(groups: readonly { of: string }[], named: string | null): string | undefined {
  if (named === '') return undefined
  return (groups.find(({ of }) => of === named) ?? groups[0])?.of
}
