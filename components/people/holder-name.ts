import type { Holder, PeopleState } from '@/lib/people/schema'

/** What people call the holder of a grant. */
export function holderName(holder: Holder, { people }: Pick<PeopleState, 'people'>): string {
  if (holder.kind === 'group') return holder.name
  return people.find(({ id }) => id === holder.id)?.name ?? 'Somebody who is gone'
}
