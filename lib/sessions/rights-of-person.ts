import 'server-only'
import type { Grant, Rights } from '@/lib/auth/grants'
import type { PersonRow } from '@/lib/db/people-tables'
import { env } from '@/lib/env'
import { rightsOf } from '@/lib/sessions/rights-of'

/** By their grants and those of their groups, and by the settings that name the first administrators. */
export async function rightsOfPerson(person: PersonRow, provenAt?: number): Promise<Rights> {
  const groups = groupsOf(person)
  const rights = await rightsOf({ personId: person.id, groups, provenAt })
  return administersBy(person) ? { ...rights, grants: [...rights.grants, EVERYTHING] } : rights
}

const EVERYTHING: Grant = { role: 'admin', scope: 'everything' }

/**
 * The setting that makes somebody an administrator of everything; none in most cases. A truncated list of groups lets
 * nobody gain, so it names no administrator either.
 */
export function administersBy(person: PersonRow): 'CONSOLE_ADMIN_GROUP' | 'CONSOLE_ADMINS' | undefined {
  const { adminGroup, admins = [] } = env().signIn ?? {}
  if (adminGroup && groupsOf(person).includes(adminGroup)) return 'CONSOLE_ADMIN_GROUP'
  if (person.issuer === '') return undefined
  const isNamed = (text: string) =>
    text === person.subject ||
    (person.email_verified === 1 && text.toLowerCase() === person.email?.toLowerCase())
  return admins.some(isNamed) ? 'CONSOLE_ADMINS' : undefined
}

/** As the provider told them last. */
function groupsOf({ groups }: Pick<PersonRow, 'groups'>): string[] {
  const parsed: unknown = JSON.parse(groups)
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : []
}
