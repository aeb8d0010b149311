import type { Change } from '@/lib/changes/change'
import { mayOpen } from '@/lib/changes/plan/access-effect'

/**
 * What a plan does that a protected function URL does not bear by one person alone, as a part of a sentence; by what it
 * comes to, whatever its kind.
 */
export function secondPersonStep({ before, after }: Pick<Change, 'before' | 'after'>): string | undefined {
  if (before.config !== null && after.config === null) return 'deleting it'
  return mayOpen(before, after) ? 'making it public' : undefined
}
