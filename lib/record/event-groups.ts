/** What events about people and rules are looked for by. */
export const EVENT_GROUPS = [
  'sign-in',
  'people',
  'rights',
  'requests',
  'protection',
  'accounts',
  'console',
  'findings',
  'record',
] as const

export type EventGroup = (typeof EVENT_GROUPS)[number]
