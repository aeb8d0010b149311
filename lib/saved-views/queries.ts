import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { SAVED_VIEWS_API_PATH } from '@/lib/identity/api-paths'
import type { SavedView } from '@/lib/saved-views/saved-view'

/** Every saved view. */
export function savedViewsQuery() {
  return queryOptions({
    queryKey: ['saved-views'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ views: SavedView[] }>(SAVED_VIEWS_API_PATH, { signal })).views,
  })
}
