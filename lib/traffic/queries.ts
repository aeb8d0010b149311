import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/fetch-json'
import { functionUrlApiPath } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'
import { STALE } from '@/lib/stale-time'
import type { Traffic } from '@/lib/traffic/schema'

/** How often a function URL was called; CloudWatch bills each question, so it is asked no more than needed. */
export function trafficQuery(identity: FunctionUrlIdentity) {
  const { account, region, functionName, qualifier } = identity
  return queryOptions({
    queryKey: ['traffic', account, region, functionName, qualifier],
    queryFn: ({ signal }) => fetchJson<Traffic>(`${functionUrlApiPath(identity)}/traffic`, { signal }),
    staleTime: STALE.FIVE_MINUTES,
  })
}
