import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '@/lib/connection/schema'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'

/** What the console talks to and as whom. */
export function connectionQuery() {
  return queryOptions({
    queryKey: ['connection'],
    queryFn: ({ signal }) => fetchJson<Connection>('/api/connection', { signal }),
    staleTime: STALE.MINUTE,
  })
}
