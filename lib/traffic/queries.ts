import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import { functionUrlApiPath } from '@/lib/identity/api-paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { TrafficRange, TrafficSeries } from '@/lib/traffic/ranges'
import type { Traffic } from '@/lib/traffic/schema'

/** How often a function URL was called; CloudWatch bills each question, so it is asked no more than needed. */
export function trafficQuery(identity: FunctionUrlIdentity) {
  const { account, region, functionName, qualifier } = identity
  return queryOptions({
    queryKey: ['traffic', account, region, functionName, qualifier],
    queryFn: ({ signal }) => fetchJson<Traffic>(functionUrlApiPath(identity, 'traffic'), { signal }),
    staleTime: STALE.FIVE_MINUTES,
  })
}

/** Requests, errors and latency of a function URL over time; the last range stays until the next is there. */
export function trafficSeriesQuery(identity: FunctionUrlIdentity, range: TrafficRange) {
  const { account, region, functionName, qualifier } = identity
  return queryOptions({
    queryKey: ['traffic-series', account, region, functionName, qualifier, range],
    queryFn: ({ signal }) =>
      fetchJson<TrafficSeries>(`${functionUrlApiPath(identity, 'traffic-series')}?range=${range}`, {
        signal,
      }),
    staleTime: STALE.FIVE_MINUTES,
    placeholderData: keepPreviousData,
  })
}
