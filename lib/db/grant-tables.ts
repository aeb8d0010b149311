/** Which person or group of people has which role, and where. */
export interface GrantTables {
  grants: GrantRow
}

interface GrantRow {
  id: string
  /** `person`: the subject is a person's id; `group`: a group's name, as the provider of sign-in calls it. */
  subject_kind: 'person' | 'group'
  subject: string
  /** One of `lib/auth/roles.ts`. */
  role: string
  /** A `Scope` as JSON. */
  scope: string
  given_at: string
  given_by: string
}
