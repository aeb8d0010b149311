import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { SESSIONS_API_PATH } from '@/lib/identity/api-paths'
import type { OwnSession } from '@/lib/sign-in/schema'

/** One's own sessions. */
export function sessionsQuery() {
  return queryOptions({
    queryKey: ['own-sessions'],
    queryFn: ({ signal }) => fetchJson<{ sessions: OwnSession[] }>(SESSIONS_API_PATH, { signal }),
  })
}
