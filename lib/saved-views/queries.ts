import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { SAVED_VIEWS_API_PATH } from '@/lib/identity/api-paths'
import type { InventoryView } from '@/lib/inventory/queries'

/** A name for a view of the table of all function URLs, shared by everybody who uses the console. */
export interface SavedView {
  id: string
  name: string
  view: InventoryView
  createdAt: string
  createdBy: string
  changedAt: string
  changedBy: string
}

/** Every saved view. */
export function savedViewsQuery() {
  return queryOptions({
    queryKey: ['saved-views'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ views: SavedView[] }>(SAVED_VIEWS_API_PATH, { signal })).views,
  })
}
