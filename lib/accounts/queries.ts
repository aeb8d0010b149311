import { queryOptions } from '@tanstack/react-query'
import type { AccountsView } from '@/lib/accounts/schema'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { ACCOUNTS_API_PATH } from '@/lib/identity/api-paths'

/** Every account that is got into by a role, and what a new one needs. */
export function accountsQuery() {
  return queryOptions({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => fetchJson<AccountsView>(ACCOUNTS_API_PATH, { signal }),
  })
}
