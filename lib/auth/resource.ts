import type { Needs } from '@/lib/auth/rights'

/** What an operation is about: nothing in particular, an account, a target, one of its functions, or one qualifier of that. */
export interface Resource {
  account?: string
  region?: string
  functionName?: string
  qualifier?: string
}

const MEMBERS = ['account', 'region', 'functionName', 'qualifier'] as const

const DEPTH: Record<Needs, number> = { nothing: 0, account: 1, target: 2, function: 3, 'function-url': 4 }

/** Of an identity as much as an operation needs, and no other member. */
export function cutTo(needs: Needs, resource: Resource): Resource {
  const members = MEMBERS.slice(0, DEPTH[needs])
  return Object.fromEntries(members.map((member) => [member, resource[member]]))
}

/** Whether the resource names all that an operation needs to be judged. */
export function isAsDeepAs(needs: Needs, resource: Resource): boolean {
  return MEMBERS.slice(0, DEPTH[needs]).every((member) => Boolean(resource[member]))
}

/** Whether `inner` is `outer` or a part of it: a target covers its functions, a function its qualifiers. */
export function covers(outer: Resource, inner: Resource): boolean {
  return MEMBERS.every((member) => outer[member] === undefined || outer[member] === inner[member])
}

/** `account/region/function/qualifier` as far as there is one, for messages. */
export function resourceText(resource: Resource): string {
  const parts = MEMBERS.map((member) => resource[member]).filter(Boolean)
  return parts.length > 0 ? parts.join('/') : 'nothing'
}
