'use client'

import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useIsHydrated } from './use-is-hydrated'

/**
 * A query that begins with what the server read for this page. The first drawing in the browser shows just that, as
 * the server's HTML does, whatever the cache has learned meanwhile: parts of a page come alive one after the other,
 * and the first of them may have read anew before the last is drawn. React would throw such a part away (error 418).
 */
export function useServedQuery<Data, Key extends QueryKey>(
  options: UseQueryOptions<Data, Error, Data, Key>,
  served: Data,
  servedAt?: number,
): { data: Data } {
  const { data = served } = useQuery({ ...options, initialData: served, initialDataUpdatedAt: servedAt })
  return { data: useIsHydrated() ? data : served }
}
