'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { formerConcurrency } from '@/lib/changes/former-concurrency'
import { changesQuery } from '@/lib/changes/queries'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** What was reserved before calls were stopped, by the latest changes in the record; undefined where they do not tell. */
export function useFormerConcurrency(
  identity: FunctionIdentity,
  enabled: boolean,
): number | null | undefined {
  const { account, region, functionName } = identity
  const { data } = useInfiniteQuery({ ...changesQuery({ account, region, functionName }), enabled })
  const listed = data?.pages.flatMap(({ changes }) => changes) ?? []
  // Behind an entry that cannot be read the record tells nothing of what came last.
  const unreadable = listed.findIndex((change) => 'reason' in change)
  const told = unreadable < 0 ? listed : listed.slice(0, unreadable)
  return formerConcurrency(told.flatMap((change) => ('reason' in change ? [] : [change])))
}
