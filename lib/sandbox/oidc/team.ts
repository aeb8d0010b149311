/** Somebody whom the provider of the demo and of the tests knows. */
export interface TeamMember {
  sub: string
  name: string
  email: string
  groups: string[]
  /** What they may in the demo, for people who read. */
  may: string
}

/** The group whose people administer the console of the demo. */
export const ADMIN_GROUP = 'platform-admins'

/** Five people of different rights. */
export const TEAM: readonly TeamMember[] = [
  {
    sub: 'vera',
    name: 'Vera Lang',
    email: 'vera@example.com',
    groups: ['engineering'],
    may: 'sees everything, changes nothing',
  },
  {
    sub: 'emil',
    name: 'Emil Sander',
    email: 'emil@example.com',
    groups: ['engineering', 'team-shop'],
    may: 'edits what is tagged team=shop',
  },
  {
    sub: 'anna',
    name: 'Anna Weiss',
    email: 'anna@example.com',
    groups: ['engineering', 'approvers'],
    may: 'edits, deletes and approves everything',
  },
  {
    sub: 'ada',
    name: 'Ada Okafor',
    email: 'ada@example.com',
    groups: [ADMIN_GROUP],
    may: 'administers the console',
  },
  {
    sub: 'noor',
    name: 'Noor Haddad',
    email: 'noor@example.com',
    groups: [],
    may: 'is in no group, so has no role yet',
  },
]

/** What the groups of the demo may. */
export const TEAM_GRANTS = [
  { group: 'engineering', role: 'viewer', scope: 'everything' },
  { group: 'team-shop', role: 'editor', scope: [{ tags: [{ key: 'team', value: 'shop' }] }] },
  { group: 'approvers', role: 'approver', scope: 'everything' },
] as const
