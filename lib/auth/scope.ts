import type { TaggedFunctions } from '@/lib/auth/grants'
import type { Resource } from '@/lib/auth/resource'

/** A part of everything; whatever is left out narrows nothing. */
export interface ScopePart {
  accounts?: readonly string[]
  regions?: readonly string[]
  /** `*` stands for any characters, `?` for one; everything else for itself, in the same case. */
  functionNames?: readonly string[]
  /** A function has at least one of these tags. One whose tags are not known has none. */
  tags?: readonly Tag[]
  /** What lies in this part lies in each of these too: what two scopes have in common is not always one list of each kind. */
  also?: readonly ScopePart[]
}

export interface Tag {
  key: string
  value: string
}

/** What an actor may know of: everything, or what lies in one of several parts. */
export type Scope = 'everything' | readonly ScopePart[]

/** What lies in both. */
export function bothOf(one: Scope, other: Scope): Scope {
  if (one === 'everything') return other
  if (other === 'everything') return one
  return one.flatMap((part) => other.map((each) => ({ ...part, also: [...(part.also ?? []), each] })))
}

/** The name of a tag in a map. Neither keys nor values hold a line break. */
export const tagKey = ({ key, value }: Tag): string => `${key}\n${value}`

const functionKey = ({ account, region, functionName }: Resource): string =>
  `${account}/${region}/${functionName}`

/** Whether a resource lies in a scope. What a part asks for and the resource does not say lies outside. */
export function isInScope(scope: Scope, resource: Resource, tagged: TaggedFunctions): boolean {
  return lies(scope, resource, tagged, false)
}

/** Whether something of a resource may lie in a scope: an account does of which one function lies in it. */
export function reachesInto(scope: Scope, resource: Resource, tagged: TaggedFunctions): boolean {
  return lies(scope, resource, tagged, true)
}

function lies(scope: Scope, resource: Resource, tagged: TaggedFunctions, isUnsaidIn: boolean): boolean {
  if (scope === 'everything') return true
  const { account, region, functionName } = resource
  const isWithin = (is: (value: string) => boolean, value: string | undefined) =>
    value === undefined ? isUnsaidIn : is(value)
  return scope.some(
    ({ accounts, regions, functionNames, tags, also = [] }) =>
      also.every((part) => lies([part], resource, tagged, isUnsaidIn)) &&
      (!accounts || isWithin((value) => accounts.includes(value), account)) &&
      (!regions || isWithin((value) => regions.includes(value), region)) &&
      (!functionNames ||
        isWithin((value) => functionNames.some((glob) => matchesGlob(glob, value)), functionName)) &&
      (!tags ||
        isWithin(
          () => tags.some((tag) => tagged.get(tagKey(tag))?.has(functionKey(resource))),
          functionName,
        )),
  )
}

function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`, 'su').test(text)
}
