import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { RequestList } from '@/lib/approvals/request-states'
import type { RequestDetails, RequestPlan, RequestsPage } from '@/lib/approvals/schema'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { REQUESTS_API_PATH, requestApiPath, WAITING_REQUESTS_API_PATH } from '@/lib/identity/api-paths'

/** The beginning of the keys of everything about requests. */
export const REQUESTS_KEY = ['requests'] as const

/** What somebody looks for among the requests. */
export interface RequestsFilter {
  list: RequestList
  account?: string
  functionName?: string
  person?: string
}

/** Others send requests too: what is shown is asked for again now and then. */
const LOOK_EVERY = 15_000

/** Requests, a page at a time. */
export function requestsQuery(filter: RequestsFilter) {
  return infiniteQueryOptions({
    queryKey: [...REQUESTS_KEY, 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const told = Object.entries({ ...filter, before: pageParam }).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      )
      return fetchJson<RequestsPage>(`${REQUESTS_API_PATH}?${new URLSearchParams(told)}`, { signal })
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_EVERY,
  })
}

/** How many requests wait for who asks. */
export function waitingRequestsQuery() {
  return queryOptions({
    queryKey: [...REQUESTS_KEY, 'waiting'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ count: number }>(WAITING_REQUESTS_API_PATH, { signal })).count,
    refetchInterval: LOOK_EVERY,
  })
}

/** A request as it stands. */
export function requestQuery(requestId: string) {
  return queryOptions({
    queryKey: [...REQUESTS_KEY, 'one', requestId],
    queryFn: ({ signal }) => fetchJson<RequestDetails>(requestApiPath(requestId), { signal }),
    refetchInterval: LOOK_EVERY,
  })
}

/** The same, planned on the state as it is now. */
export function requestPlanQuery(requestId: string) {
  return queryOptions({
    queryKey: [...REQUESTS_KEY, 'plan', requestId],
    queryFn: ({ signal }) => fetchJson<RequestPlan>(requestApiPath(requestId, 'plan'), { signal }),
  })
}
