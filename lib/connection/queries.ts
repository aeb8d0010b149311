import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '@/lib/connection/schema'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import { CONNECTION_API_PATH } from '@/lib/identity/api-paths'

/** What the console talks to and as whom. */
export function connectionQuery() {
  return queryOptions({
    queryKey: ['connection'],
    queryFn: ({ signal }) => fetchJson<Connection>(CONNECTION_API_PATH, { signal }),
    staleTime: STALE.MINUTE,
  })
}
