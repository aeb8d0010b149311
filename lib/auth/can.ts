import type { Actor } from '@/lib/auth/context'
import { isAsDeepAs, type Resource } from '@/lib/auth/resource'
import { accessOf, needsOf, type Operation } from '@/lib/auth/rights'
import { NOTHING, type Scope } from '@/lib/auth/scope'

/** yes; read-only: nobody may now; no: for this actor the resource does not exist. */
export type Judgement = 'yes' | 'read-only' | 'no'

interface RightsSettings {
  isReadOnly: boolean
}

/** What an actor may know of. Until there are people with scopes: everything for the local operator. */
export const scopeOf = (actor: Actor): Scope => (actor.kind === 'local-operator' ? 'everything' : NOTHING)

/**
 * Whether this actor may do this here: a function of its values alone. The local operator may do everything,
 * people and tokens nothing until they have roles. The console itself is never judged: it has a permit of its own.
 */
export function can(
  actor: Actor,
  operation: Operation,
  resource: Resource,
  { isReadOnly }: RightsSettings,
): Judgement {
  if (actor.kind !== 'local-operator' || !isAsDeepAs(needsOf(operation), resource)) return 'no'
  return isReadOnly && ['write', 'admin'].includes(accessOf(operation)) ? 'read-only' : 'yes'
}
