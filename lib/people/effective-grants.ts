import type { Grant } from '@/lib/auth/grants'
import type { ScopePart } from '@/lib/auth/scope'
import type { HeldGrant, Person } from '@/lib/people/schema'
import { listedOr } from '@/lib/text/listed'

/** A grant that holds for somebody, and why. */
export interface EffectiveGrant {
  grant: HeldGrant
  /** The group by which it holds; absent: it was given to the person. */
  byGroup?: string
}

/** Everything that is granted to a person or to one of their groups, the widest role first. */
export function effectiveGrants(person: Person, grants: readonly HeldGrant[]): EffectiveGrant[] {
  if (person.isDisabled) return []
  return grants.flatMap((grant): EffectiveGrant[] => {
    const { holder } = grant
    if (holder.kind === 'person') return holder.id === person.id ? [{ grant }] : []
    return person.groups.includes(holder.name) ? [{ grant, byGroup: holder.name }] : []
  })
}

/** Whether a person governs the whole console: an administrator of everything. */
export const governs = (person: Person, grants: readonly HeldGrant[]): boolean =>
  effectiveGrants(person, grants).some(({ grant }) => grant.role === 'admin' && grant.scope === 'everything')

/** A scope in words: `everything`, or what each of its parts is narrowed to. */
export function scopeText(scope: Grant['scope']): string {
  return scope === 'everything' ? 'everything' : scope.map(partText).join('; or ')
}

function partText({ accounts, regions, functionNames, tags }: ScopePart): string {
  const tagged = tags?.map(({ key, value }) => `${key}=${value}`)
  const what = functionNames ? `functions ${listedOr(functionNames)}` : tags ? 'functions' : 'everything'
  return [
    what,
    tagged && `tagged ${listedOr(tagged)}`,
    accounts && `in account ${listedOr(accounts)}`,
    regions && `in region ${listedOr(regions)}`,
  ]
    .filter((text) => text !== undefined)
    .join(' ')
}
