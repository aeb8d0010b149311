import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { SETTINGS_API_PATH } from '@/lib/identity/api-paths'
import type { ConsoleSettings } from '@/lib/settings/schema'

/** What is set for everybody. */
export function settingsQuery() {
  return queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => fetchJson<ConsoleSettings>(SETTINGS_API_PATH, { signal }),
  })
}
