import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ActivityFilter, ActivityPage } from '@/lib/activity/schema'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { ACTIVITY_API_PATH, ACTIVITY_EXPORT_API_PATH } from '@/lib/identity/api-paths'

const queryOf = (filter: object): URLSearchParams =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value ? [[name, String(value)] as [string, string]] : [],
    ),
  )

/** Everything that the record tells, newest first. A change that ends has it read again, as all lists of changes. */
export function activityQuery(filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: ['changes', 'activity', filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchJson<ActivityPage>(`${ACTIVITY_API_PATH}?${queryOf({ ...filter, before: pageParam })}`, {
        signal,
      }),
    getNextPageParam: (page) => page.next,
  })
}

/** Where the same is had as a file. */
export const activityExportAddress = (filter: ActivityFilter, format: 'csv' | 'jsonl'): string =>
  `${ACTIVITY_EXPORT_API_PATH}?${queryOf({ format, ...filter })}`
