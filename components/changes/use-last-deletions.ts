'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ChangeProgress } from '@/lib/changes/change'
import { type ChangesFilter, changesQuery } from '@/lib/changes/queries'

/**
 * Per qualifier the last deletion of its function URL that the first page of the record has. `isWhole` once that is
 * all of the record, so that what is not there has not been.
 */
export function useLastDeletions(
  filter: ChangesFilter,
  enabled: boolean,
): { deletions: Map<string, ChangeProgress>; isWhole: boolean } {
  const { account, region, functionName, qualifier } = filter
  const { data, hasNextPage } = useInfiniteQuery({
    ...changesQuery({ account, region, functionName, qualifier }),
    enabled,
  })
  const deletions = new Map<string, ChangeProgress>()
  for (const change of data?.pages.flatMap((page) => page.changes) ?? []) {
    if ('reason' in change || change.outcome?.verdict !== 'applied') continue
    const { qualifier: of } = change.request.identity
    const isDeletion = change.before.config !== null && change.after.config === null
    if (isDeletion && !deletions.has(of)) deletions.set(of, change)
  }
  return { deletions, isWhole: data !== undefined && !hasNextPage }
}
