import { scopeOf } from '@/lib/auth/can'
import type { Rights } from '@/lib/auth/grants'
import { accessOf, leastFor, needsOf, type Operation } from '@/lib/auth/rights'
import { isAtLeast, type Role } from '@/lib/auth/roles'
import type { Scope } from '@/lib/auth/scope'

/** What controls on screen stand for that not everybody may. Planning and asking for a change are everybody's. */
export const CONTROLLED = [
  'change:apply',
  'finding:mute',
  'people:read',
  'protection:set',
  'protection:remove',
  'record:acknowledge',
  'send:unsigned',
  'settings:change',
  'sweep:pause',
  'view:keep',
] as const satisfies readonly Operation[]

export type Controlled = (typeof CONTROLLED)[number]

/** Where somebody may do something, for a control on screen. The server judges again, whatever stands here. */
export interface May {
  /** The role that it takes. */
  least: Role
  /** Empty: nowhere. Tags are left out, since they are known to the index alone: what only they tell apart counts as in. */
  where: Scope
  /** Whether read-only mode is about it too. */
  isWrite: boolean
}

/** What a person may, of all that controls stand for. Of nobody else's rights anything is in it. */
export const mayOf = (rights: Rights): Record<Controlled, May> =>
  Object.fromEntries(
    CONTROLLED.map((operation) => [
      operation,
      {
        least: leastFor(operation, rights.rules),
        where: withoutTags(placesOf(rights, operation)),
        isWrite: ['write', 'admin'].includes(accessOf(operation)),
      },
    ]),
  ) as Record<Controlled, May>

function placesOf(rights: Rights, operation: Operation): Scope {
  const least = leastFor(operation, rights.rules)
  const grants = rights.grants.filter(({ role }) => isAtLeast(role, least))
  const places = scopeOf({ ...rights, grants, rules: { ...rights.rules, isEverythingSeen: false } })
  // What is about nothing in particular is governed by who has the whole.
  const takesAll = needsOf(operation) === 'nothing' && least === 'admin'
  if (places === 'everything' || takesAll) return places === 'everything' ? places : []
  // Who may with some functions of an account and region may not with the whole of it.
  return needsOf(operation) === 'target'
    ? places.filter(({ functionNames, tags }) => !functionNames && !tags)
    : places
}

const withoutTags = (scope: Scope): Scope =>
  scope === 'everything' ? scope : scope.map(({ tags, ...part }) => part)
