import type { Resource } from '@/lib/auth/resource'

/** A part of everything; whatever is left out narrows nothing. */
export interface ScopePart {
  accounts?: readonly string[]
  regions?: readonly string[]
  /** `*` stands for any characters, `?` for one; everything else for itself, in the same case. */
  functionNames?: readonly string[]
}

/** What an actor may know of: everything, or what lies in one of several parts. */
export type Scope = 'everything' | readonly ScopePart[]

export const NOTHING: Scope = []

/** Whether a resource lies in a scope. What a part asks for and the resource does not say lies outside. */
export function isInScope(scope: Scope, resource: Resource): boolean {
  if (scope === 'everything') return true
  return scope.some(
    ({ accounts, regions, functionNames }) =>
      isOneOf(accounts, resource.account) &&
      isOneOf(regions, resource.region) &&
      (functionNames === undefined || functionNames.some((glob) => matchesGlob(glob, resource.functionName))),
  )
}

const isOneOf = (allowed: readonly string[] | undefined, value: string | undefined) =>
  allowed === undefined || (value !== undefined && allowed.includes(value))

function matchesGlob(glob: string, text: string | undefined): boolean {
  if (text === undefined) return false
  const pattern = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`, 'su').test(text)
}
