import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import { PALETTE_API_PATH } from '@/lib/identity/api-paths'
import type { FoundInIndex } from '@/lib/inventory/schema'
import { MAX_SEARCH } from '@/lib/palette/schema'

/** What the index has for a few letters; what was found for the letters before stays until it is there. */
export function searchIndexQuery(text: string) {
  const search = text.trim()
  return queryOptions({
    queryKey: ['palette', search],
    queryFn: ({ signal }) =>
      fetchJson<FoundInIndex>(`${PALETTE_API_PATH}?${new URLSearchParams({ text: search })}`, { signal }),
    enabled: search !== '' && search.length <= MAX_SEARCH,
    staleTime: STALE.MINUTE,
    placeholderData: keepPreviousData,
  })
}
