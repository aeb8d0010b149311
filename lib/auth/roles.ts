/** What people and tokens may be; each may all that those before it may. */
export const ROLES = ['viewer', 'editor', 'approver', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** Whether a role is at least another one. */
export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)
