import { infiniteQueryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { OUTSIDE_API_PATH } from '@/lib/identity/api-paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { OutsidePage } from '@/lib/outside/schema'

const SECOND = 1_000
/** While somebody waits for CloudTrail the page follows. */
const FOLLOW_EVERY = 2 * SECOND

/** Changes past the console, of everything or of one function URL, a page at a time. */
export function outsideQuery(of: Partial<FunctionUrlIdentity> = {}) {
  return infiniteQueryOptions({
    queryKey: ['outside', of.account, of.region, of.functionName, of.qualifier],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const { account, region, functionName, qualifier } = of
      const given = { account, region, functionName, qualifier, before: pageParam }
      const present = Object.entries(given).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      )
      return fetchJson<OutsidePage>(`${OUTSIDE_API_PATH}?${new URLSearchParams(present)}`, { signal })
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.trails.some(({ isRequested }) => isRequested) ? FOLLOW_EVERY : false,
  })
}
