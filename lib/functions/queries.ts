import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import type { FunctionDetails, FunctionsPage } from '@/lib/functions/schema'
import { FUNCTIONS_API_PATH, functionApiPath } from '@/lib/identity/api-paths'
import type { FunctionIdentity, Target } from '@/lib/identity/schema'

/** The functions of one account and region, page by page with AWS's own Marker; read ahead at low priority. */
export function functionsQuery({ account, region }: Target) {
  return infiniteQueryOptions({
    queryKey: ['functions', account, region],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ account, region, ...(pageParam ? { Marker: pageParam } : {}) })
      const priority = pageParam ? 'background' : undefined
      return fetchJson<FunctionsPage>(`${FUNCTIONS_API_PATH}?${query}`, { signal, priority })
    },
    getNextPageParam: (page) => page.NextMarker,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A function with its aliases, version count, tags and reserved concurrency. */
export function functionQuery(identity: FunctionIdentity) {
  const { account, region, functionName } = identity
  return queryOptions({
    queryKey: ['function', account, region, functionName],
    queryFn: ({ signal }) => fetchJson<FunctionDetails>(functionApiPath(identity), { signal }),
    staleTime: STALE.MINUTE,
  })
}
