/**
 * Why a list of groups cannot be believed. `overage`: too many to be told, so they are somewhere else (Entra);
 * `missing`: the provider says none; `truncated`: exactly as many as a provider lists at most (Okta's hundred);
 * `unreadable`: it is no list of names.
 */
type GroupsProblem = 'overage' | 'missing' | 'truncated' | 'unreadable'

export interface ToldGroups {
  groups: string[]
  problem?: GroupsProblem
}

export type Claims = Readonly<Record<string, unknown>>

/** Okta leaves out what is more, without a word. */
const OKTAS_MOST = 100
const LONGEST_NAME = 256

/**
 * The groups in a set of claims: at a name, which may hold dots and slashes itself, or at names with dots between
 * them. Whatever cannot be believed to be all of them is none: nobody gains by it.
 */
export function groupsIn(claims: Claims, path: string): ToldGroups {
  if (isElsewhere(claims, path)) return { groups: [], problem: 'overage' }
  const value = valueAt(claims, path)
  if (value === undefined || value === null) return { groups: [], problem: 'missing' }
  const names = [value].flat().map(nameOf)
  if (!names.every((name) => name !== undefined)) return { groups: [], problem: 'unreadable' }
  const groups = [...new Set(names)]
  return groups.length === OKTAS_MOST ? { groups: [], problem: 'truncated' } : { groups }
}

/** Entra's answer to somebody in more than 200 groups: only where they could be asked for (OpenID Connect Core, 5.6.2). */
function isElsewhere(claims: Claims, path: string): boolean {
  const names = claims._claim_names
  const isNamed = typeof names === 'object' && names !== null && Object.hasOwn(names, path)
  return isNamed || claims.hasgroups === true || claims.hasgroups === 'true'
}

function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  let value: unknown = claims
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Claims)[name]
  }
  return value
}

/** A name, or a thing that has one. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value !== '' && value.length <= LONGEST_NAME ? value : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { name, value: named, id } = value as Claims
  return [name, named, id].find((each): each is string => typeof each === 'string' && each !== '')
}

/** What to call somebody, by what the provider says of them. */
export function nameIn(claims: Claims): string {
  const told = [claims.name, claims.preferred_username, claims.email, claims.sub]
  return (
    told.find((each): each is string => typeof each === 'string' && each.trim() !== '')?.trim() ?? 'unnamed'
  )
}
