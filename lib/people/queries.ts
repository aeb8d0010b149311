import { queryOptions } from '@tanstack/react-query'
import type { Scope } from '@/lib/auth/scope'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { PEOPLE_COVERED_API_PATH } from '@/lib/identity/api-paths'

/** How much lies in a scope. */
export function coveredQuery(scope: Scope) {
  const text = JSON.stringify(scope)
  return queryOptions({
    queryKey: ['people', 'covered', text],
    queryFn: ({ signal }) =>
      fetchJson<{ urls: number; functions: number }>(
        `${PEOPLE_COVERED_API_PATH}?${new URLSearchParams({ scope: text })}`,
        { signal },
      ),
  })
}
