import type { Actor } from '@/lib/auth/context'
import type { Rights } from '@/lib/auth/grants'
import { isAsDeepAs, type Resource } from '@/lib/auth/resource'
import { accessOf, leastFor, needsOf, type Operation, takesProof } from '@/lib/auth/rights'
import { isAtLeast } from '@/lib/auth/roles'
import { isInScope, reachesInto, type Scope } from '@/lib/auth/scope'

/**
 * yes; read-only: nobody may now; not-allowed: the actor may know of it, and not do this to it; proof: the person has
 * to prove who they are once more; no: for this actor the resource does not exist.
 */
export type Judgement = 'yes' | 'read-only' | 'not-allowed' | 'proof' | 'no'

interface Circumstances {
  isReadOnly: boolean
  /** Milliseconds since the epoch. */
  now: number
}

/** How long a proof of who somebody is counts, in milliseconds. */
export const PROOF_LASTS = 5 * 60_000

/** What everybody may who has signed in, also without a role: to be told so. */
const ANYBODY: readonly Operation[] = ['self:read', 'self:manage']

/** What whoever comes may, signed in or not: sign in. */
const isForStrangers = (operation: Operation): boolean => operation === 'sign-in:enter'

/** What an actor may know of: where it has any role. */
export function scopeOf({ grants, rules }: Rights): Scope {
  if (grants.length > 0 && rules.isEverythingSeen) return 'everything'
  return grants.some(({ scope }) => scope === 'everything')
    ? 'everything'
    : grants.flatMap(({ scope }) => (scope === 'everything' ? [] : scope))
}

/**
 * Whether this actor may do this here: a function of its values alone. The console itself is never judged: it has a
 * permit of its own.
 */
export function can(
  actor: Actor,
  rights: Rights,
  operation: Operation,
  resource: Resource,
  { isReadOnly, now }: Circumstances,
): Judgement {
  if (actor.kind === 'system') return 'no'
  if (isForStrangers(operation)) return actor.kind === 'token' ? 'no' : 'yes'
  if (actor.kind === 'nobody') return 'no'
  if (!isAsDeepAs(needsOf(operation), resource)) return 'no'
  if (!isForAnybody(actor, operation)) {
    if (!reachesInto(scopeOf(rights), resource, rights.tagged)) return 'no'
    if (!isAllowed(actor, rights, operation, resource)) return 'not-allowed'
  }
  if (isReadOnly && ['write', 'admin'].includes(accessOf(operation))) return 'read-only'
  const isProven = rights.provenAt !== undefined && now - rights.provenAt < PROOF_LASTS
  return actor.kind === 'person' && takesProof(operation) && !isProven ? 'proof' : 'yes'
}

/** A token reads who it is, and nothing more of its own. */
const isForAnybody = (actor: Actor, operation: Operation): boolean =>
  ANYBODY.includes(operation) && (actor.kind !== 'token' || accessOf(operation) === 'read')

function isAllowed(actor: Actor, rights: Rights, operation: Operation, resource: Resource): boolean {
  const access = accessOf(operation)
  // Tokens are for programs that look and report.
  if (actor.kind === 'token' && access !== 'read') return false
  // What is seen, and planned to be asked for, is so by whoever has a role, as far as `scopeOf` says.
  if (leastFor(operation, rights.rules) === 'viewer') return true
  return rights.grants.some(
    ({ role, scope }) =>
      isAtLeast(role, leastFor(operation, rights.rules)) && holds(scope, operation, resource, rights),
  )
}

/** What is about nothing in particular is governed by who has the whole; of the rest a part is enough, and judged by row. */
function holds(scope: Scope, operation: Operation, resource: Resource, { rules, tagged }: Rights): boolean {
  if (needsOf(operation) === 'nothing')
    return leastFor(operation, rules) !== 'admin' || scope === 'everything'
  return accessOf(operation) === 'read'
    ? reachesInto(scope, resource, tagged)
    : isInScope(scope, resource, tagged)
}
