import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { BulkItemsPage, BulkPhase, BulkProgress, ItemStatus } from '@/lib/bulk/schema'
import type { PlannedChange } from '@/lib/changes/change'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { bulkApiPath, bulkPlanApiPath } from '@/lib/identity/api-paths'

/** While it is worked on it is followed this often, otherwise now and then: somebody else may go on with it. */
const FOLLOW_EVERY = 700
const LOOK_EVERY = 5_000

const isUnderWay = (phase: BulkPhase) => phase === 'planning' || phase === 'applying'

/** The beginning of the keys of everything of one bulk change. */
export const bulkKey = (bulkId: string) => ['bulk', bulkId] as const

/** A bulk change as it stands, asked for again as long as the page is open. */
export function bulkQuery(bulkId: string) {
  return queryOptions({
    queryKey: [...bulkKey(bulkId), 'progress'],
    queryFn: ({ signal }) => fetchJson<BulkProgress>(bulkApiPath(bulkId), { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return LOOK_EVERY
      const isStopping = data.phase === 'stopped' && data.counts.applying > 0
      return isUnderWay(data.phase) || isStopping ? FOLLOW_EVERY : LOOK_EVERY
    },
  })
}

interface BulkItemsFilter {
  status?: ItemStatus
  label?: string
}

/** Items of one group, or of all, a page at a time; `version` changes whenever they may have. */
export function bulkItemsQuery(bulkId: string, { status, label }: BulkItemsFilter, version: string) {
  return infiniteQueryOptions({
    queryKey: [...bulkKey(bulkId), 'items', status, label, version],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ signal, pageParam }) => fetchItems(bulkId, { status, label, after: pageParam }, signal),
    getNextPageParam: (page) => page.next,
  })
}

/** Every item, for a report. */
export async function allBulkItems(bulkId: string, signal?: AbortSignal) {
  const pages: BulkItemsPage[] = []
  let after: number | undefined
  do {
    const page = await fetchItems(bulkId, { after }, signal)
    pages.push(page)
    after = page.next
  } while (after !== undefined)
  return pages.flatMap(({ items }) => items)
}

function fetchItems(
  bulkId: string,
  query: BulkItemsFilter & { after?: number },
  signal?: AbortSignal,
): Promise<BulkItemsPage> {
  const present = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return fetchJson<BulkItemsPage>(`${bulkApiPath(bulkId, 'items')}?${new URLSearchParams(present)}`, {
    signal,
  })
}

/** The plan of one item, as it was reviewed. */
export function bulkPlanQuery(bulkId: string, seq: number) {
  return queryOptions({
    queryKey: [...bulkKey(bulkId), 'plan', seq],
    queryFn: ({ signal }) => fetchJson<PlannedChange>(bulkPlanApiPath(bulkId, seq), { signal }),
  })
}
