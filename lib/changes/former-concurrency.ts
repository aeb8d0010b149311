import type { ChangeProgress } from '@/lib/changes/change'

/**
 * What was reserved for a function before its calls were stopped, by its last applied change of that, newest first:
 * `null` for nothing reserved, undefined where the record does not tell.
 */
export function formerConcurrency(
  changes: readonly Pick<ChangeProgress, 'before' | 'after' | 'outcome'>[],
): number | null | undefined {
  const last = changes.find(
    ({ after, outcome }) => after.concurrency !== undefined && outcome?.verdict === 'applied',
  )
  return last?.after.concurrency === 0 ? last.before.concurrency : last?.after.concurrency
}
