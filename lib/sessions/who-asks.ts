import 'server-only'
import type { Actor, Visit } from '@/lib/auth/context'
import { ALL_RIGHTS, type Grant, NO_RIGHTS, type Rights } from '@/lib/auth/grants'
import type { PersonRow } from '@/lib/db/people-tables'
import { env } from '@/lib/env'
import { cookieOf } from '@/lib/sessions/cookies'
import { rightsOf } from '@/lib/sessions/rights-of'
import { sessionOf } from '@/lib/sessions/session-rows'

const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'nobody' }

/** Set by the front door, which alone sees the connection: where a request comes from. */
export const ADDRESS_HEADER = 'x-asker-address'

interface Asking {
  actor: Actor
  rights: Rights
  visit?: Visit
}

/**
 * Who sends a request and what they may, by its headers; read anew for each request. Without sign-in it is the operator
 * of this computer, whom the loopback address and the front door vouch for; with it whoever the session is of.
 */
export async function whoAsks(headers: Pick<Headers, 'get'>): Promise<Asking> {
  if (!env().isSignInOn)
    return {
      actor: { kind: 'local-operator', id: 'local-operator', name: env().operator },
      rights: ALL_RIGHTS,
    }
  const visit: Visit = {
    address: headers.get(ADDRESS_HEADER) ?? 'unknown',
    agent: headers.get('user-agent') ?? '',
    cookies: headers.get('cookie') ?? '',
  }
  const token = cookieOf(visit.cookies, 'session')
  const live = token ? await sessionOf(token, new Date()) : undefined
  if (!live) return { actor: NOBODY, rights: NO_RIGHTS, visit }
  const { person, session } = live
  const provenAt = session.proven_at ? Date.parse(session.proven_at) : undefined
  return {
    actor: { kind: 'person', id: person.id, name: person.name },
    rights: await rightsOfPerson(person, provenAt),
    visit: { ...visit, sessionId: session.id },
  }
}

/** By their grants and those of their groups, and by the settings that name the first administrators. */
async function rightsOfPerson(person: PersonRow, provenAt: number | undefined): Promise<Rights> {
  const groups = groupsOf(person)
  const rights = await rightsOf({ personId: person.id, groups, provenAt })
  return isAdministrator(person, groups) ? { ...rights, grants: [...rights.grants, EVERYTHING] } : rights
}

const EVERYTHING: Grant = { role: 'admin', scope: 'everything' }

/** A truncated list of groups lets nobody gain, so it names no administrator either. */
function isAdministrator(person: PersonRow, groups: readonly string[]): boolean {
  const { adminGroup, admins = [] } = env().signIn ?? {}
  if (adminGroup && groups.includes(adminGroup)) return true
  if (person.issuer === '') return false
  const isNamed = (text: string) =>
    text === person.subject ||
    (person.email_verified === 1 && text.toLowerCase() === person.email?.toLowerCase())
  return admins.some(isNamed)
}

/** As the provider told them last. */
export function groupsOf({ groups }: Pick<PersonRow, 'groups'>): string[] {
  const parsed: unknown = JSON.parse(groups)
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : []
}
